"""Is told from an answer what is right, and is what conforming applications do left alone?"""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from urllib3 import HTTPHeaderDict

from harness.agents import Sent
from harness.agents.connections import Answer
from harness.agents.cookie_rules import reaches
from harness.agents.leading import led_to
from harness.web.cookies import host_only, reaches_beyond
from harness.web.disclosure import told_by
from harness.web.foreign_origins import foreign_origins, may_read
from harness.web.headers import (
    framers,
    is_page,
    is_shared,
    is_stored,
    lets_inline_scripts,
    referrer_policy,
    seconds_of_tls_only,
    types_are_guessed,
)
from harness.web.languages import is_in, slovenian_left, strip_names
from harness.web.malformed_input import forms_of
from harness.web.open_redirect import FOREIGN, FORMS, followed, naming, odd_forms

URL = "https://app.example/oidc/callback"
CSP, XFO = "Content-Security-Policy", "X-Frame-Options"


def answer(
    *headers: tuple[str, str], source: str = "<p>stran</p>", status: int = 200, url: str = URL
) -> Answer:
    return Answer(url, status, HTTPHeaderDict(headers), source)


@pytest.mark.parametrize(
    ("headers", "others"),
    [
        ([], {"*"}),
        ([(XFO, "DENY")], set()),
        ([(XFO, "sameorigin")], set()),
        ([(XFO, "ALLOW-FROM https://app.example")], {"*"}),
        ([(CSP, "frame-ancestors 'none'")], set()),
        ([(CSP, "default-src 'none'; Frame-Ancestors 'self'")], set()),
        ([(CSP, "frame-ancestors 'self' https://app.example")], set()),
        ([(CSP, "frame-ancestors *"), (XFO, "DENY")], {"*"}),
        ([(CSP, "frame-ancestors https:")], {"*"}),
        ([(CSP, "frame-ancestors https://*")], {"*"}),
        ([(CSP, "frame-ancestors https://portal.example")], {"https://portal.example"}),
        ([(CSP, "frame-ancestors *"), (CSP, "frame-ancestors 'none'")], set()),
        ([(CSP, "default-src 'self'"), (XFO, "DENY")], set()),
        ([("Content-Security-Policy-Report-Only", "frame-ancestors 'none'")], {"*"}),
    ],
)
def test_who_may_frame_a_page(headers: list[tuple[str, str]], others: set[str]) -> None:
    assert framers(answer(*headers)) == others


@pytest.mark.parametrize(
    ("policy", "lets"),
    [
        ("", True),
        ("frame-ancestors 'none'", True),
        ("default-src 'self'", False),
        ("default-src 'self' 'unsafe-inline'", True),
        ("default-src 'none'; script-src 'self'", False),
        ("script-src 'self' 'unsafe-inline'", True),
        ("script-src 'self' 'unsafe-inline' 'nonce-abc'", False),
        ("script-src 'unsafe-inline' 'sha256-abc='", False),
        ("default-src 'self'; script-src-attr 'unsafe-inline'", True),
        ("default-src 'self'; style-src 'unsafe-inline'", False),
        ("default-src 'self' 'unsafe-inline', script-src 'self'", False),
    ],
)
def test_whether_inline_scripts_run(policy: str, lets: bool) -> None:
    assert lets_inline_scripts(answer((CSP, policy))) is lets


def test_a_policy_in_the_page_counts_for_scripts_and_not_for_frames() -> None:
    meta = "<meta http-equiv='Content-Security-Policy' content=\"{}\">"
    policy = "default-src 'self'; frame-ancestors 'none'"
    page = answer(source=meta.format(policy))
    assert not lets_inline_scripts(page)
    assert framers(page) == {"*"}


@pytest.mark.parametrize(
    ("said", "followed_policy"),
    [
        ("", "none"),
        ("no-referrer", "no-referrer"),
        ("Same-Origin", "same-origin"),
        ("no-referrer, strict-origin-when-cross-origin", "strict-origin-when-cross-origin"),
        ("no-referrer, something-newer", "no-referrer"),
    ],
)
def test_which_referrer_policy_is_followed(said: str, followed_policy: str) -> None:
    assert referrer_policy(answer(("Referrer-Policy", said))) == followed_policy


