"""Secrets: a row per vendor and per way of writing one down, and the look-alikes that are none; all assembled."""

import hashlib
import pickle
import time

import pytest
import re2

from stages.pii.cues import Cues
from stages.pii.detectors.secrets import Secret, _apart
from stages.pii.detectors.standins import entropy, is_stand_in, is_well_known
from stages.pii.detectors.vendors import TOKENS
from stages.pii.finding import Hit

_LOWER, _DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"
_ALNUM = _LOWER.upper() + _LOWER + _DIGITS
_HEX = _DIGITS + "abcdef"
_URLSAFE = _ALNUM + "_-"


def fill(length: int, alphabet: str = _ALNUM, salt: str = "") -> str:
    """A token body that looks random and is the same every time."""
    digest = b"".join(hashlib.sha256(f"{salt}{length}{alphabet}{i}".encode()).digest() for i in range(length // 32 + 1))
    return "".join(alphabet[byte % len(alphabet)] for byte in digest[:length])


def _uuid(salt: str = "") -> str:
    digits = fill(32, _HEX, salt)
    return "-".join((digits[:8], digits[8:12], "4" + digits[13:16], "a" + digits[17:20], digits[20:]))


# rule, the token: found whole in a sentence, in quotes and in an environment file
VENDORS: list[tuple[str, str]] = [
    ("adobe", "p8e" + "-" + fill(32)),
    ("age", "AGE-SECRET" + "-KEY-1" + fill(58, _ALNUM[:26] + _DIGITS)),
    ("airtable", "pat" + fill(14) + "." + fill(64, _HEX)),
    ("alibaba", "LT" + "AI" + fill(20)),
    ("anthropic", "sk-" + "ant-api03-" + fill(93, _URLSAFE[:-2]) + "AA"),
    ("artifactory", "AK" + "Cp" + fill(69)),
    ("atlassian", "ATAT" + "T3" + fill(180)),
    ("aws", "AK" + "IA" + fill(16, _ALNUM[:26] + "234567")),
    ("aws", "AS" + "IA" + fill(16, _ALNUM[:26] + "234567", "s")),
    ("bitbucket", "AT" + "BB" + fill(32)),
    ("brevo", "xkeys" + "ib-" + fill(64, _HEX) + "-" + fill(16)),
    ("clojars", "CLOJ" + "ARS_" + fill(60)),
    ("cloudflare", "v1" + ".0-" + fill(24, _HEX) + "-" + fill(146, _HEX)),
    ("databricks", "da" + "pi" + fill(32, _HEX)),
    ("digitalocean", "do" + "p_v1_" + fill(64, _HEX)),
    ("digitalocean", "do" + "r_v1_" + fill(64, _HEX, "r")),
    ("discord", "M" + fill(25) + "." + fill(6) + "." + fill(38)),
    ("docker", "dckr" + "_pat_" + fill(27)),
    ("doppler", "dp" + ".pt." + fill(43)),
    ("duffel", "duffel" + "_live_" + fill(43)),
    ("dynatrace", "dt0" + "c01." + fill(24) + "." + fill(64)),
    ("easypost", "EZ" + "AK" + fill(54)),
    ("facebook", "EA" + "AC" + fill(120)),
    ("flutterwave", "FLW" + "SECK_TEST-" + fill(32) + "-X"),
    ("flyio", "fo" + "1_" + fill(43)),
    ("frameio", "fio" + "-u-" + fill(64)),
    ("github", "gh" + "p_" + fill(36)),
    ("github", "gh" + "o_" + fill(36, salt="o")),
    ("github", "gh" + "s_" + fill(36, salt="s")),
    ("github", "github" + "_pat_" + fill(82)),
    ("gitlab", "gl" + "pat-" + fill(20)),
    ("gitlab", "GR13" + "48941" + fill(20)),
    ("google", "AI" + "za" + fill(35)),
    ("google", "GOC" + "SPX-" + fill(28)),
    ("google", "ya" + "29." + fill(68)),
    ("grafana", "gl" + "c_" + fill(60)),
    ("grafana", "gl" + "sa_" + fill(32) + "_" + fill(8, _HEX)),
    ("groq", "gs" + "k_" + fill(52)),
    ("hashicorp", fill(14) + ".atlas" + "v1." + fill(64)),
    ("heroku", "HR" + "KU-" + fill(40)),
    ("hubspot", "pat" + "-na1-" + _uuid("h")),
    ("huggingface", "h" + "f_" + fill(34)),
    ("infracost", "ic" + "o-" + fill(32)),
    ("launchdarkly", "sd" + "k-" + _uuid("l")),
    ("linear", "lin" + "_api_" + fill(40)),
    ("mailchimp", fill(32, _HEX) + "-u" + "s20"),
    ("mailgun", "ke" + "y-" + fill(32, _HEX)),
    ("mapbox", "s" + "k.ey" + "J" + fill(60) + "." + fill(22)),
    ("netlify", "nf" + "p_" + fill(36)),
    ("newrelic", "NR" + "AK-" + fill(27, _ALNUM[:26] + _DIGITS)),
    ("notion", "nt" + "n_" + fill(46)),
    ("npm", "np" + "m_" + fill(36)),
    ("nuget", "oy" + "2" + fill(43, _LOWER + _DIGITS)),
    ("octopus", "AP" + "I-" + fill(26, _ALNUM[:26] + _DIGITS)),
    ("onepassword", "op" + "s_ey" + "J" + fill(200)),
    ("onepassword", "A" + "3-" + "-".join(fill(n, _ALNUM[:26] + _DIGITS) for n in (6, 11, 5, 5, 5))),
    ("openai", "sk-" + "proj-" + fill(80)),
    ("openai", "sk-" + fill(20) + "T3Blbk" + "FJ" + fill(20, salt="b")),
    ("openrouter", "sk-" + "or-v1-" + fill(64, _HEX)),
    ("perplexity", "pp" + "lx-" + fill(48)),
    ("plaid", "access" + "-production-" + _uuid("p")),
    ("planetscale", "pscale" + "_tkn_" + fill(43)),
    ("postman", "PM" + "AK-" + fill(24, _HEX) + "-" + fill(34, _HEX)),
    ("prefect", "pn" + "u_" + fill(36)),
    ("pulumi", "pu" + "l-" + fill(40, _HEX)),
    ("pypi", "py" + "pi-Ag" + "E" + fill(150)),
    ("readme", "rd" + "me_" + fill(70, _LOWER + _DIGITS)),
    ("replicate", "r" + "8_" + fill(37)),
    ("rubygems", "ruby" + "gems_" + fill(48, _HEX)),
    ("scalingo", "tk" + "-us-" + fill(48)),
    ("sendgrid", "S" + "G." + fill(22) + "." + fill(43)),
    ("sentry", "sntr" + "ys_" + fill(120)),
    ("shippo", "shippo" + "_live_" + fill(40, _HEX)),
    ("shopify", "shp" + "at_" + fill(32, _HEX)),
    ("slack", "xo" + "xb-" + fill(12, _DIGITS) + "-" + fill(12, _DIGITS, "2") + "-" + fill(24)),
    ("slack", "xa" + "pp-1-" + fill(11) + "-" + fill(13, _DIGITS) + "-" + fill(64, _HEX)),
    ("slack_webhook", "https://hooks." + "slack.com/services/T" + fill(8) + "/B" + fill(9) + "/" + fill(24)),
    ("discord_webhook", "https://discord." + "com/api/webhooks/" + fill(18, "123456789") + "/" + fill(68)),
    (
        "microsoft_teams",
        "https://acme.webhook." + "office.com/webhookb2/" + _uuid("t") + "@" + _uuid("u") + "/" + fill(30),
    ),
    ("square", "sq0" + "atp-" + fill(22)),
    ("square", "sq0" + "csp-" + fill(43)),
    ("stripe", "sk" + "_live_" + fill(24)),
    ("stripe", "rk" + "_test_" + fill(99)),
    ("stripe", "wh" + "sec_" + fill(32)),
    ("supabase", "sb" + "p_" + fill(40, _HEX)),
    ("telegram", fill(10, "123456789") + ":A" + "AE" + fill(32)),
    ("twilio", "S" + "K" + fill(32, _HEX)),
    ("twitter", "A" * 22 + fill(90)),
    ("typeform", "tf" + "p_" + fill(44)),
    ("vault", "hv" + "s." + fill(90)),
    ("xai", "xa" + "i-" + fill(80)),
    ("yandex", "AQ" + "VN" + fill(36)),
]

_PASSWORD = "Tr4vel" + "!ng9"
_KEY = fill(32)
# rule, text with the secret between ⟦ and ⟧
WRITTEN: list[tuple[str, str]] = [
    ("assigned", f'api_key = "⟦{_KEY}⟧"'),
    ("assigned", f"API-KEY: ⟦{_KEY}⟧"),
    ("assigned", f"export SERVICE_TOKEN=⟦{_KEY}⟧"),
    ("assigned", f'"client_secret": "⟦{_KEY}⟧",'),
    ("assigned", f"config['secret_key'] = '⟦{_KEY}⟧'"),
    ("assigned", f"secret => '⟦{_KEY}⟧'"),
    ("assigned", f"access_key := `⟦{_KEY}⟧`"),
    ("assigned", f"aws_secret_access_key = ⟦{fill(40, _ALNUM + '+/')}⟧"),
    ("assigned", f"const fastlyKey = '⟦{_KEY}⟧'"),
    ("assigned", f"credentials: ⟦{_KEY}⟧"),
    ("assigned", f"HEROKU_API_KEY=⟦{_uuid()}⟧"),
    ("assigned", f"The token is ⟦{_KEY}⟧."),
    ("password", f"password = '⟦{_PASSWORD}⟧'"),
    ("password", f'DB_PASSWORD="⟦{_PASSWORD}⟧"'),
    ("password", f"DB_PASSWORD=⟦{_PASSWORD}⟧"),
    ("password", f"mysql --user=bob passwd: ⟦{_PASSWORD}⟧"),
    ("password", f"userPassword: '⟦{_PASSWORD}⟧'"),
    ("password", f"pwd=⟦{_PASSWORD}⟧&user=bob"),
    ("password", f"pass: '⟦{_PASSWORD}⟧'"),
    ("password", f"passphrase is ⟦{_PASSWORD}⟧"),
    ("password", f"The password for the admin account is ⟦{_PASSWORD}⟧."),
    ("password", f"I changed my password to ⟦{_PASSWORD}⟧, remember it"),
    ("password", f"Log in with the password “⟦{_PASSWORD}⟧”"),
    ("password", f"Log in with the password ⟦{_PASSWORD}⟧ today"),
    ("password", "The passcode is ⟦582913⟧"),
    ("password", f"Passwort: ⟦{_PASSWORD}⟧"),
    ("password", f"Das Kennwort lautet ⟦{_PASSWORD}⟧"),
    ("password", f"mot de passe : ⟦{_PASSWORD}⟧"),
    ("password", f"La contraseña es ⟦{_PASSWORD}⟧"),
    ("password", f"a senha é ⟦{_PASSWORD}⟧"),
    ("password", f"la parola d'ordine è ⟦{_PASSWORD}⟧"),
    ("password", f"wachtwoord: ⟦{_PASSWORD}⟧"),
    ("password", f"hasło to jest ⟦{_PASSWORD}⟧"),
    ("url", f"postgres://bob:⟦{_PASSWORD}⟧@db.internal:5432/app"),
    ("url", "mongodb+srv://ann:⟦se:cr@t9⟧@cluster0.mongodb.net"),
    ("header", f"Authorization: Bearer ⟦{_KEY}⟧"),
    ("header", f"Authorization: Basic ⟦{fill(28)}==⟧"),
    ("user", f"curl -u bob:⟦{_PASSWORD}⟧ https://internal"),
    ("connection", f"DefaultEndpointsProtocol=https;AccountKey=⟦{fill(86)}==⟧;"),
    ("connection", f"Endpoint=sb://x;SharedAccessKey=⟦{fill(43)}=⟧"),
    ("connection", f"https://x.blob.core.windows.net/c?sv=2020&sig=⟦{fill(40)}%3D⟧"),
    ("jwt", "token ⟦ey" + "J" + fill(20) + ".ey" + "J" + fill(60) + "." + fill(43) + "⟧ expired"),
    ("private_key", "⟦-----BEGIN RSA PRIVATE " + f"KEY-----\n{fill(64)}\n{fill(9)}\n-----END RSA PRIVATE KEY-----⟧\nx"),
    ("private_key", "⟦-----BEGIN OPENSSH PRIVATE " + f"KEY-----\n{fill(70)}\n-----END OPENSSH PRIVATE KEY-----⟧"),
    ("private_key", '"⟦-----BEGIN PRIVATE ' + f'KEY-----\\n{fill(64)}\\n-----END PRIVATE KEY-----⟧\\n"'),
    ("private_key", "⟦-----BEGIN PGP PRIVATE " + f"KEY BLOCK-----\nVersion: 2\n\n{fill(64)}⟧\n"),
]  # fmt: skip

# text, why it is none
LOOK_ALIKES: list[tuple[str, str]] = [
    ('api_key = "YOUR_API_KEY"', "a mark"),
    ('api_key = "YOUR-API-KEY-12345-HERE"', "a mark with digits"),
    ("api_key = '<your-token-here-0123>'", "in angle brackets"),
    ('token = "${SERVICE_TOKEN_123}"', "a variable"),
    ("password=$DB_PASSWORD", "a variable of the shell"),
    ("password: {{ vault_password1 }}", "a template"),
    ("password: %(password)s", "a format"),
    ("password = os.environ['DB_PASSWORD1']", "a look-up"),
    ('password = os.getenv("PW1")', "a look-up"),
    ("const token = process.env.TOKEN_1", "a look-up"),
    ('password = input("Enter your password 1: ")', "asked for"),
    ("password = getpass.getpass()", "asked for"),
    ("password = request.form['password1']", "asked for"),
    ("password = user1.password", "an attribute"),
    ("password = generate_password(12)", "a call"),
    ("password = make2(12)", "a call"),
    ("password = password1", "a name"),
    ("password: string;", "a type"),
    ("password: required|min:8", "a rule of a form"),
    ("password: str = None", "a type"),
    ("The password is required to be at least 8 characters long.", "a sentence"),
    ("Your password is 8-16 characters long.", "a measure"),
    ("The password is case-sensitive.", "a word"),
    ("Password must contain 1 digit", "a rule"),
    ("password_hash = '5f4dcc3b5aa765d61d8327deb882cf99'", "a hash, by its name"),
    ("password = '$2b$12$" + fill(53) + "'", "a hash, by its form"),
    ("password: sha256:" + fill(64, _HEX), "a hash, by its form"),
    ("password_length = 12345", "a setting about passwords"),
    ("token_count: 123456", "a number of tokens"),
    ("max_tokens=123456", "a number of tokens"),
    ("key: 'value'", "a word"),
    ("primary_key = 'customer_id'", "a name"),
    ("token = tokens[12]", "an index"),
    ("secret: 'the treasure is under the tree'", "a sentence"),
    ("api_key = 'xxxxxxxxxxxxxxxx1234'", "blotted out"),
    ("api_key = '********************'", "blotted out"),
    ("api_key = 'abababababababababab12'", "too even for a key"),
    ("commit " + fill(40, _HEX), "a hash"),
    ("md5: " + fill(32, _HEX), "a hash"),
    ("id 550e8400-e29b-41d4-a716-446655440000", "a UUID"),
    ("data:image/png;base64," + fill(200), "an image"),
    ("sk-circle-fading sk-cube-grid-loader-animation", "names of styles"),
    ("SKELETON SKIP SKATEBOARD", "words that begin like a token"),
    ("gh" + "p_" + "x" * 36, "a mark with a vendor's beginning"),
    ("gh" + "p_" + fill(20), "too short for its vendor"),
    ("S" + "K" + fill(40, _HEX), "too long for its vendor"),
    ("-----BEGIN PRIVATE " + "KEY-----\n...\n-----END PRIVATE KEY-----", "an ellipsis"),
    ("-----BEGIN PRIVATE " + "KEY-----\n" + "YOUR_KEY_HERE" * 5 + "\n-----END PRIVATE KEY-----", "a mark, at length"),
    ("-----BEGIN PRIVATE " + "KEY-----\n" + fill(39) + "\n-----END PRIVATE KEY-----", "too short for a key"),
    ("gh" + "p_" + "abc" * 12, "too even for a token"),
    ("sk-" + "proj-your-key-here-a8s7d6f5g4h3", "a mark at length"),
    ("-----BEGIN PUBLIC KEY-----\n" + fill(64) + "\n-----END PUBLIC KEY-----", "public"),
    ("https://example.org:8080/path@v2", "a port"),
    ("postgres://user:${PASSWORD}@host/db", "a variable in a URL"),
    ("ey" + "J" + fill(20) + "." + fill(20), "two parts only"),
    ("version is 1.2.3, see token 4", "a version"),
    ("monkey: 12345, turkey: 4a5b6c", "words that end like a name"),
    ("The secret is patience.", "a word"),
    ("To pass: 60% or 3/5", "no password"),
    ("password: me@mail.org", "an address"),
]  # fmt: skip

# text with the secret, why `standard` keeps it
WELL_KNOWN: list[tuple[str, str]] = [
    ("AK" + "IAIOSFODNN7" + "EXAMPLE", "the vendor's own example"),
    ("password = 'password123'", "everybody's"),
    ("password = 'P@ssw0rd1'", "everybody's, in disguise"),
    ("password: 'hunter2'", "a joke"),
    ("password: 'changeme1'", "a default"),
    ("password is 123456", "a run of figures"),
    ("token ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4ifQ.c2lnbmF0", "published"),
    ("ftp://anonymous:guest@host.org", "a plain word"),
]  # fmt: skip


def _found(text: str, cues: Cues | None = None) -> list[tuple[str, str]]:
    return [(hit.rule, text[hit.start : hit.end]) for hit in Secret().find(text, cues or Cues()) if hit.score >= 0.6]


def _opens(text: str) -> bool:
    return any(re2.search(condition, text) for condition in Secret.conditions)


def test_the_list_is_long_enough_to_say_anything() -> None:
    assert len(VENDORS) + len(WRITTEN) >= 80 and len(LOOK_ALIKES) >= 40
    assert {rule for rule, _ in VENDORS} == {vendor for vendor, _, _ in TOKENS}


@pytest.mark.parametrize(("rule", "token"), VENDORS, ids=[f"{i}-{rule}" for i, (rule, _) in enumerate(VENDORS)])
def test_a_vendors_token_is_found_whole(rule: str, token: str) -> None:
    for text in (f"use {token} here", f'x("{token}")', f"X={token}\n", token):
        assert (f"secret.{rule}", token) in _found(text)
        assert _opens(text)


@pytest.mark.parametrize(("rule", "marked"), WRITTEN)
def test_a_secret_is_found_by_how_it_is_written(rule: str, marked: str) -> None:
    secret = marked[marked.index("⟦") + 1 : marked.index("⟧")]
    text = marked.replace("⟦", "").replace("⟧", "")
    assert (f"secret.{rule}", secret) in _found(text)
    assert _opens(text)


@pytest.mark.parametrize(("text", "why"), LOOK_ALIKES)
def test_a_look_alike_is_none(text: str, why: str) -> None:
    assert _found(text) == [], why


@pytest.mark.parametrize(("text", "why"), WELL_KNOWN)
def test_a_well_known_one_is_marked(text: str, why: str) -> None:
    hits = Secret().find(text, Cues())
    assert hits and all(hit.placeholder for hit in hits), why


def test_a_real_one_is_not_marked() -> None:
    assert not any(hit.placeholder for hit in Secret().find(f"password = '{_PASSWORD}' {VENDORS[0][1]}", Cues()))


def test_the_secret_beside_an_aws_id_is_found_bare() -> None:
    secret = fill(40, _ALNUM + "/+")
    text = f"{VENDORS[7][1]} and then {secret}"
    assert ("secret.aws", secret) in _found(text)
    assert _found(f"and then {secret}") == []
    assert ("secret.aws", secret) not in _found(f"{VENDORS[7][1]}{' word' * 40} {secret}")


# a token whose vendor has several beginnings: each of them, then what follows
BEGINNINGS: dict[str, tuple[str, str]] = {
    "gh~p_ gh~o_ gh~u_ gh~s_ gh~r_": (fill(36), "github"),
    "gl~pat- gl~ptt- gl~dt- gl~rt- gl~soat- gl~ft- gl~imt- gl~agent- gl~oas- gl~cbt-": (fill(24), "gitlab"),
    "AK~IA AS~IA AB~IA AC~CA A3~TX": (fill(16, _ALNUM[:26] + "234567"), "aws"),
    "xo~xa- xo~xb- xo~xe- xo~xo- xo~xp- xo~xr- xo~xs-": (fill(40), "slack"),
    "sk~_live_ sk~_test_ sk~_prod_ rk~_live_": (fill(24), "stripe"),
    "sk-~proj- sk-~svcacct- sk-~admin- sk-~None-": (fill(60), "openai"),
    "sk-~ant-api03- sk-~ant-admin01- sk-~ant-sid01-": (fill(90), "anthropic"),
    "dp~.pt. dp~.st. dp~.ct. dp~.sa. dp~.scim. dp~.audit.": (fill(43), "doppler"),
    "do~o_v1_ do~p_v1_ do~r_v1_": (fill(64, _HEX), "digitalocean"),
    "shp~at_ shp~ca_ shp~pa_ shp~ss_": (fill(32, _HEX), "shopify"),
    "NR~AK- NR~JS- NR~II- NR~AA-": (fill(27), "newrelic"),
    "hv~s. hv~b. hv~r.": (fill(60), "vault"),
    "lin~_api_ lin~_oauth_": (fill(40), "linear"),
    "pscale~_tkn_ pscale~_oauth_ pscale~_pw_": (fill(43), "planetscale"),
    "duffel~_test_ duffel~_live_": (fill(43), "duffel"),
    "shippo~_live_ shippo~_test_": (fill(40, _HEX), "shippo"),
    "EZ~AK EZ~TK": (fill(54), "easypost"),
    "EA~AM EA~AC": (fill(100), "facebook"),
    "FLW~SECK_TEST- FLW~PUBK_TEST-": (fill(32) + "-X", "flutterwave"),
    "pat~-na1- pat~-eu1-": (_uuid(), "hubspot"),
    "h~f_ api~_org_": (fill(34), "huggingface"),
    "sd~k- mo~b- ap~i-": (_uuid(), "launchdarkly"),
    "sntr~ys_ sntr~yu_": (fill(64), "sentry"),
    "EA~AA sq0~atp-": (fill(40), "square"),
    "access~-sandbox- access~-development- access~-production-": (_uuid(), "plaid"),
    "https://hooks.~slack.com/services/ https://hooks.~slack.com/workflows/ https://hooks.~slack.com/triggers/": (
        fill(44),
        "slack_webhook",
    ),
    "https://discord.~com/api/webhooks/ https://discordapp.~com/api/webhooks/ https://ptb.discord.~com/api/webhooks/": (
        fill(18, "123456789") + "/" + fill(68),
        "discord_webhook",
    ),
}
# how a secret is called, in one word each
NAMES = (
    "api_key api-key apikey secret token credential credentials bearer access_key auth_key private_key signing_key"
    " encryption_key master_key account_key shared_key app_key service_key storage_key license_key client_key"
    " consumer_key admin_key key APP_SECRET_KEY jwtSecret githubToken"
)
SIGNS = (
    "=",
    " = ",
    ":",
    ": ",
    " => ",
    " := ",
    " == ",
    " || ",
    " is ",
    " are ",
    " was ",
    " to ",
    "', ",
    "] = ",
    "`: ",
)
NOT_THE_SECRET = (
    "hash digest type count name field len length regex pattern url uri path file label hint id ids"
    " expiry expires input min"
    " max policy reset strength placeholder error message index column size list board word words s"
)
STAND_INS = (
    "none null nil undefined true false string str text required optional redacted 0x <x> [token]"
    " [hidden] {token} $TOKEN %TOKEN%"
    " ••• *** ... … ___ ### --- ${a1} {{a1}} %(a1)s <%=a1%> abc...xyz9 abc…xyz9 xxxxx1 #####1 YOUR_KEY your-own-1"
    " insert_token_1 enter-your-key1 replace_key1 paste_secret1 your_new1 your_my1 your_api1"
    " your_app1 your_client1 your_access1"
    " your_auth1 your_secret1 your_private1 your_actual1 your_real1 your_database1 your_db1 your_token1 your_key1"
    " your_pass1 your_pwd1 your_here1 your_super1 key_here1 token-here1 secret_goes_here1 passwordhere1 value_here1"
    " placeholder1 redacted1 dummy1 os.environ[1] os.getenv(1) process.env.A1 getenv(1) ENV[1]"
    " env.A1 config.a1 config[1]"
    " settings.a1 settings[1] secrets.A1 secrets[1] self.a1 this.a1 request.a1 req.a1 input(1) getpass(1) prompt(1)"
    " aaaaaaaa abababab $2a$10$abc $2b$10$abc $2x$10$abc $2y$10$abc $argon2id$v1 $1$abc $5$abc $6$abc"
    " $pbkdf2-sha256$abc sha256:abc md5:abc pbkdf2:abc"
)
WORN = (
    "password passwort passwd passphrase secret administrator root testing username demo sample"
    " changeme changethis letmein"
    " qwerty qwertyuiop welcome default hunter iloveyou monkey dragon sunshine foobar abcd mypassword"
    " yourpassword userpassword adminpassword mysecretpassword securepassword strongpassword secretpassword supersecret"
    " topsecret mysecret newpassword oldpassword testpassword dbpassword rootpassword mysecretkey"
    " secretkey apikey postgres"
    " mysql correcthorsebatterystaple trustno admin tests user guest test mypass abcdef foo bar abc token pass pwd"
)


@pytest.mark.parametrize("beginnings", BEGINNINGS)
def test_every_beginning_of_a_vendors_tokens(beginnings: str) -> None:
    rest, rule = BEGINNINGS[beginnings]
    for beginning in beginnings.replace("~", "").split():
        assert _found(f"see {beginning}{rest} there") == [(f"secret.{rule}", beginning + rest)]
        assert _opens(f"see {beginning}{rest} there")


@pytest.mark.parametrize("name", NAMES.split())
def test_every_name_of_a_secret(name: str) -> None:
    for text in (f'{name} = "{_KEY}"', f"{name.upper()}={_KEY}", f"'{name}': '{_KEY}'", f"my{name}_1: {_KEY}"):
        assert _found(text) == [("secret.assigned", _KEY)] and _opens(text)


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_between_name_and_secret(sign: str) -> None:
    for text in (f'\'token{sign}"{_KEY}"', f"secret{sign}'{_KEY}'", f"password{sign}'{_PASSWORD}'"):
        assert [value for _, value in _found(text)] in ([_KEY], [_PASSWORD]) and _opens(text)
    assert _found(f"token{sign.replace('=', '-').replace(':', '-')[:0]} / '{_KEY}'") == []


@pytest.mark.parametrize("suffix", NOT_THE_SECRET.split())
def test_what_is_said_about_a_secret_is_none(suffix: str) -> None:
    assert _found(f"token_{suffix} = '{_KEY}'") == [] and _found(f"tokenX{suffix}: '{_KEY}'") == []


@pytest.mark.parametrize("word", STAND_INS.split())
def test_every_stand_in(word: str) -> None:
    assert is_stand_in(word) and not is_stand_in("q7" + fill(8))
    assert _found(f"password: '{word}'") == []


@pytest.mark.parametrize("word", WORN.split())
def test_every_worn_password(word: str) -> None:
    for spelling in (word + "1", word.title() + "!", word.replace("a", "@").replace("o", "0").replace("e", "3") + "9"):
        assert is_well_known(spelling)
    assert not is_well_known("q" + word + "z1")


@pytest.mark.parametrize(
    "unit",
    [
        "characters",
        "digits",
        "letters",
        "symbols",
        "bits",
        "bytes",
        "words",
        "times",
        "days",
        "hours",
        "minutes",
        "st",
        "nd",
        "rd",
        "th",
        "%",
    ],
)
def test_a_measure_is_no_password(unit: str) -> None:
    for number in ("12", "8-16", "8+"):
        assert _found(f"password is {number}-{unit}") == _found(f"password: '{number}{unit}'") == []


@pytest.mark.parametrize(
    "verb", ["is", "was", "to", "ist", "lautet", "war", "est", "es", "era", "è", "é", "jest", "brzmi", "luidt"]
)
def test_every_verb_between_cue_and_password(verb: str) -> None:
    assert _found(f"hasło for all of us {verb} {_PASSWORD}") == [("secret.password", _PASSWORD)]
    assert _found(f"hasło for all of us {verb}, {_PASSWORD}") == []


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("Ab3d", False), ("Ab3de", True), ("abcde", False), ("ab$de", True), ("abcd$", False),
        ("1234", False),
        ("58291", True), ("58.291", False), ("12/05/1980", False), ("v1.2.3", False), ("a@b.org1", False),
        ("well-known", False), ("Ab3 de", False), ("Ab3-de", True), ("ab_cd", False), ("user.name", False),
    ],
)  # fmt: skip
def test_what_a_password_is_made_of(value: str, is_one: bool) -> None:
    assert (_found(f"password is '{value}'") == [("secret.password", value)]) is is_one


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("a1b2c3d4e5f6", True), ("a1b2c3d4e5f", False), ("abcdefghijkl", False), ("abcdefghijk1", False),
        ("482913758204", False), ("a48291375820", False), ("a1a1a1a1b2b2", False),
        ("http://a1b2c3d4e5f6", False),
    ],
)  # fmt: skip
def test_what_a_key_is_made_of(value: str, is_one: bool) -> None:
    assert (_found(f"token: '{value}'") == [("secret.assigned", value)]) is is_one


