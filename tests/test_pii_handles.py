"""What only `strict` replaces: UUIDs, handles, profiles, coordinates."""

import pytest

from pii_marks import check, hits
from stages.pii.detectors.handles import Gps, Handle, ProfileUrl, Uuid
from stages.pii.finding import Detector

UUIDS = [
    ("id «3f2b8c1e-94d7-4a06-b15e-7c20d98fa613».", "small letters"),
    ("{«3F2B8C1E-94D7-4A06-B15E-7C20D98FA613»}", "capitals"),
    ("3f2b8c1e-94d7-4a06-b15e-7c20d98fa61, 3f2b8c1-94d7-4a06-b15e-7c20d98fa613", "a digit too few"),
    ("3f2b8c1e-94d7-4a06-b15e-7c20d98fa6133, x3f2b8c1e-94d7-4a06-b15e-7c20d98fa613", "one too many"),
    ("3g2b8c1e-94d7-4a06-b15e-7c20d98fa613", "no hexadecimal digit"),
]
HANDLES = [
    ("thanks «@lena_brandt»!", "in a sentence"),
    ("(«@lena.brandt»). «@jan99», hi", "points, brackets, digits"),
    ("lena@posteo.de", "an e-mail"),
    ("@property, @Override and @media here", "decorators and at-rules"),
    ("@pytest.mark", "a decorator with a point"),
    ("@app.route('/x'), @cache(3), @angular/core", "calls and packages"),
    ("@ab, @ you", "too short"),
    ("a/@lena, _@lena, %@lena, @@lena, a.@lena, a-@lena", "glued from the left"),
    ("@lena-x, @lena@posteo, @lena{, @lena=1", "glued from the right"),
    ("@lena_brandt\ndef f(): ...", "alone on its line: a decorator, most likely"),
    ("  @lena.brandt x", "begins its line, with a point"),
]
PROFILES = [
    ("see «https://twitter.com/lena_brandt».", "Twitter"),
    ("«https://www.linkedin.com/in/lena-brandt-81»/", "LinkedIn"),
    ("«instagram.com/lena.brandt», «facebook.com/lena.brandt»", "no scheme"),
    ("«github.com/lenabrandt»/tool", "GitHub"),
    ("«https://x.com/lena_b» «https://t.me/lena_b»", "X and Telegram"),
    ("«https://medium.com/@lenab» «tiktok.com/@lenab»", "Medium and TikTok"),
    ("«https://www.reddit.com/user/lenab» «https://reddit.com/u/lenab»", "Reddit"),
    ("«youtube.com/@lenab» «youtube.com/user/lenab» «youtube.com/c/lenab»", "YouTube"),
    ("«https://de.linkedin.com/in/lenab» «m.facebook.com/lenab»", "other hosts of the site"),
    ("«keybase.io/lenab» «vk.com/lenab» «mastodon.social/@lenab»", "smaller ones"),
    ("«threads.net/@lenab» «gitlab.com/lenab» «pinterest.com/lenab» «snapchat.com/lenab»", "more"),
    ("https://twitter.com/home, facebook.com/sharer, instagram.com/p, github.com/features", "pages of the site"),
    ("netflix.com/lenab, foo.com/lenab", "other sites"),
    ("twitter.com/", "no name"),
    ("github.com/yourname", "to be filled in"),
]
PLACES = [
    ("at «52.52437, 13.41053» in", "decimal"),
    ("«-33.8688,151.2093»; «40.7128° N, 74.0060° W»", "signs and letters"),
    ("«52.52437 13.41053» and «52.52437;13.41053»", "a blank, a semicolon"),
    ("«48°51′24″N 2°21′03″E»", "minutes and seconds"),
    ("«48° 51' 24.5\" N, 2° 21' 3.2\" E» and «48°51′N 2°21′E»", "blanks; no seconds"),
    ("52.524, 13.410", "three decimals"),
    ("98.52437, 13.41053", "no such latitude"),
    ("52.52437, 193.41053", "no such longitude"),
    ("x52.52437, 13.41053, a.52.52437, 13.41053x", "glued"),
    ("1.52.52437, 13.41053", "a version"),
]


@pytest.mark.parametrize(
    ("detector", "row", "why"),
    [
        *((Uuid(), row, why) for row, why in UUIDS),
        *((Handle(), row, why) for row, why in HANDLES),
        *((ProfileUrl(), row, why) for row, why in PROFILES),
        *((Gps(), row, why) for row, why in PLACES),
    ],
)
def test_found(detector: Detector, row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(detector, row, why))


@pytest.mark.parametrize(
    "text",
    [
        "00000000-0000-0000-0000-000000000000",
        "550e8400-e29b-41d4-a716-446655440000",
        "123E4567-e89b-12d3-a456-426614174000",
    ],
)
def test_uuids_for_show(text: str) -> None:
    assert [(hit.placeholder, hit.rule) for hit in hits(Uuid(), text)] == [(True, "uuid")]


@pytest.mark.parametrize("text", ["@lena_brandt is", "\n@lena_brandt is", " @lena_brandt is", "(@lena_brandt"])
def test_the_gate_of_handles(text: str) -> None:
    assert check(Handle(), text.replace("@lena_brandt", "«@lena_brandt»"), text)


def test_a_handle_alone_on_its_line_is_for_review() -> None:
    assert [hit.score for hit in hits(Handle(), "@lena_brandt\n")] == [0.4]
    assert [hit.score for hit in hits(Handle(), "x\n@lena_brandt")] == [0.4]
    assert [hit.score for hit in hits(Handle(), "@lena_brandt said\n")] == [0.7]


@pytest.mark.parametrize(
    ("detector", "text", "rule", "score"),
    [
        (Uuid(), "3f2b8c1e-94d7-4a06-b15e-7c20d98fa613", "uuid", 0.9),
        (ProfileUrl(), "twitter.com/lena_brandt", "profile_url", 0.8),
        (Gps(), "52.52437, 13.41053", "gps.decimal", 0.7),
        (Gps(), "48°51′24″N 2°21′03″E", "gps.minutes", 0.85),
    ],
)
def test_scores(detector: Detector, text: str, rule: str, score: float) -> None:
    assert [(hit.rule, hit.score) for hit in hits(detector, text)] == [(rule, score)]
