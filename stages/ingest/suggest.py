"""Suggest: which columns of an unknown file look like the fields of a pair, for a person to confirm."""

import re
import unicodedata

# in order of preference; English, then German, French, Spanish, Italian, Portuguese, Dutch and Polish without accents
LIKELY: dict[str, tuple[str, ...]] = {
    "instruction": (
        *("instruction", "question", "prompt", "ask", "query", "request"),
        *("frage", "anweisung", "aufgabe", "consigne", "demande", "pregunta", "instruccion", "consulta"),
        *("domanda", "istruzione", "richiesta", "pergunta", "instrucao", "vraag", "opdracht"),
        *("pytanie", "polecenie", "instrukcja"),
    ),
    "output": (
        *("output", "answer", "response", "reply", "completion", "target", "solution"),
        *("antwort", "ausgabe", "reponse", "respuesta", "salida", "risposta", "resposta", "saida"),
        *("antwoord", "odpowiedz"),
    ),
    "input": (
        *("input", "context", "background", "passage"),
        *("kontext", "hintergrund", "eingabe", "contexte", "contexto", "contesto", "achtergrond", "kontekst"),
    ),
    "system": ("system", "system_prompt", "system_message"),
    "task": ("task", "category", "topic"),
    "language": ("language", "lang", "locale"),
    "licence": ("licence", "license"),
    "made_by": ("made_by", "model", "model_name", "generator"),
    "source_task": ("source_task", "task_name"),
}


TEXTS = ("instruction", "output", "input")
COMPOUND = 5  # from this length on a name may end a longer word, such as Kundenfrage
# a header with one of these words is about a text, not the text
ABOUT = {
    "id",
    "ids",
    "uuid",
    "hash",
    "count",
    "number",
    "no",
    "nr",
    "tokens",
    "length",
    "len",
    "size",
    "time",
    "ms",
} | {*("date", "datum", "type", "score", "rating", "lang", "language", "url", "by", "author", "model", "status")}


def suggest_columns(header: list[str]) -> dict[str, str]:
    """Field of a pair → column; no column is suggested twice, and a field that nothing looks like is left out."""
    chosen: dict[str, str] = {}
    for fits in (_is_whole, _is_last, _is_within, _ends_a_word):
        for field, names in LIKELY.items():
            if field in chosen or (field not in TEXTS and fits in (_is_within, _ends_a_word)):
                continue
            free = [column for column in header if column not in chosen.values()]
            match = next((column for name in names for column in free if fits(_words(column), name)), None)
            if match is not None:
                chosen[field] = match
    return {field: chosen[field] for field in LIKELY if field in chosen}


def _is_whole(words: str, name: str) -> bool:
    return words == name


def _is_last(words: str, name: str) -> bool:
    return words.rpartition("_")[2] == name


def _is_within(words: str, name: str) -> bool:
    return name in words.split("_") and not ABOUT & set(words.split("_"))


def _ends_a_word(words: str, name: str) -> bool:
    parts = words.split("_")
    return len(name) >= COMPOUND and any(part.endswith(name) for part in parts) and not ABOUT & set(parts)


def _words(column: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", column) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")
