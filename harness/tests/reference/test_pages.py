"""Are the pages safe and complete, whatever is sent to them?"""

from __future__ import annotations

from string import Formatter

import pytest

from harness.reference.activation.text import TEXTS as ACTIVATION
from harness.reference.application.text import TEXTS as APPLICATION
from harness.reference.text import SHARED, Text

from .independent_provider import Account
from .running import Reference
from .visitor import Visitor


@pytest.mark.parametrize(
    ("key", "text"), [*SHARED.items(), *ACTIVATION.items(), *APPLICATION.items()]
)
def test_every_text_in_both_languages(key: str, text: Text) -> None:
    blanks = [{b for _, b, _, _ in Formatter().parse(t) if b} for t in (text.sl, text.en)]
    assert text.sl.strip()
    assert text.en.strip()
    assert blanks[0] == blanks[1]
    assert not set("<>&") & set(text.sl + text.en)


@pytest.mark.parametrize("path", ["/", "/support", "/confirm", "/nothing", "/callback"])
def test_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers


@pytest.mark.parametrize("name", ["style.css", "keep.js"])
def test_a_browser_asks_for_what_all_pages_share_once(visitor: Visitor, name: str) -> None:
    answer = visitor.get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_cookie_and_its_change_at_sign_in(visitor: Visitor, person: Account) -> None:
    answer = visitor.get("/")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("activation_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie
    before = visitor.cookie()
    visitor.sign_in(person)
    assert visitor.cookie() != before
    visitor.bring_back(before)
    assert visitor.get("/confirm").status_code == 401


@pytest.mark.parametrize("lang", ["sl", "en"])
@pytest.mark.parametrize("path", ["/", "/support", "/nothing"])
def test_language(visitor: Visitor, path: str, lang: str) -> None:
    visitor.get(f"{path}?lang={lang}")
    html = visitor.tree.css_first("html")
    assert html is not None
    assert html.attributes["lang"] == lang
    assert visitor.text("a.language") == ("English" if lang == "sl" else "Slovenščina")


def test_typed_text_survives_a_language_switch(visitor: Visitor, person: Account) -> None:
    visitor.get("/")
    visitor.send("/language/en", {**visitor.form("/"), "code": "half a co"})
    assert visitor.form("/")["code"] == "half a co"
    assert visitor.title == "User activation"
    visitor.sign_in(person, code="")
    visitor.send("/language/sl", {**visitor.form("/confirm"), "code": "half"})
    assert visitor.form("/confirm")["code"] == "half"
    assert visitor.title == "Potrditev aktivacije"


@pytest.mark.parametrize(
    "path",
    [
        "/callback",
        "/callback?state=%00&code=%FF",
        "/callback?state=a&state=b&code=c&error=d",
        "/callback?" + "x" * 8000,
        "/%00",
        "/%FF%FE",
        "/..%2f..%2fetc/passwd",
        "/static/../x",
        "/language/en",
        "/admin/v1/nothing",
        "/confirm/",
        "/?next=https://evil.example/&return=//evil.example",
        "/sign-in?next=//evil.example",
    ],
)
def test_rubbish_in_addresses(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code < 500
    assert "Traceback" not in answer.text
    assert answer.url.startswith(visitor.start)


@pytest.mark.parametrize("path", ["/", "/confirm", "/sign-in", "/sign-out", "/language/en", "/x"])
@pytest.mark.parametrize(
    "fields",
    [{}, {"code": "\x00\ufffe" * 50}, {"code": "x" * 70_000}, {"csrf_token": "x" * 5000}],
    ids=["nothing", "odd", "too long", "token"],
)
def test_rubbish_in_forms(visitor: Visitor, path: str, fields: dict[str, str]) -> None:
    visitor.get("/")
    answer = visitor.send(path, fields, follow=False)
    assert answer.status_code < 500
    assert answer.status_code in (303, 400, 401, 404, 405, 413, 422)


def test_rubbish_bodies(reference: Reference, visitor: Visitor) -> None:
    visitor.get("/")
    for kind in ("application/json", "multipart/form-data", "multipart/form-data; boundary=x"):
        for body in (b"", b"\xff\xfe", b"{", b"--x\r\nrubbish"):
            answer = visitor.http.post(visitor.start, data=body, headers={"Content-Type": kind})
            assert 400 <= answer.status_code < 500


def test_stale_start_page_keeps_what_was_typed(visitor: Visitor) -> None:
    visitor.get("/")
    visitor.http.cookies.clear()
    assert visitor.post("/", code="2222-2222-2222-2222").status_code == 400
    assert visitor.form("/")["code"] == "2222-2222-2222-2222"


@pytest.mark.parametrize("odd", ["\x00", "x" * 500, "ž" * 30, ""])
def test_rubbish_beside_the_code(visitor: Visitor, person: Account, odd: str) -> None:
    visitor.sign_in(person)
    form = {**visitor.form("/confirm"), "code": "2222-2222-2222-2222", "form": odd, "place": odd}
    assert visitor.send("/confirm", form).status_code == 422
