"""The judge: a cross-encoder for inference that a recipe names, asked in both directions whether two texts conflict."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from schemas.errors import RecipeError
from stages.models import weights

READ_CHARS = 4000


class JudgeFact(NamedTuple):
    """For the manifest."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Judge:
    """Which model, a local folder or one of the Hub at a revision."""

    model: str
    revision: str = ""

    @property
    def folder(self) -> Path:
        return weights.located(self.model, self.revision, "contradiction")

    def ready(self) -> None:
        """Say before any work what is missing; nothing heavy is imported for it."""
        config = weights.loadable(self.folder)
        if not list(self.folder.glob("*.safetensors")):
            raise RecipeError(f"{self.folder}: the model has no weights as safetensors, and no others are read")
        if _label(config) < 0:
            raise RecipeError(
                f"{self.folder}: none of the model's labels is 'contradiction'; name a model for inference (NLI)"
            )

    def fact(self) -> JudgeFact:
        return JudgeFact(Path(self.model).name, self.revision, weights.files_sha256(self.folder))

    def load(self) -> "LoadedJudge":
        self.ready()
        return LoadedJudge(self.folder)


class LoadedJudge:
    """Pairs go in one by one, so that a score depends on nothing but its two texts."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import CrossEncoder

        self._label = _label(weights.loadable(folder))
        self._model = CrossEncoder(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
        )

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """How probably each two texts conflict, read as premise and hypothesis and the other way round: the lower."""
        return [min(self._one(first, second), self._one(second, first)) for first, second in pairs]

    def _one(self, premise: str, hypothesis: str) -> float:
        pair = (premise[:READ_CHARS], hypothesis[:READ_CHARS])
        found = self._model.predict([pair], apply_softmax=True, convert_to_numpy=True, show_progress_bar=False)
        return float(found[0][self._label])


def _label(config: dict[str, Any]) -> int:
    """The place of the label `contradiction`, or -1."""
    labels = config.get("id2label") or {}
    return next((int(at) for at, name in labels.items() if "contradiction" in str(name).lower()), -1)
