"""E-mail addresses: what is one, what only looks like one, and which are only for show."""

import pytest

from pii_marks import acted, check, hits
from stages.pii.cues import Cues
from stages.pii.detectors.email import Email

FOUND = [
    ("write to «lena.brandt@posteo.de» please", "plain"),
    ("«lena_brandt+list@mail.uni-jena.de»", "plus and underscore, the whole text"),
    ("MAILTO:«LENA.BRANDT@POSTEO.DE»;", "capitals, after a colon"),
    ("<«o'hara@orkla.no»>, «k%x@orkla.no»", "an apostrophe and a percent sign"),
    ("contact='«lena@posteo.de»'", "in quotes"),
    ("email=«lena@posteo.de»&x=1", "in a query"),
    ("https://forum.net/?user=«lena@posteo.de»", "in the query of an address"),
    ("https://forum.net/u/«lena@posteo.de»", "in the path of an address"),
    ("[«lena@posteo.de»](mailto:«lena@posteo.de»)", "a Markdown link"),
    ("Ask «lena@posteo.de». Or «jan@orkla.no», please", "a full stop and a comma behind"),
    ("It is «lena@brandtgmbh.com».Please answer", "a sentence that goes on without a blank"),
    ("«lena@brandtgmbh.com».please", "the same in lower case"),
    ("«lena@brandtgmbh.com»(office)", "a bracket right behind a sure domain"),
    ("«x@brandtgmbh.it» and «lena@b.it»", "one letter on one side only"),
    ("«jörg@müller-bau.de» ok", "umlauts"),
    ("«ivan@пример.рф»", "a top-level domain in Cyrillic"),
    ("«ivan@xn--e1afmkfd.xn--p1ai»", "the same in Punycode"),
    ("«j.smith@orkla.co.uk»", "a domain of three labels"),
    ("john «lena@posteo.de»:secret", "a colon with a word behind"),
    ("lena [at] posteo [dot] de".join(("«", "»")), "in square brackets"),
    ("lena (at) posteo.de".join(("«", "»")), "at in brackets, the dot as it is"),
    ("write: «l dot brandt at posteo dot de»", "spoken, the mailbox in two parts"),
    ("my e-mail is «lena at posteo dot de»", "spoken, with a cue"),
    ("email «lena at gmail.com» now", "at a free provider, with a cue"),
    ("E-Mail: «lena punkt brandt ät posteo punkt de»", "spoken in German"),
    ("correo: «lena arroba correos punto es»", "spoken in Spanish"),
]
NOT_FOUND = [
    ("C = A@B.T", "a matrix product: .T is no domain"),
    ("y = x@w.it + b", "one letter on both sides"),
    ("out = model@batch.to(device)", "a call of a method"),
    ("rows = table@frame.is[0]", "an index"),
    ("git clone git@github.com:anna/tool.git", "git's own user"),
    ("svn@code.orkla.no", "svn's own user"),
    ("ssh anna@build.orkla.no", "a login"),
    ("scp notes.txt anna@build.orkla.no", "a copy to a host"),
    ("rsync -a x anna@build.orkla.no:/srv", "a path on a host"),
    ("copy anna@build.orkla.no:/srv/data over", "a path on a host, without a tool's name"),
    ("open sftp://anna@files.orkla.no/x", "a login in an address"),
    ("postgres://anna:hunter2@db.orkla.no/x", "a password in an address"),
    ("@app.route('/x') def f(): ...", "a decorator"),
    ("npm i react@18.2.0 @angular/core@12.0.1", "versions of packages"),
    ("follow @anna.brandt now", "a handle"),
    ("anna@localhost", "no domain"),
    ("logo@2x.png", "a file"),
    ("anna@orkla.nosuchtld", "no such top-level domain"),
    ("anna@orkla.nosuchtld.alsonot", "nor the label before"),
    ("anna@brandtgmbh.de.bitte", "only a sure domain is cut out of a longer one"),
    ("anna@orkla.-b.no, anna@orkla..no, anna@orkla-.no", "labels don't begin or end with a dash"),
    ("anna@xn--99999999.xn--99999999", "broken Punycode"),
    ("a" * 65 + "@orkla.no", "a mailbox has 64 letters at most"),
    ("anna@" + "a." * 130 + "no", "a domain has 253 letters at most"),
    ("we look at the dot com bubble", "no host"),
    ("email us at amazon dot com", "no mailbox"),
    ("I shop at amazon dot com", "no mailbox either"),
    ("the prices at amazon dot com fell", "one word, no cue"),
    ("email me at gmail.com", "no mailbox at a free provider"),
    ("a dot plot at school", "no host with a dot"),
    ("lena [at] posteo [dot] nosuchtld", "spelled out, no such top-level domain"),
]


@pytest.mark.parametrize(("row", "why"), FOUND + NOT_FOUND)
def test_found(row: str, why: str) -> None:
    assert not any(hit.placeholder for hit in check(Email(), row, why))


FOR_SHOW = [
    ("anna@example.com", "RFC 2606"),
    ("anna@mail.example.org", "below a reserved name"),
    ("anna@orkla.test", "a reserved top-level domain"),
    ("anna@orkla.example", "another"),
    ("anna@yourcompany.com", "a company that is anybody's"),
    ("anna@domain.co.uk", "the same with a second level"),
    ("john.doe@gmail.com", "a name that is anybody's"),
    ("John_Doe@gmail.com", "the same in other letters"),
    ("your.email@gmail.com", "to be filled in"),
    ("my_address@gmail.com", "to be filled in"),
    ("xxx@gmail.com", "one letter over and over"),
    ("a@b.com", "one letter on both sides"),
    ("123@gmail.com", "digits for show"),
    ("noreply@orkla.no", "nobody reads it"),
    ("lena [at] example [dot] com", "spelled out"),
]


