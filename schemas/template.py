"""The prompt template is data, and `render` is the only way from messages to the text that a model sees."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from schemas.errors import RecipeError
from schemas.pair import Turn

if TYPE_CHECKING:
    import jinja2

CHAT = (
    "{%- for message in messages -%}\n"
    "<|{{ message.role }}|>\n{{ message.content }}<|end|>\n"
    "{% endfor -%}\n"
    "{%- if add_generation_prompt -%}\n"
    "<|assistant|>\n"
    "{% endif -%}\n"
)

_PROBES: tuple[tuple[Turn, ...], ...] = (
    ({"role": "user", "content": "Ask"}, {"role": "assistant", "content": "Answer."}),
    ({"role": "user", "content": " spaces \n"}, {"role": "assistant", "content": "\n  Grüße, 日本語 {{ x }} <|end|> "}),
    (
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "One?"},
        {"role": "assistant", "content": "One."},
        {"role": "user", "content": "Two?"},
        {"role": "assistant", "content": "Two."},
    ),
)


@dataclass(frozen=True)
class Template:
    """A Jinja chat template with what a trainer must know of it."""

    name: str = "chat-v1"
    text: str = CHAT
    stop: tuple[str, ...] = ("<|end|>",)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def render(self, messages: Sequence[Turn], add_generation_prompt: bool) -> str:
        """The messages as one text; with a generation prompt it ends where the answer begins."""
        return _compiled(self.text).render(messages=list(messages), add_generation_prompt=add_generation_prompt)

    def check(self, where: str) -> None:
        """Refuse a template that is broken or whose rendered prompt is no prefix of the rendered pair."""
        import jinja2

        for messages in _PROBES:
            try:
                prompt, whole = self.render(messages[:-1], True), self.render(messages, False)
            except jinja2.TemplateError as error:
                raise RecipeError(f"{where}: the template fails with {type(error).__name__}; mend it") from None
            if not whole.startswith(prompt) or messages[-1]["content"] not in whole[len(prompt) :]:
                raise RecipeError(
                    f"{where}: the rendered prompt ends in {prompt[-40:]!r}, which is not where the answer begins in "
                    "the rendered pair; a template must render the pair as the prompt followed by the answer"
                )


def render(messages: Sequence[Turn], add_generation_prompt: bool, template: Template | None = None) -> str:
    """What a model is given for these messages."""
    return (template or Template()).render(messages, add_generation_prompt)


@lru_cache(maxsize=8)
def _compiled(text: str) -> "jinja2.Template":
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def refuse(message: Any) -> None:
        raise jinja2.TemplateError(str(message))

    import jinja2

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined
    )
    environment.globals["raise_exception"] = refuse
    return environment.from_string(text)
