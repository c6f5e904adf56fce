"""The residual measurement: what counts as a hit, how sure the share is, and that it is made once and the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import corpus
from pipeline.keys import stage_key
from pipeline.recipe import load
from pipeline.run import Finished
from pipeline.verify import verified
from schemas.errors import RecipeError
from stages.pii.allow import Allowed, Entry
from stages.pii.residual import TYPES, Cleaned, Second, interval
from stages.pii.stage import Own, Pii

HOUSE = Path(__file__).parent.parent
MAIL = "kai.lund@harrow-lintel.co"
SECOND = Second()
NOTHING = Allowed()


def found(text: str, *surrogates: str, allowed: Allowed = NOTHING) -> set[str]:
    return set(SECOND.found([Cleaned((text,), surrogates)], allowed).by_type) - {"any"}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        (f"Write to {MAIL}.", "EMAIL"),
        ("Call (415) 867-5309 today", "PHONE"),
        ("card 4532 7690 1235 4873", "CREDIT_CARD"),
        ("My SSN is 536-22-8145", "US_SSN"),
        ("IBAN GB04LOYD30961799887766", "IBAN"),
        ("from 81.2.69.142", "IP"),
        ("send to 17LQj6xKe9pzouP97ARTAo99yTC5APEpbA", "CRYPTO"),
        ("AKIAJ7Q2M4XWPL9RZ3TB", "SECRET"),
        ('api_key = "q8Zr2vLx09TnBw4e"', "SECRET"),
        ("postgres://kai:s9Tq2Lw7@db.harrow-lintel.co/x", "SECRET"),
    ],
)
def test_every_type_is_seen(text: str, entity: str) -> None:
    assert entity in TYPES and entity in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "jane@example.com or 212-555-0199",
        "4111 1111 1111 1111",
        "127.0.0.1, 192.168.1.7, 8.8.8.8",
        'api_key = "YOUR_API_KEY"',
        "password: 'changeme-please'",
        "postgres://user:password@localhost/db",
        "AKIAIOSFODNN7EXAMPLE",
    ],
)
def test_what_standard_keeps_does_not_count(text: str) -> None:
    assert found(text) == set()


def test_surrogates_do_not_count_but_what_stands_beside_them_does() -> None:
    text = f"Write to {MAIL}, not to jo@quarl-lintel.co"
    assert found(text, MAIL, "jo@quarl-lintel.co") == set()
    assert found(text, MAIL) == {"EMAIL"}
    assert found("Call 415-867-5309", "415-867") == {"PHONE"}, "half of it was left"
    assert found("https://kai@git.harrow-lintel.co and 5", "kai") == set()


def test_what_the_recipe_allows_does_not_count() -> None:
    assert found(MAIL, allowed=Allowed((Entry("harrow-lintel.co", "our own", "domain"),))) == set()


def test_a_pair_counts_once_a_type() -> None:
    hits = SECOND.found([Cleaned((MAIL, f"{MAIL} 81.2.69.142"), ()), Cleaned(("nothing",), ())], Allowed())
    assert hits.pairs == 2 and dict(hits.by_type) == {"EMAIL": 1, "IP": 1, "any": 1}


def test_a_pair_that_presidio_gave_up_on_is_no_clean_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    from stages.pii.engine import Unscanned

    second = Second()

    def give_up(*_: object) -> None:
        raise Unscanned

    monkeypatch.setattr(second.engine, "find", give_up)
    assert dict(second.found([Cleaned(("text 5",), ())], Allowed()).by_type) == {"failed": 1}


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 2000, 0, 0.0015), (0, 0, 0, 1), (0, 2, 0, 1), (1, 2000, 0.000088, 0.002827), (2, 50, 0.011, 0.1346)],
)
def test_the_interval(hits: int, of: int, low: float, high: float) -> None:
    assert interval(hits, of) == pytest.approx((low, high), abs=2e-4)


@pytest.mark.parametrize("hostile", ["::", "a.", "a@", "1-", "1 ", "eyJ", "sk-", "GB33", "://a:"])
def test_it_never_takes_long(hostile: str) -> None:
    import time

    began = time.process_time()
    found(hostile * (20_000 // len(hostile)))
    assert time.process_time() - began < 3


def test_what_is_passed_over_holds_nothing() -> None:
    from stages.pii.residual import _COULD_HOLD

    texts = [word for row in [*corpus.alpaca(), *corpus.dolly()] for word in row.values()]
    texts += ["a b c", "abcd:ef:ab", "call me at home", "x" * 34, "GBxx", "bc q", "\u0664\u0661\u0665 867"]
    passed = [text for text in texts if not _COULD_HOLD.search(text)]
    assert len(passed) > 50 and not any(SECOND.engine.find(text, frozenset()) for text in passed)


def test_it_needs_no_network() -> None:
    program = f"""
import socket
def refuse(*_, **__): raise OSError("no network here")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
import sys; sys.path.insert(0, "tests")
import test_pii_residual as t
assert t.found("{MAIL}") == {{"EMAIL"}}
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True)
    assert done.returncode == 0 and "tldextract" not in done.stderr, done.stderr


EXTRA = [
    {"instruction": f"What is the code of box {n}?", "input": "", "output": f"{n}: kai{n}@harrow-lintel.co, 1.4.2.{n}"}
    for n in range(1, 9)
]