def test_what_else_headers_say() -> None:
    assert types_are_guessed(answer())
    assert not types_are_guessed(answer(("X-Content-Type-Options", "NoSniff")))
    assert is_stored(answer(("Cache-Control", "private, no-cache, max-age=0")))
    assert not is_stored(answer(("Cache-Control", "max-age=0, no-cache, No-Store, private")))
    assert not is_shared(answer(status=302))
    assert not is_shared(answer(("Cache-Control", "private, max-age=60")))
    assert not is_shared(answer(("Cache-Control", "max-age=0")))
    assert is_shared(answer(("Cache-Control", "s-maxage=60")))
    assert is_shared(answer(("Cache-Control", "Public")))
    assert seconds_of_tls_only(answer()) == 0
    hsts = ("Strict-Transport-Security", 'includeSubDomains; max-age="31536000"')
    assert seconds_of_tls_only(answer(hsts)) == 31536000
    assert is_page(answer(("Content-Type", "text/html; charset=utf-8"), status=404))
    assert not is_page(answer(("Content-Type", "application/json")))
    assert not is_page(answer(("Content-Type", "text/html"), status=302))


def test_who_may_read_is_one_origin_that_gets_cookies() -> None:
    allowed, cookies = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
    (origin, *_) = (one for _, one in foreign_origins(URL))
    assert may_read(answer((allowed, origin), (cookies, "true")), origin)
    assert not may_read(answer((allowed, origin)), origin)
    assert not may_read(answer((allowed, "*"), (cookies, "true")), origin)
    assert not may_read(answer((allowed, "https://app.example"), (cookies, "true")), origin)
    assert not may_read(answer(), origin)
    assert (
        dict(foreign_origins("http://app.example:81/x")).keys() | {"its own name without TLS"}
        == dict(foreign_origins(URL)).keys()
    )
    assert all(one != "https://app.example" for _, one in foreign_origins(URL))


@pytest.mark.parametrize(
    "told",
    [
        "<pre>Traceback (most recent call last)</pre>",
        'File <cite>"/srv/app/app.py"</cite>, line <em>12</em>',
        "<!-- at si.mpv.Login.callback(Login.java:42) -->",
        "TypeError: x<br> at Object.&lt;anonymous&gt; (/app/server.js:3:7)",
        "java.lang.NullPointerException",
        "<b>Warning</b>: x in <b>/var/www/html/index.php</b>",
        r"at Mpv.Login.Back() in C:\apps\mpv\Login.cs:line 4",
        "<hr><center>nginx/1.18.0</center>",
        "Apache Tomcat/9.0.1",
        "ASP.NET Version:4.0.30319",
    ],
)
def test_the_inside_is_found(told: str) -> None:
    assert told_by(answer(source=told, status=500))


@pytest.mark.parametrize(
    "header",
    [("Server", "Apache/2.4.62 (Debian)"), ("X-Powered-By", "PHP/8"), ("X-AspNet-Version", "4.0")],
)
def test_a_version_in_a_header_is_found(header: tuple[str, str]) -> None:
    assert told_by(answer(header))


@pytest.mark.parametrize(
    "source",
    [
        '<a href="/home/index/1">Domov</a><script src="/opt/x/y.js">window.onerror: 1</script>',
        "<script>var app = {onError: function() {}, version: 'Express 4.18.2'}</script>",
        "<pre>Cannot GET /oidc/callback</pre>",
        "<p>Express 24 ur, odprto od 8:30 (Python 3 za začetnike)</p>",
        "<p>We are at home (open from 8:30), error: none</p>",
        "<p>Napaka: oznaka dogodka 3f2a/99-1</p>",
        "Not Found",
    ],
)
def test_what_conforming_pages_say_is_not_the_inside(source: str) -> None:
    server, powered = ("Server", "nginx"), ("X-Powered-By", "Express")
    assert told_by(answer(server, powered, source=source, status=404)) is None


