"""What does an application do at a fault, and is that what a conforming one must?"""

from __future__ import annotations

from typing import Any

from .examined import Browser, Examined

Fault = dict[str, Any]


def wrong_at(app: Examined, fault: Fault) -> str:
    """Why an application is not right at a fault; empty when it is."""
    name = str(fault["id"])
    browser = app.browser()
    with app.provider.fault(name, "" if fault["exclusive"] else app.client_id):
        return _JUDGES[fault["met_by"]](browser, fault)


def conforming_sign_in(app: Examined) -> str:
    """Why a conforming sign-in does not work; empty when it does."""
    browser = app.browser()
    page = browser.sign_in()
    if page.status_code != 200 or browser.shown != browser.name:
        return f"a conforming sign-in shows {browser.shown!r}, {page.status_code}"
    return ""


def _sign_in(browser: Browser, fault: Fault) -> str:
    browser.sign_in()
    if not browser.clear and not browser.shown:
        return f"no clear page: {browser.page.status_code}"
    if browser.tree.css_first("main img, main script"):
        return "the provider's words are markup"
    must = fault["must"]
    landed, shown = browser.page.status_code, browser.shown
    inside = browser.signed_in
    if must == "accepted":
        return "" if inside and landed == 200 and shown else f"not accepted: {landed}"
    if must == "refused":
        return "" if not inside else "not refused"
    return "" if inside == (landed == 200) else f"half-made: {landed}, signed in: {inside}"


def _logout_token(browser: Browser, fault: Fault) -> str:
    browser.sign_in()
    browser.end_at_provider()
    statuses, lives = browser.told(), browser.signed_in
    right = {"refused": ([400], True), "accepted": ([200], False), "coped": ([200, 400], False)}
    if fault["expected"] == "acknowledgement_allowed" and statuses == [200]:
        statuses = [400]
    wrong = (statuses, lives) != right[fault["must"]]
    return f"answered {statuses}, lives on: {lives}" if wrong else ""


def _return(browser: Browser, fault: Fault) -> str:
    browser.sign_in()
    browser.press("/sign-out")
    back = browser.page.url.startswith(browser.app.start) and browser.clear
    return "" if back and not browser.signed_in else "no clear page after signing out"


def _refresh(browser: Browser, fault: Fault) -> str:
    """Let the access token end so soon that each page asks the provider again."""
    browser.sign_in()
    lives = browser.signed_in
    asked = [entry["form"]["grant_type"] for entry in browser.app.log("token")]
    if "refresh_token" not in asked:
        return f"no refresh: {asked}"
    return "not refused" if lives else ""


_JUDGES = {
    "sign_in": _sign_in,
    "back_channel_logout": _logout_token,
    "sign_out": _return,
    "refresh": _refresh,
}