def write(folder: Path) -> Path:
    """The corpus with addresses that are replaced, and versions that the second detector takes for addresses."""
    recipe = corpus.write(folder)
    rows = json.loads((folder / "alpaca.json").read_text(encoding="utf-8"))
    (folder / "alpaca.json").write_text(json.dumps([*rows, *EXTRA]), encoding="utf-8")
    return recipe


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return corpus.run(write(tmp_path_factory.mktemp("finished")))


class TestInARun:
    def test_counts_are_written_listed_and_shown(self, finished: Finished) -> None:
        told = json.loads((finished.folder / "residual.json").read_text())
        by_type = {fact["type"]: fact["pairs"] for fact in told["types"]}
        assert (
            told["pairs"]
            == told["kept"]
            == finished.manifest.lanes["alpaca"].train
            + sum(lane.train + lane.held for name, lane in finished.manifest.lanes.items() if name != "alpaca")
            + finished.manifest.lanes["alpaca"].held
        )
        assert by_type["EMAIL"] == 0, "surrogates are none"
        assert by_type["IP"] == 8 == by_type["any"]
        assert "residual.json" in finished.manifest.files
        assert not any(verified(finished.folder)[what] for what in ("changed", "missing", "extra"))
        page = (finished.folder / "report.html").read_text(encoding="utf-8")
        assert "lower bound" in page and "Names in prose are not covered" in page

    def test_it_holds_counts_alone(self, finished: Finished) -> None:
        told = (finished.folder / "residual.json").read_text()
        assert "alpaca" not in told and "1.4.2" not in told and "example" not in told

    def test_two_workers_write_the_same_bytes(self, finished: Finished, tmp_path: Path) -> None:
        other = corpus.run(write(tmp_path), workers=2, batch=7)
        for name in ("residual.json", "report.html", "manifest.json"):
            assert (other.folder / name).read_bytes() == (finished.folder / name).read_bytes()

    def test_the_same_sample_is_not_read_again(self, tmp_path: Path) -> None:
        recipe = write(tmp_path)
        counts = [
            corpus.run(recipe, *sets).account.counts
            for sets in ((), ("holdout.share=0.3",), ("pii.residual=20",), ("run.seed=9", "pii.residual=20"))
        ]
        hows = [next(how for what, how in count if what == "residual") for count in counts]
        assert hows == ["computed", "linked", "computed", "computed"]
        assert [how for what, how in counts[2] if what == "pii"] == ["linked"], "the setting is none that pii judges by"

    def test_a_part_of_the_pairs_is_drawn_by_the_seed(self, tmp_path: Path) -> None:
        recipe = write(tmp_path)
        told = [
            json.loads((corpus.run(recipe, "pii.residual=30", f"run.seed={seed}").folder / "residual.json").read_text())
            for seed in (1, 2)
        ]
        assert [one["pairs"] for one in told] == [30, 30] and told[0]["key"] != told[1]["key"]

    def test_much_text_ends_the_sample(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from pipeline import residual

        monkeypatch.setattr(residual, "MOST_CHARS", 500)
        monkeypatch.setattr(residual, "PAIR_CHARS", 40)
        told = json.loads((corpus.run(write(tmp_path)).folder / "residual.json").read_text())
        assert 0 < told["characters"] <= 500 and told["pairs"] < told["kept"]

    @pytest.mark.parametrize("sets", ["pii.residual=0", 'chain.skip=["pii"]'])
    def test_it_can_be_left_out(self, tmp_path: Path, sets: str) -> None:
        done = corpus.run(write(tmp_path), sets)
        assert not (done.folder / "residual.json").exists()
        assert "Not measured" in (done.folder / "report.html").read_text(encoding="utf-8")

    def test_a_number_below_nothing_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(RecipeError, match="residual = -1 is no number of pairs"):
            corpus.run(write(tmp_path), "pii.residual=-1")


class TestWhichModelRan:
    def test_the_manifest_names_it(self, finished: Finished, tmp_path: Path) -> None:
        (model,) = finished.manifest.models["pii"]
        assert model.name == "small" and model.version and len(model.sha256) == 64
        assert "pii" not in corpus.run(write(tmp_path), 'pii.names="none"').manifest.models

    @pytest.mark.parametrize(
        ("stage", "names"),
        [
            (Pii(), ["small"]),
            (Pii(profile="minimal"), []),
            (Pii(names="none", sources={"a": Own(names="small")}), ["small"]),
            (Pii(sources={"a": Own(names="none"), "b": Own(profile="strict")}), ["small"]),
        ],
    )
    def test_it_is_one_that_had_names_to_look_for(self, stage: Pii, names: list[str]) -> None:
        assert [model.name for model in stage.models()] == names

    def test_the_small_one_is_named_as_it_is_loaded(self) -> None:
        from stages.pii.names.tagger import tagger, witness

        loaded = tagger("small")
        assert loaded is not None and loaded.witness == witness("small")


def test_the_sample_size_is_no_part_of_the_stage_s_key(tmp_path: Path) -> None:
    shelf = load(write(tmp_path)).shelf
    assert stage_key(Pii(residual=5), shelf) == stage_key(Pii(), shelf) != stage_key(Pii(profile="strict"), shelf)
