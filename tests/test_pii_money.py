"""Cards, IBANs and wallets: every checksum, every length, and what is printed in manuals."""

import pytest

from pii_marks import acted, check, hits
from stages.pii.cues import Cues
from stages.pii.detectors.card import Card
from stages.pii.detectors.crypto import Crypto
from stages.pii.detectors.iban import Iban
from stages.pii.detectors.keccak import keccak256
from stages.pii.finding import Detector

CARDS = [
    ("«4827159836666039» it is", "Visa"),
    ("«4827 1598 3666 6039», «4827-1598-3666-6039».", "blanks and dashes"),
    ("«4989822472181106466», «4989 8224 7218 1106 466»", "Visa of 19"),
    ("card «4093661182890»", "Visa of 13, with a cue"),
    ("«2262837067664502» «2345303429516956»".replace("» «", "»; «"), "Mastercard's second series"),
    ("«343408914417630», «3434 089144 17630»", "American Express"),
    ("«6551046544044517»", "Discover"),
    ("«30307871560960», «3030 787156 0960»", "Diners of 14"),
    ("«3538293067066593»", "JCB"),
    ("«62654834938593838»", "UnionPay of 17"),
    ("«2202676758546252»", "Mir"),
    ("my card: «639041008363»", "Maestro of 12, with a cue"),
    ("Kreditkarte «639041008363»", "a German cue"),
    ("carte «639041008363», tarjeta «639041008363»", "French and Spanish cues"),
    ("carta «639041008363», cartão «639041008363»", "Italian and Portuguese cues"),
    ("kaart «639041008363», karta «639041008363»", "Dutch and Polish cues"),
    ("card «48271 59836 666039»", "odd groups with a cue"),
    ("12 «4827159836666039» 7", "in a row of numbers, no blanks of its own"),
]
NO_CARDS = [
    ("4827159836666038, card 4827159836666038", "one digit off, cue or not"),
    ("4093661182890", "Visa of 13, no cue"),
    ("639041008363", "Maestro of 12, no cue"),
    ("9039041008362", "no issuer"),
    ("48271 59836 666039", "odd groups, no cue"),
    ("a4827159836666039, 4827159836666039b", "letters touch it"),
    ("0.4827159836666039", "a decimal"),
    ("4827159836666039.5", "another"),
    ("12 4827 1598 3666 6039", "one more number in the row"),
    ("card 48271598366660391234", "20 digits"),
    ("card 48271598369", "11 digits"),
    ("4989 8224 7218 1106 466 1", "another number in the row of a long one"),
    ("4827 159836 666039, 4 827159836666039", "groups of no card"),
]


@pytest.mark.parametrize(("row", "why"), CARDS + NO_CARDS)
def test_cards(row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(Card(), row, why))


@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4242 4242 4242 4242",
        "5555-5555-5555-4444",
        "378282246310005",
        "6011111111111117",
        "30569309025904",
        "3530111333300000",
        "4000008260003178",
        "0000 0000 0000 0000",
        "9999990000000006",
        "0000001234567897",
        "4444 4444 4444 4448",
        "2223003122003222",
    ],
)
def test_published_cards(number: str) -> None:
    assert [hit.placeholder for hit in hits(Card(), f"card {number}")] == [True]


@pytest.mark.parametrize(
    ("text", "rule", "score"),
    [
        ("card 4827159836666039", "card.cued", 0.95),
        ("card 639041008363", "card.cued_other", 0.8),
        ("4827 1598 3666 6039", "card.grouped", 0.9),
        ("4827159836666039", "card.plain", 0.75),
    ],
)
def test_card_scores(text: str, rule: str, score: float) -> None:
    assert [(hit.rule, hit.score) for hit in hits(Card(), text)] == [(rule, score)]


ISSUERS = {
    "4": (13, 16, 19),
    "51": (16,),
    "55": (16,),
    "2221": (16,),
    "2720": (16,),
    "34": (15,),
    "37": (15,),
    "300": (14, 16, 19),
    "305": (14, 16, 19),
    "36": (14, 16, 19),
    "38": (14, 16, 19),
    "39": (14, 16, 19),
    "6011": (16, 19),
    "644": (16, 19),
    "659": (16, 19),
    "35": (16, 19),
    "1800": (15,),
    "2131": (15,),
    "62": (16, 17, 18, 19),
    "2200": (16,),
    "2204": (16,),
    "5018": (16,),
    "5020": (16,),
    "5038": (16,),
    "6304": (16,),
    "6759": (16,),
    "6763": (16,),
}


def _with_check_digit(prefix: str, length: int) -> str:
    body = (prefix + "7193758204618302957")[: length - 1]
    total = sum(sum(divmod(int(d) * (2 - place % 2), 10)) for place, d in enumerate(reversed(body)))
    return body + str(-total % 10)


