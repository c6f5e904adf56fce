"""The report of a real small run: it adds up, gives nothing hostile a voice, and is the same bytes every time."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import corpus
from pipeline import ingest, store
from pipeline.recipe import load
from pipeline.report import page as pages
from pipeline.report import records as recording
from pipeline.report.drawn import name, text
from pipeline.report.marks import FIELD_CHARS, Mark, Pass, marks, pieces
from pipeline.report.page import share
from pipeline.report.picks import draw
from pipeline.run import Finished, curate

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} \u202egnp.exe\u200b\x1b[2J ' \""
)
LICENCE = "MIT</td><script>alert(3)</script>\u202e{{ 7*7 }}"
LONG = "word " * 400

RECIPE = f"""
[run]
name = "hostile"
seed = 7
{corpus.KEY}
max_loss = 1.0

[policy]
refuse_makers = ["refused-*"]

[holdout]
share = 0.1

[[source]]
name = "ours"
format = "alpaca"
path = "ours.jsonl"
licence = {json.dumps(LICENCE)}

[[source]]
name = "bare"
format = "columns"
path = "bare.jsonl"
columns = {{ instruction = "q", output = "a", made_by = "by" }}

[[source]]
name = "few"
format = "dolly"
path = "few.jsonl"
licence = "CC-BY-SA-3.0"
"""


def ours() -> list[Any]:
    return [
        *corpus.alpaca(40),
        {"instruction": HOSTILE, "input": "", "output": HOSTILE},
        {"instruction": HOSTILE.upper(), "input": "", "output": HOSTILE.upper()},
        {"instruction": f"Finish {HOSTILE}", "input": "<noinput>", "output": f"{LONG}</s>"},
        {"instruction": "Mend", "input": "", "output": f"{LONG}A cafÃ© {HOSTILE}"},
        ["no object"],
    ]


def bare() -> list[Any]:
    rows = [
        {"q": f"What is {n}?", "a": f"It is {n}.", "by": "refused-model" if n % 4 == 0 else "human"} for n in range(30)
    ]
    return [*rows, {"q": HOSTILE, "a": HOSTILE, "by": "human"}, {"q": "no answer"}]


def write(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for file, rows in (("ours", ours()), ("bare", bare()), ("few", corpus.dolly(12))):
        (folder / f"{file}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    (folder / "recipe.toml").write_text(RECIPE, encoding="utf-8")
    return folder / "recipe.toml"


def run(folder: Path, workers: int = 1) -> Finished:
    return curate(load(write(folder), (f"run.out={folder / 'run'}", f"run.cache={corpus.cache}")), workers)


class Page(HTMLParser):
    """What the tests look at: every tag, and what stands in tables, scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inline: dict[str, str] = {}
        self.tables: dict[str, list[list[str]]] = {}
        self.at = ""
        self.policy = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        self.tags.append((tag, named))
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"]
        if tag in ("script", "style"):
            self.at = named.get("type", tag)
            assert self.at not in self.inline, "one script, one style, one block of data"
            self.inline[self.at] = ""
        if tag == "caption":
            self.tables[named["id"]] = []
        if tag in ("tr", "td", "th") and self.tables:
            table = list(self.tables.values())[-1]
            table.append([]) if tag == "tr" else table[-1].append("")
            self.at = tag

    def handle_data(self, data: str) -> None:
        if self.at in self.inline:
            self.inline[self.at] += data
        elif self.at in ("td", "th"):
            list(self.tables.values())[-1][-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "td", "th"):
            self.at = ""

    def data(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.inline["application/json"])
        return loaded


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Finished]:
    """In partitions of a few pairs, so that samples and rivals come from many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest, "PARTITION_PAIRS", 8)
        yield run(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def html(finished: Finished) -> str:
    return (finished.folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def number(cell: str) -> int:
    return int(cell.replace(",", ""))


def blocks(table: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """The lines of a funnel, each with the source whose block it stands in."""
    source = ""
    for row in table[1:]:
        if len(row) == 1:
            source = row[0].split()[0]
        elif row[0].strip():
            yield source, [cell.strip() for cell in row]


class TestAddsUp:
    def test_the_reconciliation_is_that_of_the_manifest_to_the_unit(self, finished: Finished, page: Page) -> None:
        rows = {row[0]: list(map(number, row[1:6])) for row in page.tables["balance-caption"][1:]}
        lanes = finished.manifest.lanes
        want = {s: [at.rows_in, at.train, at.held, at.dropped, at.quarantined] for s, at in lanes.items()}
        total = rows.pop("All sources")
        assert rows == want
        assert total == [sum(column) for column in zip(*want.values(), strict=True)]
        assert all(row[0] == sum(row[1:]) for row in [total, *rows.values()])
        assert lanes["ours"].rows_in == len(ours()) and lanes["bare"].rows_in == len(bare())
        assert all("✓ adds up" in row[6] for row in page.tables["balance-caption"][1:])

    def test_the_funnel_tells_every_loss(self, finished: Finished, page: Page) -> None:
        lines = [line for table in ("defects-caption", "policy-caption") for line in blocks(page.tables[table])]
        told = {
            (source, stage, reason): (number(taken), number(only))
            for source, (stage, reason, _, _, taken, only, *_) in lines
            if source != "All"
        }
        lost = {(one.source, one.stage, one.reason): (one.pairs, one.only) for one in finished.manifest.lost}
        assert {key: counts for key, counts in told.items() if counts[0]} == lost
        reasons = {reason for _, _, reason in lost}
        assert reasons >= {"duplicate.exact", "repair.empty_output", "policy.maker", "holdout.draw", "ingest.shape"}

    def test_what_the_owner_asked_for_stands_apart_from_defects(self, page: Page) -> None:
        owned = {line[1] for _, line in blocks(page.tables["policy-caption"])}
        defects = {line[1] for _, line in blocks(page.tables["defects-caption"])}
        assert owned == {"policy.maker", "holdout.draw"}
        assert not owned & defects

    def test_all_sources_are_the_sum_of_each(self, page: Page) -> None:
        for table in ("defects-caption", "policy-caption"):
            lines = list(blocks(page.tables[table]))
            for place in (3, 4, 5):
                whole = sum(number(line[place]) for source, line in lines if source == "All")
                assert whole == sum(number(line[place]) for source, line in lines if source != "All") > 0

    def test_rewrites_are_counted(self, page: Page) -> None:
        told = {(s, line[1]): number(line[3]) for s, line in blocks(page.tables["changes-caption"]) if s != "All"}
        assert told["ours", "repair.placeholder_input"] == 2
        assert told["ours", "repair.mojibake"] == 2
        assert told["few", "repair.control_token"] == 2

    def test_the_licences_add_up_to_what_is_kept(self, finished: Finished, page: Page) -> None:
        for row in page.tables["licences-caption"][1:]:
            lane = finished.manifest.lanes[row[0]]
            assert (number(row[2]), number(row[3])) == (lane.train, lane.held), row


class TestClosePairs:
    def test_the_search_is_told_as_in_the_manifest(self, finished: Finished, html: str, page: Page) -> None:
        near = finished.manifest.neighbours
        assert near and near.pairs >= near.windows > 0
        told = [number(row[1]) for row in page.tables["near-caption"][1:]]
        found = [near.recall_there, near.recall_found]
        assert told == [near.pairs, near.windows, near.unreadable, near.close, near.edges, near.thinned, *found]
        assert "The search was exact." in html

    def test_that_it_was_left_out_is_said(self, tmp_path: Path) -> None:
        done = corpus.run(corpus.write(tmp_path), 'chain.skip=["dedup", "contradiction"]')
        assert done.manifest.neighbours is None
        assert "Not looked for: the recipe leaves it out." in (done.folder / "report.html").read_text(encoding="utf-8")


class TestStatus:
    def test_an_unknown_licence_blocks_in_words(self, html: str, page: Page) -> None:
        finding = {row[0]: row[5] for row in page.tables["licences-caption"][1:]}
        assert "Blocker: the licence is unknown" in finding["bare"]
        assert finding["few"] == "Named"
        assert "Blocked, and not approved" in html
        assert "not yet approved</title>" in html

    def test_without_a_blocker_it_is_still_not_approved(self, tmp_path: Path) -> None:
        """The one source of unknown licence is refused whole, for its maker."""
        html = (corpus.run(corpus.write(tmp_path)).folder / "report.html").read_text(encoding="utf-8")
        finding = {row[0]: row[5] for row in Page(html).tables["licences-caption"][1:]}
        assert finding["chats"] == "Unknown, but none of these pairs is kept"
        assert "Not yet approved" in html and "Blocked" not in html
        assert "not yet approved</title>" in html


class TestSafe:
    def test_the_policy_allows_this_script_and_this_style_and_nothing_else(self, page: Page) -> None:
        def hashed(content: str) -> str:
            return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

        rules = dict(rule.strip().split(" ", 1) for rule in page.policy.split(";"))
        assert rules == {
            "default-src": "'none'",
            "script-src": hashed(page.inline["script"]),
            "style-src": hashed(page.inline["style"]),
            "base-uri": "'none'",
            "form-action": "'none'",
        }

    def test_nothing_is_loaded_and_nothing_runs_from_the_data(self, page: Page) -> None:
        own = {"script", "style", "application/json"}
        assert set(page.inline) == own
        for tag, attributes in page.tags:
            assert tag not in ("img", "link", "iframe", "object", "embed", "base", "form", "audio", "video", "image")
            for key, value in attributes.items():
                assert not key.startswith("on") and key not in ("src", "srcdoc", "style", "action"), (tag, key)
                assert key not in ("href", "xlink:href") or value.startswith("#"), (tag, value)
        for content in (page.inline["script"], page.inline["style"]):
            assert not re.search(
                r"https?:|//[a-z]|@import|url\(|innerHTML|outerHTML|insertAdjacent|document\.write|eval", content
            )

    def test_hostile_text_is_shown_as_text(self, html: str, page: Page) -> None:
        assert "alert(1)" in html and "alert(3)" in html, "it is shown"
        assert html.count("<script") == 2 and html.count("</script>") == 2
        assert "<img" not in html
        assert "{{ 7*7 }}" in html and "49" not in re.findall(r">\s*(49)\s*<", html)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]", html)
        assert "⟨U+202E⟩" in html and "⟨U+200B⟩" in html and "␛" in html

    def test_the_data_parse_back(self, page: Page) -> None:
        raw = page.inline["application/json"]
        assert not set("<>&\u2028\u2029") & set(raw)
        samples = page.data()["samples"]
        shown = "".join(t for s in samples for side in s["sides"] for _, parts in side["fields"] for _, t in parts)
        assert "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }}" in shown

    def test_hidden_characters_are_drawn(self) -> None:
        assert name("a\u202eb\nc\x00") == "a⟨U+202E⟩b⏎c␀"
        assert text("", "a\tb\n\u200b\u2066c") == [("", "a\tb\n"), ("hidden", "⟨U+200B⟩⟨U+2066⟩"), ("", "c")]
        assert name("x" * 1200) == "x" * 200 + "…(+1,000 characters)"


def sample(page: Page, **wanted: str) -> list[dict[str, Any]]:
    return [s for s in page.data()["samples"] if all(s[key] == value for key, value in wanted.items())]


def plain(parts: list[list[str]]) -> str:
    return "".join(content for _, content in parts)


class TestSamples:
    def test_every_kind_has_up_to_five(self, finished: Finished, page: Page) -> None:
        for one in finished.manifest.lost:
            found = sample(page, source=one.source, stage=one.stage, reason=one.reason)
            assert one.verdict == "hold" or 1 <= len(found) <= 5
            assert one.verdict != "hold" or not found

    def test_they_are_those_with_the_smallest_hash(self, finished: Finished, page: Page) -> None:
        ledgers = [store.read_table(path) for path in (finished.folder / "ledgers").glob("*-policy/bare-*.parquet")]
        refused = sorted((i for one in ledgers for i in one["pair_id"].to_pylist()), key=lambda i: draw(7, i))
        assert len(ledgers) > 1
        assert [one["id"] for one in sample(page, reason="policy.maker")] == refused[:5] != refused

    def test_a_duplicate_stands_beside_its_survivor(self, page: Page) -> None:
        for one in sample(page, reason="duplicate.exact"):
            dropped, survivor = one["sides"]
            assert survivor["title"] == "The survivor that it repeats" and survivor["id"] != one["id"]
            assert (
                plain(dict(dropped["fields"])["output"]).casefold()
                == plain(dict(survivor["fields"])["output"]).casefold()
            )

    def test_a_rewrite_marks_what_it_put_in_and_what_it_took_out(self, page: Page) -> None:
        mojibake = [s for s in sample(page, reason="repair.mojibake") if "café" in json.dumps(s, ensure_ascii=False)]
        kinds = [part for s in mojibake for _, parts in s["sides"][0]["fields"] for part in parts]
        assert ["ins", "é"] in kinds
        tokens = [
            dict(s["sides"][0]["fields"])["output"] for s in sample(page, reason="repair.control_token", source="ours")
        ]
        assert tokens and all(["del", "5 characters taken out"] in parts for parts in tokens)
        assert any(parts[0][0] == "note" for parts in tokens), "what stands before the window is counted"

    def test_long_fields_are_clipped(self, page: Page) -> None:
        for one in page.data()["samples"]:
            for side in one["sides"]:
                for _, parts in side["fields"]:
                    assert sum(len(content) for kind, content in parts if kind in ("", "ins")) <= FIELD_CHARS

    def test_a_quarantine_shows_an_address_and_no_text(self, page: Page) -> None:
        (broken,) = sample(page, source="ours", verdict="quarantined")
        assert broken["sides"] == [] and broken["reason"] == "ingest.shape"
        assert broken["place"].startswith("ours.jsonl, row ")

    def test_no_raw_text_is_shown(self, html: str) -> None:
        assert "noinput" not in html and "cafÃ" not in html

    def test_the_first_are_there_without_scripts(self, html: str, page: Page) -> None:
        samples = page.data()["samples"]
        assert html.count('<li class="sample">') == min(20, len(samples))
        assert "<noscript>" in html


class TestSame:
    def test_equal_runs_give_equal_bytes(self, finished: Finished, tmp_path: Path) -> None:
        """In another folder, by other workers, in other partitions."""
        report = (finished.folder / "report.html").read_bytes()
        for workers in (1, 2):
            assert (run(tmp_path / f"with-{workers}", workers).folder / "report.html").read_bytes() == report

    def test_it_stands_in_the_manifest(self, finished: Finished) -> None:
        content = (finished.folder / "report.html").read_bytes()
        assert finished.manifest.files["report.html"].sha256 == hashlib.sha256(content).hexdigest()

    def test_it_names_no_folder(self, finished: Finished, html: str) -> None:
        assert str(finished.folder.parent) not in html


class TestSmall:
    def test_records_are_capped_fairly(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(recording, "MAX_RECORDS", 8)
        html = (run(tmp_path).folder / "report.html").read_text(encoding="utf-8")
        samples = Page(html).data()["samples"]
        assert len(samples) == 8
        assert re.search(r"\d+ of \d+ samples are left out", html)
        assert len({(s["source"], s["stage"], s["reason"], s["verdict"]) for s in samples}) == 8

    def test_bytes_are_capped_and_it_is_said(
        self, finished: Finished, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        whole = (finished.folder / "report.html").stat().st_size
        monkeypatch.setattr(pages, "MAX_BYTES", whole - 20_000)
        report = run(tmp_path).folder / "report.html"
        assert report.stat().st_size <= whole - 20_000
        shown = report.read_text(encoding="utf-8")
        assert re.search(r"\d+ of \d+ samples are left out", shown)
        assert Page(shown).data()["samples"]


class TestMarks:
    def test_an_edit_is_found_where_later_stages_left_it(self) -> None:
        # "mail bob@x.io now  </s>": the first stage masks, the second takes out what stands before and after
        first = Pass("pii", [said("pii.email", ("output", 5, 13, "[EMAIL]"))])
        second = Pass("repair", [said("repair.a", ("output", 0, 5, "")), said("repair.b", ("output", 16, 22, ""))])
        assert marks([first, second], "pii", "pii.email", "output") == [Mark(0, 7, 8)]
        assert marks([first, second], "repair", "repair.b", "output") == [Mark(11, 11, 6)]
        assert marks([first, second], "repair", "repair.b", "input") == []

    def test_an_edit_inside_another_covers_it(self) -> None:
        first = Pass("pii", [said("pii.email", ("output", 5, 13, "[EMAIL]"))])
        second = Pass("repair", [said("repair.a", ("output", 0, 20, "gone"))])
        assert marks([first, second], "pii", "pii.email", "output") == [Mark(0, 4, 8)]

    def test_several_edits_of_one_stage_shift_each_other(self) -> None:
        one = Pass("pii", [said("pii.phone", ("output", 10, 12, "[PHONE]"), ("output", 0, 4, "[P]"))])
        assert marks([one], "pii", "pii.phone", "output") == [Mark(0, 3, 4), Mark(9, 16, 2)]

    def test_a_far_mark_moves_the_window(self) -> None:
        shown = pieces("a" * 1000 + "NEW" + "b" * 1000, [Mark(1000, 1003, 2)])
        assert [piece.kind for piece in shown] == ["note", "", "ins", "", "note"]
        assert shown[0].text == "(+850 characters)…" and shown[2].text == "NEW"
        assert sum(len(p.text) for p in shown if p.kind != "note") == FIELD_CHARS
        assert shown[-1].text == f"…(+{2003 - 850 - FIELD_CHARS:,} characters)"


def said(reason: str, *edits: tuple[str, int, int, str]) -> dict[str, Any]:
    keys = ("field", "start", "end", "text")
    return {"reason": reason, "edits": [dict(zip(keys, edit, strict=True)) for edit in edits]}


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 10, "0.0 %"), (1, 9999, "<0.1 %"), (9999, 10000, ">99.9 %"), (1, 3, "33.3 %"), (0, 0, "0.0 %")],
)
def test_a_share_never_rounds_to_nothing_or_all(part: int, whole: int, shown: str) -> None:
    assert share(part, whole) == shown


def items(html: str) -> list[str]:
    """The samples of a page, each as the tags and the words of it."""
    _, _, rest = html.partition('<ol id="list"')
    shown = rest.partition("</ol>")[0].split('<li class="sample">')[1:]
    return [re.sub(r"\s+|<!--.*?-->", "", unescape(item)).removesuffix("</li>") for item in shown]


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH")
def test_a_browser_shows_it_and_runs_nothing_else(finished: Finished, html: str, page: Page, tmp_path: Path) -> None:
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}"]
    command += ["--enable-logging=stderr", "--dump-dom", (finished.folder / "report.html").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    samples = len(page.data()["samples"])
    assert f"Showing {min(50, samples)} of {samples} samples." in done.stdout
    assert len(items(done.stdout)) == min(50, samples)
    assert items(done.stdout)[: len(items(html))] == items(html), "template and script show a sample alike"
    assert done.stdout.count("<script") == 2 and "<img" not in done.stdout
    assert "Content Security Policy" not in done.stderr and "CONSOLE" not in done.stderr