@pytest.mark.parametrize(("text", "why"), FOR_SHOW)
def test_for_show(text: str, why: str) -> None:
    assert [hit.placeholder for hit in hits(Email(), f"to {text}, please")] == [True], why


@pytest.mark.parametrize("text", ["anna@mail.com", "anna@mail.ru", "tester.anna@orkla.no", "anna@examples-bau.de"])
def test_not_for_show(text: str) -> None:
    assert [hit.placeholder for hit in hits(Email(), text)] == [False]


def test_a_spoken_address_needs_its_cue() -> None:
    text = "my e-mail is lena at posteo dot de"
    assert acted(Email(), text)
    assert not acted(Email(), text, Cues(()))


def test_scores_and_rules() -> None:
    text = "lena@posteo.de, jan [at] orkla [dot] no, mail: eva at orkla dot no"
    assert [(hit.rule, hit.score) for hit in hits(Email(), text)] == [
        ("email.plain", 0.95),
        ("email.spelled", 0.8),
        ("email.spelled", 0.7),
    ]


@pytest.mark.parametrize(
    "word", ["at", "ät", "arroba", "arobase", "chiocciola", "apenstaartje", "małpa", "klammeraffe"]
)
def test_words_for_the_sign(word: str) -> None:
    check(Email(), f"it is «lena [{word}] posteo.de» ok", word)
    check(Email(), f"email: «lena {word} posteo dot de» ok", word)


@pytest.mark.parametrize("word", ["dot", "punkt", "punto", "ponto", "point", "kropka", "punt"])
def test_words_for_the_dot(word: str) -> None:
    check(Email(), f"it is «lena.b [at] posteo ({word}) de» ok", word)
    check(Email(), f"it is «lena {word} b at posteo {word} de» ok", word)


@pytest.mark.parametrize("left", ["[", "(", "{", "<"])
def test_brackets(left: str) -> None:
    right = {"[": "]", "(": ")", "{": "}", "<": ">"}[left]
    check(Email(), f"it is «lena{left}at{right}posteo{left}dot{right}de» ok", left)


@pytest.mark.parametrize(
    "host",
    [
        *("gmail.com", "googlemail.com", "yahoo.com", "ymail.com", "hotmail.com", "outlook.com", "live.com", "aol.com"),
        *("gmx.net", "web.de", "icloud.com", "proton.me", "protonmail.com", "wp.pl", "orange.fr", "libero.it"),
        *("yahoo.es", "live.pt", "live.nl", "yahoo.org", "yahoo.co.uk"),
    ],
)
def test_free_providers(host: str) -> None:
    check(Email(), f"email «lena at {host}» ok", host)


@pytest.mark.parametrize("last", ["com", "org", "net", "edu", "gov"])
def test_sure_domains(last: str) -> None:
    check(Email(), f"«lena@orkla.{last}».Please, «lena@orkla.{last}»(x)", last)


@pytest.mark.parametrize("tool", ["ssh", "scp", "sftp", "rsync", "mosh", "ssh-copy-id", "sshfs"])
def test_tools(tool: str) -> None:
    check(Email(), f"$ {tool} anna@build.orkla.no", tool)
    check(Email(), f"$ {tool} x\n«anna@build.orkla.no» on the next line", tool)


@pytest.mark.parametrize("user", ["git", "svn", "hg", "gitea", "root"])
def test_services(user: str) -> None:
    check(Email(), f"clone {user}@code.orkla.no", user)


@pytest.mark.parametrize("tail", [":/srv", ":~/x", ":./x"])
def test_paths_on_a_host(tail: str) -> None:
    check(Email(), f"copy anna@build.orkla.no{tail}, but «anna@build.orkla.no»/x", tail)


FILL_INS = [
    "my.mail",
    "your-mail",
    "the-mail",
    "some.x",
    "some_one1",
    "any.one1",
    "the_boss",
    "ayourb",
    "an.example.1",
    "placeholder7",
]


@pytest.mark.parametrize("local", [*FILL_INS, "abc", "abc12", "xyz9", "123", "1234"])
def test_fill_ins(local: str) -> None:
    assert [hit.placeholder for hit in hits(Email(), f"{local}@orkla.no")] == [True]


@pytest.mark.parametrize("local", ["mylene", "abcd", "1234x", "anyway", "theo", "somerset"])
def test_no_fill_ins(local: str) -> None:
    assert [hit.placeholder for hit in hits(Email(), f"{local}@orkla.no")] == [False]


@pytest.mark.parametrize("host", ["orkla.test", "orkla.example", "orkla.invalid", "orkla.localhost"])
def test_reserved_domains(host: str) -> None:
    assert [hit.placeholder for hit in hits(Email(), f"lena@{host}")] == [True]


@pytest.mark.parametrize("second", ["co.uk", "com.au", "org.uk", "ac.uk", "gov.uk", "net.au"])
def test_second_levels(second: str) -> None:
    assert [hit.placeholder for hit in hits(Email(), f"lena@example.{second}")] == [True]
    assert [hit.placeholder for hit in hits(Email(), f"lena@orkla.{second}")] == [False]
