"""The model card and the samples: whatever data and model say, it stays text, and every source is named."""

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token

import little_shards
from schemas.approval import Approval
from schemas.manifest import ShardsManifest, SourceFact, TemplateFact
from stages.train.card import CardFacts, card
from stages.train.markdown import fenced, plain, table
from stages.train.rows import Row
from stages.train.samples import Sample, chosen, samples

NASTY = (
    "plain name",
    "pipe | pipe || \\| back\\slash",
    "two\nlines\r\nand \u2028 \x85 more\x07",
    "`code` ``and`` ~~~~ fences ```",
    "<script>alert(1)</script> &amp; <!-- -->",
    "[a](http://example.org) ![b](c) *bold* __it__ # no head $x$",
    "| --- | --- |",
    "--- yaml: [no, {a: b}] # 'q' \"d\" : - ?",
    "🙂 日本語 Grüße",
    "\x00 \x7f \ufeff zero",
)


@dataclass(frozen=True)
class Measure:
    value: float
    low: float
    high: float


def manifest(*sources: SourceFact) -> ShardsManifest:
    template = TemplateFact(
        name="chat-v1", file="t", sha256="e" * 64, stop=["<|end|>"], roles=["user", "assistant"], adds_bos=False
    )
    return ShardsManifest(
        run_id="0123456789abcdef",
        configs={"messages": []},
        splits={"train": 1200, "heldout": 30},
        template=template,
        shards=[],
        sources=list(sources),
        approvals=[],
    )


FACTS = CardFacts(
    name="ours",
    base="someone/some-base",
    base_sha256="b" * 64,
    base_revision="main",
    method="lora",
    manifest=manifest(little_shards.source("one"), little_shards.source("two", "CC-BY-4.0")),
    rows={"one": 1000, "two": 200},
    settings={"lr": 2e-4, "max_tokens": 2048, "lora.targets": "all-linear", "report_to": ()},
    steps=1500,
    tokens=123_456,
    label_tokens=65_432,
    measures={"heldout nll": (Measure(3.2, 3.1, 3.3), Measure(1.84, 1.75, 1.93))},
    forgetting={"bits per byte": (Measure(2.0, 1.9, 2.1), Measure(2.1, 2.0, 2.2), Measure(0.1, -0.02, 0.25))},
    limits=("It knows nothing of after 2020.",),
    command="winnow train recipes/train.toml",
    template=manifest().template,
    environment={"device": "cpu", "winnow": "0.1.0"},
)