@pytest.mark.parametrize("prefix", ISSUERS)
@pytest.mark.parametrize("length", range(14, 20))
def test_issuers(prefix: str, length: int) -> None:
    number = _with_check_digit(prefix, length)
    assert acted(Card(), f"it is {number} then") == ([number] if length in ISSUERS[prefix] else [])


@pytest.mark.parametrize(
    "prefix",
    [
        "50",
        "2220",
        "2721",
        "33",
        "306",
        "6010",
        "643",
        "660",
        "61",
        "2205",
        "5017",
        "5021",
        "5039",
        "56",
        "6012",
        "6305",
        "6764",
        "1801",
        "2132",
        "63",
    ],
)
def test_no_issuers(prefix: str) -> None:
    assert acted(Card(), f"it is {_with_check_digit(prefix, 16)} then") == []


IBANS = [
    ("«DE76849179648447309710» ok", "Germany"),
    ("«DE76 8491 7964 8447 3097 10», «DE76-8491-7964-8447-3097-10».", "groups of four"),
    ("«GB49UNIJ18553457868864»", "the United Kingdom"),
    ("«FR8508091242508996141579007»", "France"),
    ("«IT84W1273895573379696836139»", "Italy"),
    ("«NL92WDPS1442049668»", "the Netherlands"),
    ("«PL11686940944787909165549155»", "Poland"),
    ("«ES4639071960911005774681»", "Spain"),
    ("«PT43183577318776697152173»", "Portugal"),
    ("«CH2597345315799726762»", "Switzerland"),
    ("«AT859702572128441584»", "Austria"),
    ("«GB49 UNIJ 1855 3457 8688 64» BIC XX", "capitals behind"),
    ("iban «de76849179648447309710»", "small letters with a cue"),
    ("Konto: «DE76 84917 9648447309710»", "odd groups with a cue"),
    ("compte «gb49unij18553457868864»", "a French cue"),
    ("cuenta «gb49unij18553457868864»; conto «gb49unij18553457868864»", "Spanish and Italian cues"),
    ("conta «gb49unij18553457868864»; rekening «gb49unij18553457868864»", "Portuguese and Dutch cues"),
    ("rachunek «gb49unij18553457868864»", "a Polish cue"),
]
NO_IBANS = [
    ("DE76849179648447309711, iban DE76849179648447309711", "one digit off"),
    ("DE67849179648447309710", "two digits swapped"),
    ("XX76849179648447309710", "no such country"),
    ("DE7684917964844730971", "one too few"),
    ("DE768491796484473097101", "one too many"),
    ("ADE76849179648447309710", "a letter before"),
    ("ÄDE76849179648447309710", "a letter before that isn't ASCII"),
    ("DE76849179648447309710x", "a letter behind"),
    ("de76849179648447309710", "small letters, no cue"),
    ("DE76 84917 9648447309710", "odd groups, no cue"),
    ("DE76  8491 7964 8447 3097 10", "two blanks"),
    ("DE76 8491  7964 8447 3097 10", "two blanks further on"),
    ("DE76 84917 96484473097 10", "the first blank odd, the last one even"),
    ("DE76.8491.7964.8447.3097.10, DE76 8491.7964 8447 3097 10", "points"),
    ("DE76ü49179648447309710", "a letter that isn't ASCII"),
    ("DE76 8491 7964", "too short"),
]


@pytest.mark.parametrize(("row", "why"), IBANS + NO_IBANS)
def test_ibans(row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(Iban(), row, why))


def _iban(country: str, length: int) -> str:
    body = ("5837204619" * 4)[: length - 4]
    number = int(body + "".join(str(int(letter, 36)) for letter in country) + "00")
    return f"{country}{98 - number % 97:02d}{body}"


LENGTHS = (
    "NO15 BE16 DK18 FI18 FK18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 CH21 HR21 LI21 "
    "LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 "
    "PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 "
    "BY28 CY28 DO28 GT28 HN28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 "
    "RU33"
)


@pytest.mark.parametrize("told", LENGTHS.split())
def test_every_country(told: str) -> None:
    country, length = told[:2], int(told[2:])
    assert acted(Iban(), _iban(country, length)) == [_iban(country, length)]
    assert acted(Iban(), _iban(country, length - 1)) == []
    assert acted(Iban(), _iban(country, length + 1)) == []


def test_iban_score() -> None:
    assert [(hit.rule, hit.score) for hit in hits(Iban(), "DE76849179648447309710")] == [("iban", 0.95)]


