"""Does the application ask REKONO in its own name, and with values that nobody can guess?"""

from __future__ import annotations

from random import SystemRandom
from urllib.parse import urlsplit

from harness.agents.http import HttpAgent
from harness.checks.application.application import Application
from harness.checks.application.between import parameters_of
from harness.checks.application.registry import check
from harness.checks.application.token_requests import redeemed
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.person import made_up_word
from harness.record.verdict import Mismatch, NotApplicable
from harness.web.entropy import fresh_bits

TIMES = 3
UNGUESSABLE = 120
"""Bits: 128 less what chance may make alike at the ends of a few values that are written out."""
FRESH = 64
"""Bits of a nonce, which nobody can try out one after the other."""
LOOPBACK = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}
"""Another name by which a machine reaches an application of its own."""


@check(
    "authorization-request",
    "RP-02",
    sl="Zahteva za pooblastitev je za kodo, v imenu aplikacije in za registriran naslov.",
    en="The authorization request is for a code, in the application's name, to a registered URI.",
)
def authorization_request(application: Application) -> None:
    """Each value as it is registered, to the last character."""
    about, findings = application.target.target, application.findings
    asked = application.begun(application.person()).authorization_requests()[-1]
    findings.expect("response_type", "code", asked.get("response_type"))
    findings.expect("client_id", about.client_id, asked.get("client_id"))
    uri, scope = asked.get("redirect_uri"), asked.get("scope", "")
    registered = uri in about.redirect_uris
    findings.require("redirect_uri", registered, " or ".join(about.redirect_uris), uri)
    findings.require("scope", "openid" in scope.split(), "openid among others", scope)


@check(
    "redirect-uri-of-another-name",
    "RP-02",
    sl="Naslov redirect_uri je registriran tudi, kadar kdo pride po drugem imenu strežnika.",
    en="The redirect_uri is the registered one, even if a person comes by another host name.",
)
def redirect_uri_of_another_name(application: Application) -> None:
    """By 127.0.0.1 in place of localhost; whoever does not answer there asks nothing wrong."""
    about = application.target.target
    asked = application.begun(application.person()).authorization_requests()[-1]
    application.findings.require(
        "redirect_uri by its name",
        asked.get("redirect_uri") in about.redirect_uris,
        " or ".join(about.redirect_uris),
        asked.get("redirect_uri"),
    )
    sent = _asked_by(application, _host_of_another_name(about.start))
    named = [one.get("redirect_uri", "") for one in sent]
    right = set(named) <= set(about.redirect_uris)
    application.findings.recommend(
        "redirect_uri by another name", right, f"{' or '.join(about.redirect_uris)}, or none", named
    )


def _host_of_another_name(start: str) -> str:
    parts = urlsplit(start)
    other = LOOPBACK.get(parts.hostname or "", f"{made_up_word(SystemRandom(), 5)}.invalid")
    return f"{other}:{parts.port}" if parts.port else other


def _asked_by(application: Application, host: str) -> list[dict[str, str]]:
    """List what is asked of REKONO when the application is called by another name."""
    about = application.target.target
    agent = HttpAgent({"Host": host}, offload=application.rig.offload, ca=about.ca, same_site=True)
    agent.stop_before(application.rig.provider.entrance)
    person, rig = application.person(), application.rig
    visitor = Visitor(agent, person, rig, application.recorder)
    try:
        visitor.go_to_rekono()
    except (Mismatch, TargetUnreachable) as problem:
        application.recorder.note(f"as {host}", str(problem))
    try:
        seen = agent.seen().url
    except IndexError:  # no page at all
        return []
    finally:
        visitor.close()
    application.recorder.note(f"as {host}", seen.partition("?")[0])
    return _of(visitor, seen)


def _of(visitor: Visitor, address: str) -> list[dict[str, str]]:
    return [parameters_of(address)] if visitor.is_at_rekono else []


def _requests(application: Application) -> list[dict[str, str]]:
    """Begin several sign-ins in one window, and one in another."""
    visitor, other = application.begun(application.person()), application.person()
    for _ in range(TIMES - 1):
        with application.as_control("the way to REKONO"):
            visitor.go_to_rekono()
    sent = visitor.authorization_requests() + application.begun(other).authorization_requests()
    application.findings.require("requests to REKONO", len(sent) > TIMES, f"> {TIMES}", len(sent))
    return sent


def _bits(values: list[str]) -> float:
    return fresh_bits(values) if all(values) and len(set(values)) == len(values) else 0


def _told(values: list[str], bits: float) -> str:
    return f"{bits:.0f}" if any(values) else "it sends none"


@check(
    "state-is-fresh",
    "RP-03",
    sl="Vsaka prijava ima nov state, ki ga ni mogoče uganiti.",
    en="Each sign-in has a fresh state that cannot be guessed.",
)
def state_is_fresh(application: Application) -> None:
    """All are different, and what differs is long enough; PKCE may stand in for it (RFC 9700, 2.1).

    Whether a foreign callback signs somebody in without a state, RP-04 sees.
    """
    sent = _requests(application)
    states = [one.get("state", "") for one in sent]
    challenges = [one.get("code_challenge", "") for one in sent]
    if not any(states) and _bits(challenges) >= UNGUESSABLE:
        raise NotApplicable(
            "the application sends no state: PKCE ties the answer to the browser (RFC 9700, 2.1)"
        )
    found = _bits(states)
    application.findings.require(
        "fresh bits of state", found >= UNGUESSABLE, f"at least {UNGUESSABLE}", _told(states, found)
    )


@check(
    "nonce-is-fresh",
    "RP-05",
    sl="Vsaka prijava ima nov nonce, ki ga ni mogoče uganiti.",
    en="Each sign-in has a fresh nonce that cannot be guessed.",
)
def nonce_is_fresh(application: Application) -> None:
    """Judge nonce as state is judged; nothing stands in for it."""
    nonces = [one.get("nonce", "") for one in _requests(application)]
    found = _bits(nonces)
    application.findings.recommend(
        "fresh bits of nonce", found >= FRESH, f"at least {FRESH}", _told(nonces, found)
    )


@check(
    "pkce",
    "RP-07",
    sl="Vsaka prijava uporablja PKCE z metodo S256 in novim code_verifier.",
    en="Each sign-in uses PKCE with S256 and a fresh code_verifier.",
)
def pkce(application: Application) -> None:
    """Judge the challenge, which is new each time, and the verifier that arrives with the code."""
    findings, sent = application.findings, _requests(application)
    methods = {one.get("code_challenge_method") for one in sent}
    findings.recommend("code_challenge_method", methods == {"S256"}, {"S256"}, methods)
    found = _bits([one.get("code_challenge", "") for one in sent])
    findings.recommend(
        "fresh bits of code_challenge", found >= UNGUESSABLE, f">= {UNGUESSABLE}", f"{found:.0f}"
    )
    person = application.person()
    application.control(person)
    if not application.sees("the code_verifier, which a provider requires that knows a challenge"):
        return
    codes = redeemed(application.reached(person))
    application.record_reached("what reached REKONO", codes)
    arrived = bool(codes) and all("code_verifier" in one["form"] for one in codes)
    findings.recommend("code_verifier at the token endpoint", arrived, "there", arrived)