def front(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
    return found


def body(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text.split("\n---\n", 1)[1])


def read(inline: Token) -> str:
    """What a reader sees of a line; anything but text in it is an error."""
    children = inline.children or []
    assert {child.type for child in children} <= {"text", "text_special", "softbreak"}, inline.content
    return "".join("\n" if child.type == "softbreak" else child.content for child in children)


def tables(tokens: list[Token]) -> list[list[list[str]]]:
    """All tables as rows of cells."""
    found: list[list[list[str]]] = []
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("td_open", "th_open"):
            found[-1][-1].append(read(after))
    return found


class TestCard:
    def test_the_front_matter_is_what_a_hub_reads(self) -> None:
        assert front(card(FACTS)) == {
            "base_model": "someone/some-base",
            "base_model_relation": "adapter",
            "library_name": "peft",
            "pipeline_tag": "text-generation",
            "license": "other",
            "license_name": "Apache-2.0 AND CC-BY-4.0",
            "datasets": ["one", "two"],
            "tags": ["winnow", "instruction-tuning", "lora"],
        }
        full = front(card(replace(FACTS, method="full")))
        assert (full["base_model_relation"], full["library_name"]) == ("finetune", "transformers")

    LICENCES: tuple[tuple[list[str], dict[str, str]], ...] = (
        (["Apache-2.0"], {"license": "apache-2.0"}),
        (["MIT", "MIT"], {"license": "mit"}),
        (["CC-BY-SA-3.0"], {"license": "cc-by-sa-3.0"}),
        (["ODC-By-1.0"], {"license": "odc-by"}),
        (["GPL-3.0-or-later"], {"license": "gpl-3.0"}),
        (["LicenseRef-own"], {"license": "other", "license_name": "LicenseRef-own"}),
        (["MIT", "unknown"], {"license": "other", "license_name": "MIT AND unknown"}),
        ([], {"license": "other", "license_name": "unknown"}),
    )

    @pytest.mark.parametrize(("licences", "told"), LICENCES)
    def test_the_licence_is_that_of_the_sources(self, licences: list[str], told: dict[str, str]) -> None:
        sources = [little_shards.source(f"s{n}", licence) for n, licence in enumerate(licences)]
        found = front(card(replace(FACTS, manifest=manifest(*sources))))
        assert {name: value for name, value in found.items() if name.startswith("license")} == told

    def test_every_source_and_figure_is_in_it(self) -> None:
        data, settings, measures, forgetting, _ = tables(body(card(FACTS)))
        assert [line[:4] for line in data[1:]] == [
            ["one", "1,000", "Apache-2.0", "human"],
            ["two", "200", "CC-BY-4.0", "human"],
        ]
        assert data[1][-1] == "f" * 16
        assert ["lr", "0.0002"] in settings and ["report_to", "[]"] in settings
        assert measures[1] == ["heldout nll", "3.20 (3.10 to 3.30)", "1.84 (1.75 to 1.93)", "-1.36", ""]
        change = "+0.100 (-0.02 to +0.250)"
        assert forgetting[1] == ["bits per byte", "2.00 (1.90 to 2.10)", "2.10 (2.00 to 2.20)", change, ""]
        text = card(FACTS)
        for told in ("b" * 64, "e" * 64, "123,456 tokens", "1,500 steps", "65,432", "1,200 pairs", FACTS.command):
            assert told in text
        assert "no approval was demanded" in text and FACTS.limits[0] in text
        assert "resumed over other data" in card(replace(FACTS, notes=("resumed over other data",)))

    @pytest.mark.parametrize("name", NASTY)
    def test_whatever_a_name_holds_it_stays_a_name(self, name: str) -> None:
        source = little_shards.source(name, f"LicenseRef {name}").model_copy(update={"domain": name, "made_by": name})
        facts = replace(
            FACTS,
            name=name,
            base=name,
            base_revision=name,
            manifest=manifest(source, little_shards.source("last")),
            rows={name: 1},
            settings={name: name},
            measures={name: FACTS.measures["heldout nll"]},
            limits=(name,),
            notes=(name,),
            command=name,
        )
        text = card(facts)
        assert front(text)["datasets"] == [name, "last"]
        assert front(text).get("base_model", name) == name
        tokens = body(text)
        kept = shown(name)
        data, settings, measures, _, _ = tables(tokens)
        assert [line[0] for line in data[1:]] == [kept, "last"] and data[1][3:5] == [kept, kept]
        assert all(len(line) == 7 for line in data)
        assert settings[1] == [kept, kept] and measures[1][0] == kept
        heads = [after for token, after in pairwise(tokens) if token.type == "heading_open"]
        assert read(heads[0]) == kept and len(heads) == 11
        assert [token.content for token in tokens if token.type == "fence"][-1].strip() == written(name).strip()
        assert {token.type for token in tokens} & {"html_block", "code_block", "blockquote_open", "hr"} == set()

    def test_an_unsigned_approval_stands_out(self) -> None:
        signed = Approval(role="ml", run_id="0", manifest_sha256="0", by="Ada")
        approvals = (signed, signed.model_copy(update={"role": "privacy", "unsigned": True}))
        text = card(replace(FACTS, approvals=approvals))
        assert "Approved by: ml by Ada; privacy by Ada (**unsigned**)." in text

    def test_nothing_measured_and_no_number(self) -> None:
        none = Measure(math.nan, math.nan, math.nan)
        text = card(replace(FACTS, measures={}, forgetting={"bpb": (none, none)}, limits=()))
        assert text.count("Not measured.") == 1 and "None stated." in text
        assert tables(body(text))[-2][1] == ["bpb", "– (– to –)", "– (– to –)", "–", ""]


def shown(name: str) -> str:
    """Markdown shows a control character as the sign for what cannot be shown."""
    return re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f]", "\ufffd", name)


