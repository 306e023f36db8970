"""What does a conforming application do where no fault of the provider is needed to see it?

Each witness says what is wrong; nothing, when all is right.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests

from harness.web.entropy import fresh_bits

from .at_faults import conforming_sign_in
from .examined import SECRET, Browser, Examined, parameters_of

Witness = Callable[[Examined], str]
BITS = 128
AT_ONCE = 16


def fresh(name: str) -> Witness:
    """Look for a parameter of the authorization request that is new each time, and unguessable."""

    def witness(app: Examined) -> str:
        sent = [parameters_of(app.browser().leave()).get(name, "") for _ in range(3)]
        right = len(set(sent)) == len(sent) and fresh_bits(sent) >= BITS
        return "" if right else f"{name}: {sent}"

    return witness


def challenge_is_hashed(app: Examined) -> str:
    sent = parameters_of(app.browser().leave())
    return "" if sent.get("code_challenge_method") == "S256" else str(sent)


def registered_address(app: Examined) -> str:
    browser = app.browser()
    browser.http.headers["Host"] = "drugo-ime.primer.test"
    sent = parameters_of(browser.leave())["redirect_uri"]
    return "" if sent == f"{app.start}callback" else sent


def secret_stays(app: Examined) -> str:
    return "the secret is in the address" if SECRET in app.browser().leave() else ""


def level_is_asked_for(app: Examined) -> str:
    sent = parameters_of(app.browser().leave())
    return "" if {"acr_values", "claims"} & set(sent) else str(sent)


def attackers_code(app: Examined) -> str:
    """Send a code of another browser's sign-in, with the state of this one."""
    attacker, victim = app.browser(), app.browser()
    theirs = parameters_of(attacker.authorize(attacker.leave()))
    mine = parameters_of(victim.authorize(victim.leave()))
    victim.get(f"/callback?{urlencode({**mine, 'code': theirs['code']})}")
    return "signed in" if victim.signed_in else ""


def same_callback_again(app: Examined) -> str:
    browser = app.browser()
    callback = browser.authorize(browser.leave())
    browser.get(callback)
    asked = len(app.log("token"))
    page = browser.get(callback)
    right = page.status_code == 200 and browser.shown and len(app.log("token")) == asked
    return "" if right else f"{page.status_code}, {browser.shown!r}"


def tokens_stay(app: Examined) -> str:
    """No token in an address or in a cookie that a script can read."""
    browser = app.browser()
    browser.sign_in()
    jar = browser.http.cookies
    readable = [c.value or "" for c in jar if not c.has_nonstandard_attr("HttpOnly")]
    values = [value for url in browser.visited for _, value in parse_qsl(urlsplit(url).query)]
    return "".join(value for value in (*readable, *values) if value.startswith("eyJ"))


def authenticated_as_registered(app: Examined) -> str:
    app.browser().sign_in()
    (sent,) = app.log("token")
    return "the secret is in the form" if "client_secret" in sent["form"] else ""


def name_is_shown(app: Examined) -> str:
    """To somebody who has chosen English."""
    browser = app.browser()
    browser.get("/?lang=en")
    browser.sign_in()
    return "" if browser.shown == browser.name else f"{browser.name}: {browser.shown!r}"


def old_cookie(app: Examined) -> str:
    browser = app.browser()
    browser.sign_in()
    kept = browser.http.cookies.copy()
    browser.press("/sign-out")
    browser.http.cookies = kept
    return "still signed in" if browser.signed_in else ""


def comes_back(app: Examined) -> str:
    browser = app.browser()
    browser.sign_in()
    browser.press("/sign-out")
    (sent,) = app.log("endsession")
    return (
        ""
        if "id_token_hint" in sent["query"] and browser.page.url.startswith(app.start)
        else (f"{browser.page.url}: {sorted(sent['query'])}")
    )


def link_to_sign_out(app: Examined) -> str:
    browser = app.browser()
    browser.sign_in()
    browser.get("/sign-out")
    return "" if browser.signed_in else "signed out"


def other_session(app: Examined) -> str:
    """One of two sessions of a person ends at the provider."""
    one = app.browser()
    two = app.browser(one.person)
    one.sign_in()
    two.sign_in()
    one.end_at_provider()
    found = one.signed_in, two.signed_in
    return "" if found == (False, True) else f"signed in: {found}"