@pytest.mark.parametrize(
    ("value", "is_found"),
    [
        ("Ab3defg", False),
        ("Ab3defgh", True),
        ("ab3defgh", False),
        ("ab3$efgh", True),
        ("Abcdefg$", False),
        ("AB3$EFGH", True),
    ],
)
def test_beside_the_bare_cue_only_what_no_word_looks_like(value: str, is_found: bool) -> None:
    assert (_found(f"hasło {value}") == [("secret.password", value)]) is is_found


def test_where_a_bare_value_ends() -> None:
    for text in (
        f"pwd={_PASSWORD}&user=x",
        f"pwd={_PASSWORD};x=1",
        f"pwd={_PASSWORD}, x",
        f"(pwd: {_PASSWORD})",
        f"pwd={_PASSWORD}",
    ):
        assert _found(text) == [("secret.password", _PASSWORD)]
    assert _found("pwd=ab&cd=9&x") == [] and _found("pwd: Ab&9cd!") == [("secret.password", "Ab&9cd!")]


def test_a_short_private_key() -> None:
    text = "-----BEGIN PRIVATE " + f"KEY-----\n{fill(40)}\n-----END PRIVATE KEY-----"
    assert _found(text) == [("secret.private_key", text)]


@pytest.mark.parametrize(
    "name",
    [
        "access",
        "auth",
        "private",
        "signing",
        "encryption",
        "master",
        "account",
        "shared",
        "app",
        "service",
        "storage",
        "license",
        "client",
        "consumer",
        "admin",
    ],
)
def test_a_key_with_a_name_may_be_more_even(name: str) -> None:
    even = "a1b2c3d4" * 2 + "e5"
    for joint in ("", "_", "-", " "):
        assert _found(f"{name}{joint}key = '{even}'") == [("secret.assigned", even)]
    assert _found(f"key = '{even}'") == []