def written(name: str) -> str:
    return name.replace("\r\n", "\n").replace("\0", "\ufffd")


class TestMarkdown:
    @pytest.mark.parametrize("text", [*NASTY, "~" * 9, "a\n~~~~~\nb", "~~~~text", "    four", "", "\n\n", "\ud800"])
    def test_a_block_holds_all_of_it(self, text: str) -> None:
        tokens = MarkdownIt("commonmark").parse(f"before\n\n{fenced(text)}\n\nafter")
        assert [token.type for token in tokens if token.type in ("fence", "html_block", "paragraph_open")] == [
            "paragraph_open",
            "fence",
            "paragraph_open",
        ]
        (block,) = [token.content for token in tokens if token.type == "fence"]
        assert block.rstrip("\n") == written(text.encode("utf-8", "backslashreplace").decode()).rstrip("\n")

    def test_columns_of_numbers_stand_to_the_right(self) -> None:
        assert table(("a", "b"), [("x", "1")], ("b",)) == "| a | b |\n| --- | ---: |\n| x | 1 |"

    def test_a_common_name_is_hardly_changed(self) -> None:
        assert plain("flan_cot v1.0 (2020), 5-shot!") == "flan\\_cot v1.0 (2020), 5-shot!"


def row(name: str, ask: str = "What is one and one?", answer: str = "Two.") -> Row:
    turns = (("system", "Be brief."), ("user", ask), ("assistant", answer))
    return Row(name, "little", "general", "sums", "Apache-2.0", turns)


class TestSamples:
    def test_the_choice_hangs_on_seed_and_id_alone(self) -> None:
        rows = [row(f"little-{n:03d}") for n in range(100)]
        first = chosen(rows, 7)
        assert len(first) == len({row.pair_id for row in first}) == 20
        assert chosen(rows[::-1], 7) == first != chosen(rows, 8)
        assert chosen([row for row in rows if row not in first[5:]], 7)[:5] == first[:5]
        assert len(chosen(rows[:3], 7)) == 3 and chosen([], 7) == []

    @pytest.mark.parametrize("text", [*NASTY, "a\n~~~~\n# b\n~~~~~", "```\n</details>", "\ud83d cut"])
    def test_no_content_breaks_the_page(self, text: str) -> None:
        shown = [Sample(row("little-1", text, text), text, text), Sample(row("little-2"), "One.", "Two.")]
        whole = samples(shown)
        whole.encode()
        tokens = MarkdownIt("commonmark").parse(whole)
        assert [token.type for token in tokens].count("heading_open") == 3
        assert [token.type for token in tokens].count("fence") == 10
        assert {token.type for token in tokens} <= {
            *("heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "fence")
        }
        blocks = [token.content for token in tokens if token.type == "fence"]
        kept = written(text.encode("utf-8", "backslashreplace").decode())
        assert [block.rstrip("\n") for block in blocks] == [
            *("Be brief.", kept, kept, kept, kept),
            *("Be brief.", "What is one and one?", "Two.", "One.", "Two."),
        ]
        assert re.findall(r"^\*\*(.+)\*\*$", whole, re.MULTILINE)[:5] == [
            *("system", "user", "gold answer", "before", "after")
        ]

    def test_nothing_said_and_too_much_said(self) -> None:
        whole = samples([Sample(row("little-1"), " \n", "ab" * 3000)])
        assert "**before**\n\n(nothing)\n" in whole and "(and 2,000 characters more)" in whole
        assert "1 held-out prompt, drawn" in whole and "From little, sums." in whole
