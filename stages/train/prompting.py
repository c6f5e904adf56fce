"""The one way from messages to text, for training, evaluation and answers: the shards' template or the base's own."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.errors import RecipeError
from schemas.manifest import TemplateFact
from schemas.pair import Turn
from schemas.template import Template

MARKER = re.compile(r"<\|[^|\s]{1,40}\|>")
_PROBE: tuple[Turn, ...] = ({"role": "user", "content": "Ask"}, {"role": "assistant", "content": "Answer"})


@dataclass(frozen=True)
class Prompting:
    """A template with what must be known of it; `render` gives the text of messages."""

    name: str
    text: str
    stop: str
    roles: tuple[str, ...]
    render: Callable[[Sequence[Turn], bool], str]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def markers(self) -> list[str]:
        """What stands between the messages and should be one token each: the stop first, then the marks of roles."""
        found = MARKER.findall("".join(self.render([{"role": role, "content": ""}], True) for role in self.roles))
        return list(dict.fromkeys([self.stop, *found]))


def of_shards(fact: TemplateFact, text: str) -> Prompting:
    template = Template(fact.name, text, tuple(fact.stop))
    if template.sha256 != fact.sha256:
        raise RecipeError(f"{fact.file}: the template is another one than the manifest's; take the shards as written")
    return Prompting(fact.name, text, fact.stop[0], tuple(fact.roles), template.render)


def of_base(tokenizer: Any, roles: Sequence[str]) -> Prompting:
    """The base model's own template; its stop is the first special token behind the answer."""
    text = tokenizer.chat_template
    if not isinstance(text, str):
        raise RecipeError("[train] template = 'base', but the model has none; take 'manifest' with resize = true")

    def render(messages: Sequence[Turn], add_generation_prompt: bool) -> str:
        made: str = tokenizer.apply_chat_template(
            list(messages), tokenize=False, add_generation_prompt=add_generation_prompt
        )
        return made

    behind = render(_PROBE, False).rpartition("Answer")[2]
    marks = sorted((behind.find(token), token) for token in tokenizer.all_special_tokens if token in behind)
    if not marks:
        raise RecipeError("[train] template = 'base' ends an answer without a stop token; take template = 'manifest'")
    return Prompting("base", text, marks[0][1], tuple(roles), render)
