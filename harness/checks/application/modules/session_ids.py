"""Can somebody make or guess what keeps others signed in?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.session_cookies import application_cookies, session_ways
from harness.record.verdict import NotApplicable
from harness.web.entropy import fresh_bits
from harness.web.published_keys import published_keys

GUESSABLE = 64
"""Bits that nobody tries out (OWASP Session Management Cheat Sheet)."""


@check(
    "session-id-guessable",
    "WEB-17",
    sl="Oznake seje ni mogoče uganiti iz drugih.",
    en="The id of a session cannot be guessed from others.",
)
def guessable(application: Application) -> None:
    """Compare ids of sessions, two of them one person's, by what differs; never say them.

    Where several cookies sign somebody in, each by itself, each must be hard to guess.
    """
    first = application.control(application.person())
    ways = session_ways(application, first)
    windows = [first, *(application.control(who) for who in (first.person, application.person()))]
    kept = [
        {one.name: one.value for one in application_cookies(application, window)}
        for window in windows
    ]
    for way in ways:
        _is_hard_to_guess(application, [one.name for one in way], kept)


def _is_hard_to_guess(
    application: Application, names: list[str], kept: list[dict[str, str]]
) -> None:
    ids = ["".join(cookies.get(name, "") for name in names) for cookies in kept]
    if not all(ids):
        raise NotApplicable("in another window its session has cookies of other names")
    bits = told_apart(ids)
    title = f"fresh bits of {', '.join(names)} in {len(ids)} sessions"
    application.findings.require(title, bits >= GUESSABLE, f"at least {GUESSABLE}", f"{bits:.0f}")


def told_apart(ids: list[str]) -> float:
    """Estimate by how many bits sessions differ.

    Where one person's are the same twice they are no ids, but what is known of the person, sealed:
    what counts is how far another's is from it.
    """
    different = list(dict.fromkeys(ids))
    return fresh_bits(different) if len(different) > 1 else 0


@check(
    "published-key",
    "WEB-18",
    sl="Piškotki niso podpisani s ključem, ki ga poznajo vsi.",
    en="Cookies are not signed by a key that everybody knows.",
)
def published_key(application: Application) -> None:
    """Try keys of documentation and examples on the forms of signatures that are known here."""
    visitor = application.control(application.person())
    about = application.target.target
    cookies = application_cookies(application, visitor)
    found = dict(published_keys(cookies, (about.client_id, about.name)))
    if not found:
        raise NotApplicable("no cookie is signed in a form that is known here")
    for name, key in found.items():
        title = f"the published key by which {name} is signed"
        application.findings.require(title, not key, "none", key or "none")
