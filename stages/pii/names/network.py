"""The small tagger's shape, and how its weights are packed: half precision, LZMA, no vocabulary, nothing to run."""

import hashlib
import lzma
from typing import Any

from schemas.errors import WinnowError
from stages.pii.names.forward import quickened

WIDTH, DEPTH = 96, 4
_MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": WIDTH,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [5000, 1000, 2500, 2500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": WIDTH,
            "window_size": 1,
            "maxout_pieces": 3,
            "depth": DEPTH,
        },
    },
}
# marks of tables, mark-up and JSON, which the tokeniser would leave glued to a word
_MARKS = str.maketrans({";": "\n", "|": "\n", "\t": "\n", "<": " ", ">": " ", '"': " ", "{": " ", "}": " ", "*": " "})


class ModelFileError(WinnowError):
    """The file of the small tagger is not the one this code was released with."""


def plain(text: str) -> str:
    """The text as the tagger reads it, letter for letter in the same place."""
    return text.translate(_MARKS)


def untrained() -> Any:
    """An empty English pipeline (its tokeniser serves the eight languages) with a tagger of the right shape."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": _MODEL})
    return nlp


def packed(ner: Any) -> bytes:
    """The trained component without its vocabulary: the strings of the training text stay out of the file."""
    return lzma.compress(_converted(ner.to_bytes(exclude=["vocab"]), "float16"), preset=9 | lzma.PRESET_EXTREME)


def unpacked(data: bytes, sha256: str) -> Any:
    """The pipeline with the packed weights, if they are the expected ones to the bit."""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelFileError("the small name model is not the file this version was released with; reinstall winnow")
    nlp = untrained()
    ner = nlp.get_pipe("ner")
    ner.from_bytes(_converted(lzma.decompress(data), "float32"), exclude=["vocab"])
    quickened(ner)
    return nlp


def _converted(data: bytes, kind: str) -> bytes:
    import srsly

    outer = srsly.msgpack_loads(data)
    inner = srsly.msgpack_loads(outer["model"])
    for node in inner["params"]:
        for name, array in node.items():
            if array is not None and array.dtype.kind == "f":
                node[name] = array.astype(kind)
    outer["model"] = srsly.msgpack_dumps(inner)
    result: bytes = srsly.msgpack_dumps(outer)
    return result