@pytest.mark.parametrize("name", ["password", "passwd", "passphrase", "passcode", "passwort", "pwd"])
def test_a_password_named_inside_a_word(name: str) -> None:
    assert _found(f"my{name} = '{_PASSWORD}'") == [("secret.password", _PASSWORD)]
    assert _found(f"mypass = '{_PASSWORD}'") and not _found(f"mypass = {_PASSWORD}")


def test_headers_and_users() -> None:
    for text in (f"curl --user bob:{_PASSWORD} x", f"curl --user=bob:{_PASSWORD} x", f'curl -u "bob:{_PASSWORD}" x'):
        assert _found(text) == [("secret.user", _PASSWORD)] and _opens(text)
    assert _found("Bearer of bad newsletters") == [] and _found(f"Bearer {fill(15)}") == []
    assert _found("basic aaaaaaaaaaaaaaa1aaaaaaaaa2") == []


def test_names_and_calls_are_code_only_behind_a_sign_of_code() -> None:
    assert _found("password is bluecar77") == [("secret.password", "bluecar77")] and _found("password=bluecar77") == []
    assert _found("PASSWORD=BLUECAR77") == [] and _found("password: getit(5)") == [("secret.password", "getit(5")]
    assert _found("password = getit(5)") == [] == _found("password: get_it(5)")
    assert _found("password = get_it(5)") == [] and _found("password: /etc/secret5") == []
    assert _found("password: user.pass.word") == [] and _found("password: https://a.b/c5") == []


