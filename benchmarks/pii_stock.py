"""Stock presidio as a user gets it without a model: the baseline of the figures on personal data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

THRESHOLD = 0.4
SURE = frozenset({"EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "US_SSN", "IBAN_CODE", "IP_ADDRESS", "CRYPTO"})


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    entity: str


class Stock:
    """`AnalyzerEngine` as its readme has it, but for what would reach for the network or switch cue words off."""

    def __init__(self) -> None:
        import spacy
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
        from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine

        _offline()

        class Blank(SpacyNlpEngine):
            def __init__(self) -> None:
                super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
                self.nlp: Any = {"en": spacy.blank("en")}

            def _doc_to_nlp_artifact(self, doc: Any, language: str) -> NlpArtifacts:
                places, lemmas = [token.idx for token in doc], [token.lower_ for token in doc]
                return NlpArtifacts([], doc, places, lemmas, self, language, scores=[])

        registry = RecognizerRegistry(supported_languages=["en"])
        engine = Blank()
        registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
        self.analyzer = AnalyzerEngine(
            registry=registry, nlp_engine=engine, supported_languages=["en"], default_score_threshold=THRESHOLD
        )

    def find(self, text: str) -> list[Span]:
        return [Span(r.start, r.end, r.entity_type) for r in self.analyzer.analyze(text, language="en")]

    def entities(self, texts: Iterable[str]) -> set[str]:
        return {span.entity for text in texts if text for span in self.find(text)}


def _offline() -> None:
    """tldextract would fetch the list of suffixes on the first e-mail address."""
    import tldextract

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # type: ignore[assignment]