def test_forms_of_other_sites_are_left_alone() -> None:
    source = """<form method=post action=/out><input type=hidden name=t value=1></form>
        <form action=https://search.example/><input name=q></form>
        <form action=?a=1><input name=q><textarea name=n></textarea><input type=submit name=s>"""
    out, search = forms_of(answer(source=source))
    assert (out.method, out.url, out.is_typed_in) == ("POST", "https://app.example/out", False)
    assert search.method == "GET"
    assert search.filled("x") == [("q", "x"), ("n", "x"), ("s", "")]


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/a", "http://app.example/a"),
        ("//tuje.example/", "http://tuje.example/"),
        ("/\\tuje.example/", "http://tuje.example/"),
        ("\\\\tuje.example", "http://tuje.example"),
        ("/\t/tuje.example", "http://tuje.example"),
        ("///tuje.example/", "http://tuje.example/"),
        ("https:tuje.example", "https://tuje.example"),
        ("http:///tuje.example/", "http://tuje.example/"),
        ("http:tuje.example", "http://app.example/b/tuje.example"),
        ("/a?next=\\b", "http://app.example/a?next=\\b"),
    ],
)
def test_a_location_is_read_as_browsers_read_it(location: str, leads_to: str) -> None:
    assert led_to("http://app.example/b/", location) == leads_to


def test_a_foreign_goal_is_named_and_seen() -> None:
    address = naming("https://app.example/login?next=%2Fhome&tenant=mpv", f"//{FOREIGN}/")
    assert "tenant=mpv&next=%2F%2Ftuje.example%2F&return=" in address
    assert "home" not in address
    assert followed([Sent("GET", address), Sent("GET", f"https://{FOREIGN}/x")]) == [
        f"https://{FOREIGN}/x"
    ]


@pytest.mark.parametrize("goal", [*FORMS, *odd_forms("http://localhost:8080/")])
def test_each_form_leads_browsers_to_the_foreign_site(goal: str) -> None:
    """Those with `%` do when somebody has decoded them."""
    location = unquote(goal)
    scheme = "https" if location.startswith("http:") else "http"
    leads_to = led_to(f"{scheme}://localhost:8080/", location)
    assert followed([Sent("GET", leads_to)]) == [leads_to]


def test_the_own_site_is_not_foreign() -> None:
    own = ("http://localhost:8080/?next=//tuje.example/", "http://app.example/tuje.example")
    assert followed([Sent("GET", one) for one in own]) == []
    assert not [one for one in odd_forms("https://app.example/") if "tujeapp" in one]


def test_languages_are_told_apart() -> None:
    assert is_in("sl", "Prijava z računom REKONO")
    assert is_in("sl", "REKONO")
    assert is_in("en", "REKONO")
    assert is_in("hr", "REKONO")
    assert not is_in("sl", "Welcome, please sign in with your account")
    assert is_in("en", "Welcome, please sign in with your account")
    assert not is_in("en", "Prijavite se z računom, ki ga že imate")
    assert slovenian_left("Sign in na stran") == ["na stran", "stran"]
    assert not slovenian_left(strip_names("Sign in, Ana Je", ["Ana Je"]))


@pytest.mark.parametrize(
    ("domain", "host", "gets"),
    [
        ("app.example", "app.example", True),
        ("app.example", "x.app.example", False),
        (".example", "app.example", True),
        (".app.example", "app.example", True),
        (".pp.example", "app.example", False),
    ],
)
def test_which_host_gets_a_cookie(domain: str, host: str, gets: bool) -> None:
    assert reaches(domain, host) is gets


@pytest.mark.parametrize(
    ("domain", "narrow", "beyond"),
    [
        ("app.example", True, False),
        (".app.example", False, False),
        (".example", False, True),
    ],
)
def test_how_wide_a_domain_is(domain: str, narrow: bool, beyond: bool) -> None:
    assert host_only(domain) is narrow
    assert reaches_beyond(domain, "app.example") is beyond
