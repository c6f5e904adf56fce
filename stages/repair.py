"""Mends what is surely broken, on record: mojibake, inputs that say nothing, control tokens; drops what is empty."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from schemas.apply import edited
from schemas.decision import Decisions, Edit
from schemas.pair import TEXT_FIELDS
from schemas.stage import Shelf
from stages.normal import folded

_TOKENS = (
    r"<\|(?:endoftext|im_end|im_start|end|eot_id|eom_id|end_of_text|endofturn|END_OF_TURN_TOKEN|return|user|assistant)\|>"
    r"|</s>|<eos>|<eot>|<EOT>|<end_of_turn>|<end_of_utterance>|\[EOS\]|\[/INST\]|<\uff5cend\u2581of\u2581sentence\uff5c>"
)
_AT_END = re.compile(rf"\s*(?:(?:{_TOKENS})\s*)+\Z")
_LONGEST_TAIL = 400

_NO_INPUT = re.compile(
    r"(?i)[\W_]*no[ _-]?input(?: (?:is )?(?:required|needed|necessary|provided|given|available))?[\W_]*"
    r"|[<\[({]+ ?(?:none|n/?a|null|nil|empty|blank|not applicable)(?: required)? ?[>\])}]+[\W_]*"
)
_BARE = re.compile(r"(?i)(?:no|none|n/?a|null|nil|nothing|not applicable)[.!]?|[!-/:-@\[-`{-~]{1,4}")
_MORSE = re.compile(r"[.\- /]+")
_ABOUT_MORSE = re.compile(r"(?i)\b(?:morse|decode|translate|code|signal|pattern)\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_POINTS_AT_INPUT = re.compile(
    r"(?i)\b(?:this|these|following|below|given|input|provided|symbol|character|operator|punctuation|emoticon"
    r"|(?:the|a) (?:word|reply|response|answer|sentence|text|value|string|phrase|term|message|review|comment|label))\b"
    r"(?!\s*[\"“'‘:])"
)
_ABOUT_TOKENS = re.compile(r"(?i)\b(?:special|control|stop|end-of-\w{1,12}|eos|separator|chatml) tokens?\b")
_ABOUT_ENCODING = re.compile(r"(?i)\b(?:mojibake|utf-?8|latin-?1|windows-?125\d|cp-?125\d|iso-?8859|encodings?|ftfy)\b")


@dataclass(frozen=True)
class Repair:
    name: ClassVar[str] = "repair"
    defect: ClassVar[bool] = True
    libraries: ClassVar[tuple[str, ...]] = ("ftfy",)

    def judge(self, pairs: pa.Table, shelf: Shelf) -> pa.Table:
        mojibake = shelf.prepared("mojibake", _mojibake)
        decisions = Decisions()
        columns = [pairs[name].to_pylist() for name in ("pair_id", *TEXT_FIELDS)]
        turns = _turns(pairs)
        for pair_id, *texts in zip(*columns, strict=True):
            fields = dict(zip(TEXT_FIELDS, texts, strict=True)) | turns.get(pair_id, {})
            _judge(pair_id, fields, mojibake, decisions)
        return decisions.table()


def _judge(pair_id: str, fields: dict[str, str], mojibake: Any, decisions: Decisions) -> None:
    found: list[tuple[str, str, Edit]] = []
    if cleared := _cleared_input(fields):
        found.append(cleared)
    for name, text in fields.items():
        if not text or (found and name == "input"):
            continue
        body = text
        if (token := _control_token(name, text)) and not _ABOUT_TOKENS.search(fields["instruction"]):
            found.append(token)
            body = text[: token[2].start]
        if not body.isascii() and (broken := _broken_letters(name, body, fields, mojibake)):
            found.append(broken)
    for reason, evidence, edit in found:
        decisions.say(pair_id, "rewrite", reason, evidence, edits=[edit])
    _drop_if_empty(pair_id, fields, [edit for *_, edit in found], decisions)


def _cleared_input(fields: dict[str, str]) -> tuple[str, str, Edit] | None:
    given, instruction = fields["input"], fields["instruction"]
    if not given:
        return None
    clear = Edit("input", 0, len(given), "")
    if len(given) < 60 and _is_placeholder(given.strip(), instruction):
        return "repair.placeholder_input", "input: stands for no input", clear
    if len(given) <= len(instruction) and _is_echo(given, instruction):
        return "repair.echoed_input", "input: stands word for word in the instruction", clear
    return None


def _is_placeholder(given: str, instruction: str) -> bool:
    if not given or _NO_INPUT.fullmatch(given):
        return bool(given)
    if _MORSE.fullmatch(given) and _ABOUT_MORSE.search(instruction):
        return False
    return bool(_BARE.fullmatch(given)) and not _POINTS_AT_INPUT.search(instruction)


def _is_echo(given: str, instruction: str) -> bool:
    """A phrase that stands in the instruction; one word only where it is named, a number where it is the only one."""
    needle, hay = folded(given).strip(" \"'“”‘’`."), folded(instruction)
    at = hay.find(needle) if needle else -1
    if at < 0:
        return False
    before, after = hay[at - 1 : at], hay[at + len(needle) :]
    if before.isalnum() or after[:1].isalnum():
        return False
    if " " in needle or _NUMBER.findall(hay) == [needle]:
        return True
    return before in {'"', "“", "'", "‘"} or (hay[:at].rstrip().endswith(":") and len(after) <= 2)


def _control_token(name: str, text: str) -> tuple[str, str, Edit] | None:
    if not text.rstrip().endswith((">", "]")):
        return None
    from_ = max(0, len(text) - _LONGEST_TAIL)
    match = _AT_END.search(text, from_)
    if match is None or ("</s>" in match[0] and "<s>" in text):
        return None
    start = match.start() if match.start() > from_ else _before_tokens(text)
    return "repair.control_token", f"{name}: ends in control tokens of a model", Edit(name, start, len(text), "")


def _before_tokens(text: str) -> int:
    """Where a tail of tokens longer than the window begins."""
    end = len(text)
    while (match := _AT_END.search(text, max(0, end - _LONGEST_TAIL), end)) and match.start() < end:
        end = match.start()
    return end


def _broken_letters(name: str, text: str, fields: dict[str, str], mojibake: Any) -> tuple[str, str, Edit] | None:
    mended = mojibake(text)
    if mended == text or any(_ABOUT_ENCODING.search(other) for other in fields.values()):
        return None
    edit = _difference(name, text, mended)
    evidence = f"{name}: {edit.end - edit.start} characters of UTF-8 read in another encoding"
    return "repair.mojibake", evidence, edit


def _difference(name: str, old: str, new: str) -> Edit:
    """The one edit that makes `old` into `new`: what lies between their common beginning and common end."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    tail = next((i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start)
    return Edit(name, start, len(old) - tail, new[start : len(new) - tail])


def _drop_if_empty(pair_id: str, fields: dict[str, str], edits: list[Edit], decisions: Decisions) -> None:
    def left(name: str) -> str:
        spans = [{"field": e.field, "start": e.start, "end": e.end, "text": e.text} for e in edits if e.field == name]
        return folded(edited(fields[name], spans)) if spans else fields[name].strip() and folded(fields[name])

    if not left("output"):
        decisions.say(pair_id, "drop", "repair.empty_output", "output: nothing is left to learn from")
    if not left("instruction") and not left("input"):
        decisions.say(pair_id, "drop", "repair.empty_ask", "instruction and input: nothing is asked")


def _turns(pairs: pa.Table) -> dict[str, dict[str, str]]:
    """The contents of the turns before, by pair and field path, for the pairs that have any."""
    with_history = pairs.filter(pc.greater(pc.list_value_length(pairs["history"]), 0)).select(["pair_id", "history"])
    return {
        row["pair_id"]: {f"history.{i}.content": turn["content"] for i, turn in enumerate(row["history"])}
        for row in with_history.to_pylist()
    }


def _mojibake() -> Any:
    import ftfy

    return ftfy.fix_encoding