def younger_session(app: Examined) -> str:
    """Of two sessions of a person one ends by its name, then all of the person's."""
    one = app.browser()
    two = app.browser(one.person)
    one.sign_in()
    two.sign_in()
    one.end_at_provider()
    with app.provider.fault("logout_without_sid", app.client_id):
        two.end_at_provider()
    return "still signed in" if two.signed_in else ""


def frames(app: Examined) -> str:
    """Open the address in a frame of the provider's page, into which no cookie comes."""
    browser = app.browser()
    browser.sign_in()
    browser.end_at_provider()
    for frame in browser.tree.css("iframe"):
        requests.get(frame.attributes["src"] or "", timeout=10)
    return "still signed in" if browser.signed_in else ""


def two_in_a_browser(app: Examined) -> str:
    browser = app.browser()
    browser.sign_in()
    browser.press("/sign-out")
    second = app.browser()
    browser.person = second.person
    browser.sign_in()
    return "" if browser.shown == second.name else browser.shown


def same_email(app: Examined) -> str:
    """Two accounts with one e-mail address."""
    first = app.browser()
    first.sign_in()
    local, _, host = first.person["email"].partition("@")
    second = app.browser(app.provider.enrol(email=f"{local}+druga@{host}"))
    with app.provider.fault("same_email", app.client_id):
        second.sign_in()
    return "" if second.shown == second.name else second.shown


def another_subject(variant: str = "") -> Witness:
    """Let somebody come whose subject is nearly that of the first."""

    def seen(app: Examined) -> str:
        first = app.browser()
        first.sign_in()
        second = app.browser(first.person)
        with app.provider.fault(f"sub_of_another_in_other_case{variant}", app.client_id):
            second.sign_in()
        return first.name if second.shown == first.name else ""

    return seen


def nearly_same_email(variant: str) -> Witness:
    """Let somebody come whose e-mail address is the first one's, in one of its other forms."""

    def seen(app: Examined) -> str:
        first = app.browser()
        first.sign_in()
        local, _, host = first.person["email"].partition("@")
        second = app.browser(app.provider.enrol(email=f"{local}+druga@{host}"))
        with app.provider.fault(f"same_email{variant}", app.client_id):
            second.sign_in()
        return first.name if second.shown == first.name else ""

    return seen


def keys_after_rotation(app: Examined) -> str:
    """Sign in before and after the keys change."""
    app.browser().sign_in()
    with app.provider.fault("keys_rotated"):
        return conforming_sign_in(app)


def keys_at_unknown_ids(app: Examined) -> str:
    """Eight tokens with the same unknown key id."""
    app.browser().sign_in()
    before = _fetches(app)
    with app.provider.fault("unknown_kid", app.client_id):
        browser = app.browser()
        for _ in range(8):
            browser.sign_in()
    fetched = _fetches(app) - before
    return "" if 1 <= fetched <= 4 else f"fetched {fetched} times"


def _fetches(app: Examined) -> int:
    entries = app.provider.control.requests()
    return sum(entry["endpoint"] == "jwk" for entry in entries)


def others_are_served(app: Examined) -> str:
    """Pages open while somebody's sign-in waits for a slow provider."""
    waiting, other = app.browser(), app.browser()
    with app.provider.fault("token_endpoint_slow", app.client_id):
        callback = waiting.authorize(waiting.leave())
        thread = threading.Thread(target=waiting.get, args=(callback,))
        thread.start()
        served = 0
        while thread.is_alive():
            other.get("/")
            served += 1
    return "" if served > 5 else f"{served} pages while one waited"


def after_an_outage(app: Examined) -> str:
    with app.provider.fault("discovery_down"):
        browser = app.browser()
        for _ in range(3):
            browser.sign_in()
    return conforming_sign_in(app)


def many_at_once(app: Examined) -> str:
    """Sign in side by side; a slow provider keeps them together, however quick each of them is."""
    browsers = [app.browser() for _ in range(AT_ONCE)]
    callbacks = [browser.authorize(browser.leave()) for browser in browsers]
    together = threading.Barrier(AT_ONCE)

    def arrive(browser: Browser, callback: str) -> None:
        together.wait()
        browser.get(callback)

    threads = [
        threading.Thread(target=arrive, args=one) for one in zip(browsers, callbacks, strict=True)
    ]
    with app.provider.fault("token_endpoint_slow", app.client_id):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return ", ".join(f"{b.name}: {b.shown!r}" for b in browsers if b.shown != b.name)