def test_a_url_needs_three_characters_and_plain_words_are_kept() -> None:
    assert _found("ftp://a:b1@host") == [] and _found("ftp://a:b1c@host") == [("secret.url", "b1c")]
    plain = {
        word: Secret().find(f"ftp://a:{word}@host", Cues())[0].placeholder for word in ("geheim", "GEHEIM", "Geheim")
    }
    assert plain == {"geheim": True, "GEHEIM": True, "Geheim": False}
    assert Secret().find("ftp://a:geheimeswort@host", Cues())[0].placeholder is False


def test_a_connection_needs_a_long_random_value() -> None:
    for name in ("AccountKey", "SharedAccessKey", "SharedSecretValue", "?sig", "&sig", ";sig"):
        assert ("secret.connection", fill(40)) in _found(f"x {name}={fill(40)}")
    assert _found("&sig=" + fill(19)) == [] and _found("&sig=" + "ab" * 20) == []


def test_two_rules_give_one_hit() -> None:
    token = "gh" + "p_" + fill(36)
    assert _found(f'github_token = "{token}"') == [("secret.github", token)]


def test_cues_of_unwanted_languages_are_not_used() -> None:
    text = f"wachtwoord: {_PASSWORD}"
    assert _found(text) and not _found(text, Cues(("en", "de")))


