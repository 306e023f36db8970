"""Does signing out end the application's session for good (OWASP ASVS 5.0, 7.4)?"""

from __future__ import annotations

from typing import Any

from harness.agents import Cookie
from harness.checks.application.application import Application, says_who
from harness.checks.application.identity_provider import front
from harness.checks.application.registry import check
from harness.checks.application.sender import bare
from harness.checks.application.token_words import claims_of
from harness.checks.application.visitor import Look, Session, Visitor
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.record.verdict import NotApplicable

PAGES_BACK = 2
"""From the page after signing out over REKONO's question to the page of the signed-in person."""


@check(
    "sign-out",
    "OUT-01",
    sl="Po odjavi gumb Nazaj in stari piškotek ne pokažeta ničesar.",
    en="After signing out, Back and the old cookie show nothing.",
)
def sign_out(application: Application) -> None:
    """Show the person with the copied cookie before, or it proves nothing afterwards."""
    person = application.person()
    visitor = application.control(person)
    cookies = visitor.agent.cookies(application.target.target.start)
    before = _by_cookies(application, visitor, cookies, "a copied cookie before signing out")
    named = says_who(visitor.look("before signing out").seen, person)
    visitor.sign_out()
    if named:
        _go_back(application, visitor)
    application.is_out(visitor.look("after signing out"), "the session after signing out")
    if before.session is Session.SIGNED_IN:
        after = _by_cookies(application, visitor, cookies, "the copied cookie after signing out")
        application.is_out(after, "the session of the copied cookie")


@check(
    "half-a-sign-out",
    "OUT-01",
    sl="Kdor se z odjave pri sistemu REKONO ne vrne, v aplikaciji ni več prijavljen.",
    en="Whoever does not come back from REKONO's sign-out is signed in no more.",
)
def half_a_sign_out(application: Application) -> None:
    """Stop where the way out leads to REKONO: that asks about its own session then."""
    steps = application.target.sign_out
    if steps is None:
        raise NotApplicable("the target file does not say what signs out ([sign_out])")
    if application.target.target.single_page:
        raise NotApplicable("its script signs out, and goes to REKONO by itself")
    agent, visitor = application.plain(application.person())
    with application.as_control("control: nothing goes wrong"):
        application.gets_in(visitor, "control: nothing goes wrong")
        visitor.open()
    agent.stop_before(front(application.rig.provider.entrance))
    visitor.act(steps.steps)
    gone = agent.seen().url
    agent.stop_before()
    if not application.rig.provider.is_page(gone):
        raise NotApplicable("signing out does not lead to REKONO")
    application.is_out(visitor.look("on the way out"), "the session while REKONO still asks")


def _by_cookies(
    application: Application, visitor: Visitor, cookies: list[Cookie], title: str
) -> Look:
    """Look by somebody's cookies, in another window."""
    thief = application.visitor(visitor.person)
    for cookie in cookies:
        application.rig.conceal(cookie)
        thief.agent.add_cookie(application.target.target.start, cookie.name, cookie.value)
    return thief.look(title)


def _go_back(application: Application, visitor: Visitor) -> None:
    for number in range(1, PAGES_BACK + 1):
        try:
            visitor.agent.back()
            visitor.await_script()
        except TargetUnreachable as problem:  # a form that would have to be sent again
            application.recorder.note("Back", str(problem))
            return
        seen, person = visitor.agent.seen(), visitor.person
        application.findings.require(
            f"{number} pages back",
            not says_who(seen, person),
            f"nothing of “{person.name}”",
            str(seen),
        )


@check(
    "sign-out-at-rekono",
    "OUT-02",
    sl="Odjava pri REKONO pošlje id_token_hint in registriran naslov, kjer oseba tudi pristane.",
    en="Logout at REKONO sends id_token_hint and a registered address, where the person lands.",
)
def sign_out_at_rekono(application: Application) -> None:
    """Compare the hint with the ID token that REKONO issued at this sign-in."""
    registered, findings = application.target.target.post_logout_redirect_uris, application.findings
    if not registered:
        raise NotApplicable("no address is registered (target.post_logout_redirect_uris)")
    person = application.person()
    visitor = application.control(person)
    visitor.sign_out()
    asked = visitor.sign_out_requests()
    findings.require("requests to sign out", bool(asked), "at least one", len(asked))
    sent = asked[0]
    hinted = "id_token_hint" in sent
    findings.recommend("id_token_hint", hinted, "among what is sent", sorted(sent))
    uri = sent.get("post_logout_redirect_uri")
    known = " or ".join(registered)
    findings.require("post_logout_redirect_uri", uri in registered, known, uri)
    if hinted:
        _is_own(application, person, claims_of(sent["id_token_hint"]))
    came, seen = visitor.lands_at(*registered), visitor.agent.seen()
    findings.require("where the person lands", came, uri, bare(seen.url))


def _is_own(application: Application, person: Person, hint: dict[str, Any]) -> None:
    """Require that the hint is the person's; who knows no `sub` sees who issued it, and to whom."""
    if person.sub:
        application.findings.expect("whom the hint names", person.sub, hint.get("sub"))
        return
    application.findings.expect("who issued the hint", application.rig.issuer, hint.get("iss"))
    audience, client_id = hint.get("aud"), application.target.target.client_id
    own = client_id == audience or (isinstance(audience, list) and client_id in audience)
    application.findings.require("whom the hint was issued to", own, client_id, audience)
