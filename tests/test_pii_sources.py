"""What one source has of its own: other settings of `pii`, and names that may hold personal data themselves."""

import json
from pathlib import Path
from typing import Any

import pytest

import corpus
from pipeline.keys import stage_key
from pipeline.recipe import load
from pipeline.vectors import LocalShelf
from schemas.apply import rewrite
from schemas.errors import RecipeError
from stages.pii.stage import Own, Pii

MAIL = "kai.lund@harrow-lintel.co"
PHONE = "(415) 867-5309"
HOUSE = Path(__file__).parent.parent
SHELF = LocalShelf(str(HOUSE / "sample" / "surrogates.key"), public=True)


def after(stage: Pii, **texts: str) -> dict[str, str]:
    """By source, its one text as it is after the stage."""
    pairs = corpus.pairs([{"source": source, "output": text} for source, text in texts.items()])
    rewritten = rewrite(pairs, stage.judge(pairs, SHELF))
    return dict(zip(texts, rewritten["output"].to_pylist(), strict=True))


class TestSettingsOfItsOwn:
    @pytest.mark.parametrize(
        ("own", "text", "gone"),
        [
            (Own(profile="minimal"), PHONE, False),
            (Own(profile="strict"), "550e8400-e29b-41d4-a716-446655440000", True),
            (Own(thresholds={"EMAIL": 0.99}), MAIL, False),
            (Own(phone_regions=("DE",)), "020 7183 8750", False),
            (Own(languages=("de",)), "passport number: 533380006", False),
        ],
    )
    def test_they_hold_for_their_source_alone(self, own: Own, text: str, gone: bool) -> None:
        texts = after(Pii(names="none", sources={"b": own}), a=text, b=text)
        assert (texts["b"] != text) == gone
        assert texts["a"] == after(Pii(names="none"), a=text)["a"] and (texts["a"] != text) != gone

    def test_actions_add_to_those_of_all(self) -> None:
        own = Own(action="mask", actions={"PHONE": "tag"})
        stage = Pii(names="none", actions={"EMAIL": "tag", "PHONE": "mask"}, sources={"b": own})
        texts = after(stage, a=f"{MAIL} {PHONE}", b=f"{MAIL} {PHONE} SSN 536-22-8145")
        assert texts["a"] == "<EMAIL_1> (***) ***-****"
        assert texts["b"].startswith("<EMAIL_1> <PHONE_1> SSN ***")

    def test_a_source_may_do_without_the_name_model(self) -> None:
        stage = Pii(sources={"b": Own(names="none")})
        assert [one.names for one in stage.each()] == ["small", "none"]

    def test_one_scanner_is_made_for_what_is_looked_for_alike(self) -> None:
        made: list[str] = []

        class Shelf(LocalShelf):
            def prepared(self, name: str, build: Any) -> Any:
                made.append(name)
                return super().prepared(name, build)

        sources = {"b": Own(action="tag"), "c": Own(profile="strict"), "d": Own(profile="strict")}
        stage = Pii(names="none", sources=sources)
        pairs = corpus.pairs([{"source": source, "output": MAIL} for source in "abcd"])
        decisions = stage.judge(pairs, Shelf(SHELF.key_file, public=True))
        assert len(decisions) == 4
        assert len({name for name in made if name.startswith("pii")}) == 2

    def test_decisions_do_not_depend_on_the_company_of_other_sources(self) -> None:
        stage = Pii(names="none", sources={"b": Own(profile="strict")})
        together = after(stage, a=MAIL, b=MAIL)
        assert together == {**after(stage, a=MAIL), **after(stage, b=MAIL)}


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ('[pii.sources.dolyl]\nprofile = "strict"', r"\[pii\] sources names 'dolyl', .*did you mean 'dolly'"),
        ('[pii.sources.dolly]\nprofil = "strict"', r"\[pii\] sources.dolly has no setting 'profil'; did you mean"),
        ('[pii.sources.dolly]\nprofile = "strikt"', r"\[pii\] sources.dolly.profile: .*'strikt'"),
        ('[pii.sources.dolly]\nlanguages = ["xx"]', r"\[pii\] sources.dolly: there is no pack .* 'xx'"),
        ("[pii.sources.dolly.thresholds]\nEMIAL = 0.5", r"\[pii\] sources.dolly: 'EMIAL' is no entity"),
        ('[pii.sources.dolly]\nnames = "en_core_web_xl"', "en_core_web_xl"),
        ('[[pii.deny]]\nvalue = "x"\nreasons = "y"', r"\[pii\] deny.1 has no setting 'reasons'; did you mean 'reason'"),
    ],
)
def test_what_a_recipe_gets_wrong_is_one_sentence(tmp_path: Path, table: str, sentence: str) -> None:
    recipe = corpus.write(tmp_path, f"{corpus.RECIPE}\n{table}\n")
    with pytest.raises(RecipeError, match=sentence) as error:
        corpus.run(recipe)
    assert "\n" not in str(error.value)
    assert not list(tmp_path.glob("run/**/*.parquet"))


def test_settings_of_a_source_are_in_the_manifest_and_change_no_other_stage(tmp_path: Path) -> None:
    recipe = corpus.write(tmp_path)
    plain = corpus.run(recipe)
    strict = corpus.run(recipe, 'pii.sources.dolly.profile="strict"')
    assert strict.manifest.recipe["chain"]["pii"]["sources"]["dolly"]["profile"] == "strict"
    changed = {name for name, key in strict.manifest.stages.items() if key != plain.manifest.stages[name]}
    assert changed == {"pii"}
    computed = {what for (what, how), _ in strict.account.counts.items() if how == "computed"}
    assert computed <= {"pii", "residual"}, "the corpus holds nothing that strict alone would change"


def test_a_source_without_any_does_not_change_the_key_of_pii(tmp_path: Path) -> None:
    recipe = load(corpus.write(tmp_path))
    stage = next(placed.stage for placed in recipe.chain if isinstance(placed.stage, Pii))
    assert stage_key(stage, recipe.shelf) == stage_key(Pii(), recipe.shelf)
    assert json.loads(json.dumps(recipe.resolved()["chain"]["pii"]["sources"])) == {}
