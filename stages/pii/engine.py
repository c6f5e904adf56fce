"""presidio with our recognizers in one registry, an NLP engine that needs no model, and any stock recognizer named."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from presidio_analyzer import (
    AnalyzerEngine,
    ContextAwareEnhancer,
    EntityRecognizer,
    LocalRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer import predefined_recognizers as stock
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from tldextract import TLDExtract

from schemas.errors import RecipeError
from stages.pii.cues import Cues
from stages.pii.finding import Detector, Hit

_WORD = re.compile(r"\w+|[^\w\s]")
_LOG = logging.getLogger("presidio-analyzer")


class Unscanned(Exception):
    """presidio gave up on a pattern; the text may not pass as scanned."""


class Ours(LocalRecognizer):
    """One of our detectors as a presidio recognizer; what it knows of a hit travels in the metadata."""

    def __init__(self, detector: Detector, cues: Cues) -> None:
        self.detector, self.cues = detector, cues
        super().__init__(supported_entities=[detector.entity], name=type(detector).__name__, supported_language="en")

    def load(self) -> None:
        pass

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        return [
            RecognizerResult(
                self.detector.entity,
                hit.start,
                hit.end,
                hit.score,
                recognition_metadata={"rule": hit.rule, "placeholder": hit.placeholder},
            )
            for hit in self.detector.find(text, self.cues)
        ]


class Words(NlpEngine):
    """Tokens and lower-case lemmas without a model; with empty lemmas presidio's cue words do nothing, silently."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    def load(self) -> None:
        pass

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        found = list(_WORD.finditer(text)) if self.wanted else []
        lemmas = [match[0].lower() for match in found]
        places = [match.start() for match in found]
        tokens = [_Token(match[0], match.start()) for match in found]
        return NlpArtifacts([], tokens, places, lemmas, self, language)  # type: ignore[arg-type]

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **options: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return not word.isalnum()

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return ["en"]


class _Token:
    """As much of a spaCy token as presidio's context enhancer asks for."""

    def __init__(self, text: str, place: int) -> None:
        self.text, self.idx = text, place

    def __len__(self) -> int:
        return len(self.text)


class _NoContext(ContextAwareEnhancer):
    """Ours look for their cue words themselves; presidio's enhancer would copy every result and change none."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *_: Any, **__: Any
    ) -> list[RecognizerResult]:
        return raw_results


class Engine:
    """Finds what the gate lets through."""

    def __init__(self, detectors: Sequence[Detector], cues: Cues, named: Sequence[str] = ()) -> None:
        self.detectors = tuple(detectors)
        self.extra = [stock_recognizer(name) for name in named]
        recognizers = [*(Ours(detector, cues) for detector in detectors), *self.extra]
        self.analyzers = AnalyzerEngine(
            registry=RecognizerRegistry(recognizers=recognizers, supported_languages=["en"]),
            nlp_engine=Words(bool(self.extra)),
            supported_languages=["en"],
            default_score_threshold=0.0,
            context_aware_enhancer=None if self.extra else _NoContext(),
        )
        self.silent = _Warned()
        _LOG.addHandler(self.silent)
        _LOG.propagate = False

    def find(self, text: str, numbers: frozenset[int]) -> list[tuple[str, Hit]]:
        """The hits of these detectors (and of every stock recognizer named) in a shadow text."""
        entities = sorted(
            {self.detectors[n].entity for n in numbers}.union(*(r.supported_entities for r in self.extra))
        )
        if not entities:
            return []
        self.silent.messages = 0
        results = self.analyzers.analyze(text, language="en", entities=entities)
        if self.silent.messages:
            raise Unscanned
        return [(result.entity_type, _hit(result)) for result in results]


def _hit(result: RecognizerResult) -> Hit:
    told = result.recognition_metadata or {}
    rule = told.get("rule") or f"presidio.{result.entity_type.lower()}"
    return Hit(result.start, result.end, result.score, rule, bool(told.get("placeholder")))


def stock_recognizer(name: str) -> EntityRecognizer:
    recognizer = getattr(stock, name, None)
    if not isinstance(recognizer, type) or not issubclass(recognizer, EntityRecognizer):
        raise RecipeError(
            f"[pii] recognizers names {name!r}, which presidio lacks; write a name like 'UsItinRecognizer'"
        )
    made: EntityRecognizer = recognizer()  # type: ignore[call-arg]
    if "EMAIL_ADDRESS" in made.supported_entities:
        suffixes = TLDExtract(suffix_list_urls=(), cache_dir=None)  # its own asks the network for them
        made.validate_result = lambda text: bool(suffixes(text).fqdn)  # type: ignore[attr-defined]
    return made


class _Warned(logging.Handler):
    """Counts warnings and lets none of them out: they may quote the text."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.messages += 1