@pytest.mark.parametrize("number", ["GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "DE32000000000000123456"])
def test_published_ibans(number: str) -> None:
    assert [hit.placeholder for hit in hits(Iban(), number)] == [True]


WALLETS = [
    ("pay «1PN8nHhX14YdeS9nqRtHzncsKU8xAYcwps».", "base58, to a key"),
    ("pay «3E4MmmNPJC8GqTVqvf6GP71pL2Muf3P8Cu»", "base58, to a script"),
    ("«bc1q2rnjreyuqylsp33v7k0jzc6592wcmupyd87w94»", "bech32"),
    ("«BC1Q2RNJREYUQYLSP33V7K0JZC6592WCMUPYD87W94»", "bech32 in capitals"),
    ("«bc1p94c3vs4hy6cygqtz0j5lhtpj7hy9xra3jq7vfkczykr30ys6fzqs3kh3lj»", "bech32m"),
    ("«0xC69EA13227bACE6e1F8a06364d93F4A6F0463243»", "EIP-55"),
    ("«0xc69ea13227bace6e1f8a06364d93f4a6f0463243»", "small letters"),
    ("«0xC69EA13227BACE6E1F8A06364D93F4A6F0463243»", "capitals"),
    ("the hash of my wallet «0xc69ea13227bace6e1f8a06364d93f4a6f0463243»", "a wallet's cue beats a hash's"),
]
NO_WALLETS = [
    ("1PN8nHhX14YdeS9nqRtHzncsKU8xAYcwpt", "base58, one letter off"),
    ("2PN8nHhX14YdeS9nqRtHzncsKU8xAYcwps", "no such version"),
    ("LQ3BhH4CJ5pvzdLDqt7eYDnYJYEKWxGoYL, 1BoatSLRHtKNngkdXEeobR76b53LETtpyu", "other coins, one letter off"),
    ("3" + "z" * 34, "a number of more than 25 bytes"),
    ("1zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "too large a number"),
    ("bc1q2rnjreyuqylsp33v7k0jzc6592wcmupyd87w95", "bech32, one letter off"),
    ("bc1Q2rnjreyuqylsp33v7k0jzc6592wcmupyd87w94", "bech32 in mixed case"),
    ("0xC69EA13227bACE6e1F8a06364d93F4A6F046324", "39 digits"),
    ("0xC69EA13227bACE6e1F8a06364d93F4A6F04632433", "41 digits"),
    ("0xc69EA13227bACE6e1F8a06364d93F4A6F0463243", "EIP-55, one letter small"),
    ("c69ea13227bace6e1f8a06364d93f4a6f0463243", "a commit"),
    ("commit 0xc69ea13227bace6e1f8a06364d93f4a6f0463243", "spoken of as a hash"),
]


@pytest.mark.parametrize(("row", "why"), WALLETS + NO_WALLETS)
def test_wallets(row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(Crypto(), row, why))


@pytest.mark.parametrize(
    "text",
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "1111111111111111111114oLvT2",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
        "TB1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KXPJZSX",
        "0x0000000000000000000000000000000000000000",
        "0x1234567890123456789012345678901234567890",
        "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045",
        "0x00000000000000000000a1b2c3d4e5f607182938",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        "0xabcdeabcdeaabbccddeeabcdeaaaaabbbbbcccce",
        "0xa1b2c3d4e5f60718293800000000000000000000",
        "0xa1b2c3d4e5a1b2c3d4e5f6f7f8f900112233aabb",
    ],
)
def test_published_wallets(text: str) -> None:
    assert [hit.placeholder for hit in hits(Crypto(), text)] == [True]


def test_wallet_scores() -> None:
    text = "0xc69ea13227bace6e1f8a06364d93f4a6f0463243"
    assert [(hit.rule, hit.score) for hit in hits(Crypto(), text)] == [("crypto.ethereum", 0.7)]
    assert [hit.score for hit in hits(Crypto(), f"wallet {text}")] == [0.9]
    mixed = "0xC69EA13227bACE6e1F8a06364d93F4A6F0463243 bc1q2rnjreyuqylsp33v7k0jzc6592wcmupyd87w94"
    found = hits(Crypto(), mixed + " 1PN8nHhX14YdeS9nqRtHzncsKU8xAYcwps")
    assert [hit.rule for hit in found] == ["crypto.ethereum", "crypto.bech32", "crypto.base58"]
    assert {hit.score for hit in found} == {0.95}


def test_keccak_of_known_texts() -> None:
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    assert keccak256(b"a" * 200).hex() == "96ea54061def936c4be90b518992fdc6f12f535068a256229aca54267b4d084d"


@pytest.mark.parametrize(("detector", "text"), [(Card(), "card 639041008363"), (Iban(), "iban de76849179648447309710")])
def test_the_cue_must_be_there(detector: Detector, text: str) -> None:
    assert acted(detector, text)
    assert not acted(detector, text, Cues(()))
