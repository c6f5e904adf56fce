"""A training's recipe: where it reads and writes, what may be said over it, and what is refused with its name."""

from pathlib import Path

import pytest

from pipeline.training.recipe import load
from schemas.errors import RecipeError
from stages.train.settings import Lora, Settings

HOUSE = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run" / "shards").mkdir(parents=True)
    (tmp_path / "run" / "shards" / "manifest.json").write_text("{}")


def written(text: str) -> Path:
    path = Path("train.toml")
    path.write_text(text)
    return path


class TestPlaces:
    def test_beside_the_run_it_reads(self) -> None:
        for shards in ("run", "run/shards"):
            made = load(written(f'[train]\nshards = "{shards}"\nname = "one"'))
            assert made.out == Path("run/train/one") and made.shards == Path(shards) and made.signers is None

    def test_where_it_is_told_to_go(self) -> None:
        made = load(written('[train]\nshards = "run"\nout = "models/a"\nsigners = "keys"'))
        assert (made.out, made.signers) == (Path("models/a"), Path("keys"))

    def test_a_run_or_its_shards_alone_are_a_recipe(self) -> None:
        for folder in ("run", "run/shards"):
            made = load(Path(folder), ("epochs=2",))
            assert made.settings == Settings(epochs=2.0) and made.out == Path("run/train/model")

    def test_a_model_beside_the_recipe(self, tmp_path: Path) -> None:
        (tmp_path / "sub" / "models" / "m").mkdir(parents=True)
        recipe = tmp_path / "sub" / "train.toml"
        recipe.write_text('[train]\nshards = "../run"\nmodel = "models/m"')
        assert load(recipe).settings.model == str(tmp_path / "sub" / "models" / "m")
        recipe.write_text('[train]\nshards = "../run"\nmodel = "owner/name"')
        assert load(recipe).settings.model == "owner/name"

    @pytest.mark.parametrize("name", ["train.toml", "train-smollm2.toml"])
    def test_the_house_s_own(self, name: str) -> None:
        made = load(HOUSE / "recipes" / name)
        assert made.shards.name == "sample" and made.settings.epochs > 1


class TestSets:
    def test_with_and_without_the_table(self) -> None:
        recipe = written('[train]\nshards = "run"\nlr = 1.0\n[train.lora]\nr = 4')
        made = load(recipe, ("lr=0.5", "train.lora.alpha=8", "lora.targets=['q_proj']", "model=owner/name")).settings
        assert (made.lr, made.lora, made.model) == (0.5, Lora(4, 8, targets=("q_proj",)), "owner/name")


WRONG: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("no shards", "[train]", (), "names no shards"),
    ("another table", '[train]\nshards = "run"\n[trian]', (), "has no table 'trian'; did you mean 'train'"),
    ("a setting misspelt", '[train]\nshards = "run"\nepoch = 2', (), "has no setting 'epoch'; did you mean 'epochs'"),
    ("one below", '[train]\nshards = "run"\n[train.lora]\nrank = 8', (), "has no setting 'rank'"),
    ("one below, over the recipe", '[train]\nshards = "run"', ("lora.rank=8",), "has no setting 'rank'"),
    ("one of the evaluation", '[train]\nshards = "run"', ("evaluation.promts=8",), "did you mean 'prompts'"),
    ("a word for a number", '[train]\nshards = "run"\nlr = "low"', (), "lr"),
    ("a method that is none", '[train]\nshards = "run"\nmethod = "dora"', (), "method"),
    ("not a table", "train = 1", (), r"\[train\] is no table"),
    ("infinite", '[train]\nshards = "run"\nepochs = inf', (), "holds the number inf"),
    (
        "below what is no table",
        '[train]\nshards = "run"\nlr = 1.0',
        ("lr.low=1",),
        "the recipe's 'lr' is no table; name a setting",
    ),
    ("below what is no table at all", "train = 1", ("lr=1",), "the recipe's 'train' is no table"),
    ("no value", '[train]\nshards = "run"', ("lr",), "not of the form"),
    ("too small", '[train]\nshards = "run"\nkeep = 0', (), "keep = 0 is too small"),
)


@pytest.mark.parametrize(("what", "text", "sets", "said"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_named(what: str, text: str, sets: tuple[str, ...], said: str) -> None:
    with pytest.raises(RecipeError, match=said) as caught:
        load(written(text), sets)
    assert caught.value.exit_code == 2 and "\n" not in str(caught.value)


def test_no_recipe() -> None:
    with pytest.raises(RecipeError, match="there is no such recipe"):
        load(Path("none.toml"))