def test_the_measures() -> None:
    assert entropy("aaaa") == 0 and entropy("abcd") == 2 and entropy("") == 0
    assert is_stand_in("YOUR_KEY") and not is_stand_in(_KEY) and not is_stand_in(_PASSWORD)
    assert is_well_known("P@ssw0rd!") and is_well_known("letmein1") and not is_well_known(_KEY)


def test_the_detector_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(Secret())) == Secret()


@pytest.mark.parametrize(
    "piece", ["password=", "key=", "ey" + "J", "a://b:", "a://b:c@", "-----BEGIN PRIVATE " + "KEY-----", "sk-a1", "is "]
)
def test_time_grows_with_the_text_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = ("password " + piece * length)[:length]
        start = time.process_time()
        Secret().find(text, Cues())
        return time.process_time() - start

    seconds(1000)
    assert min(seconds(20_000) for _ in range(2)) < 0.5


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(0, 4, 0.9), (4, 8, 0.9)], [(0, 4), (4, 8)]),
        ([(0, 4, 0.8), (2, 6, 0.9)], [(2, 6)]),
        ([(0, 4, 0.9), (2, 8, 0.9)], [(2, 8)]),
        ([(0, 4, 0.9), (2, 6, 0.9)], [(0, 4)]),
        ([(0, 4, 0.9), (10, 14, 0.8), (12, 16, 0.9)], [(0, 4), (12, 16)]),
        ([(0, 20, 0.9), (30, 34, 0.9), (33, 36, 0.8)], [(0, 20), (30, 34)]),
    ],
)
def test_of_secrets_that_overlap_the_surer_or_longer_stays(
    spans: list[tuple[int, int, float]], kept: list[tuple[int, int]]
) -> None:
    hits = [Hit(start, end, score, "secret.x", False) for start, end, score in spans]
    assert [(hit.start, hit.end) for hit in _apart(hits)] == kept
