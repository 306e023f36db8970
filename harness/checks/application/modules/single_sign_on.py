"""Does a sign-in at REKONO do for this application, too, and does the person stay the same?"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor


@check(
    "single-sign-on",
    "SSO-01",
    sl="Kdor je v REKONO že prijavljen, vstopi brez novega vpisa gesla.",
    en="Whoever is signed in at REKONO already gets in without typing the password again.",
)
def single_sign_on(application: Application) -> None:
    """Let REKONO ask for a second factor, or for more proof, but not for the password."""
    visitor = _known_at_rekono(application)
    visitor.open()
    visitor.act(application.target.sign_in.steps)
    if application.target.target.single_page:
        visitor.agent.await_any(
            application.target.signed_in.shows.locator, *application.rig.pages.landmarks
        )
    asks = visitor.is_asked_for_password
    sent = visitor.authorization_requests()[-1] if visitor.asked() else {}
    why = ", ".join(f"{name}={sent[name]}" for name in ("prompt", "max_age") if name in sent)
    actual = f"the password; the application sends {why or 'neither prompt nor max_age'}"
    application.findings.require("what REKONO asks for", not asks, "no password", actual)
    visitor.pass_rekono()
    visitor.await_landing()
    application.is_in(visitor.look("the session"), "who was signed in at REKONO")


def _known_at_rekono(application: Application) -> Visitor:
    """Give somebody a window in which REKONO knows them, and the application does not.

    They have signed in by another window, which stopped short of the application.
    """
    person, issuer = application.person(), application.rig.provider.entrance
    request = application.begun(person).asked()[-1]
    agent, elsewhere = application.plain(person)
    agent.stop_before(*application.target.target.redirect_uris)
    with application.as_control("a session at REKONO"):
        agent.open(request)
        elsewhere.pass_rekono()
    visitor = application.visitor(person)
    for cookie in agent.cookies(issuer):
        application.rig.conceal(cookie)
        visitor.agent.add_cookie(issuer, cookie.name, cookie.value)
    return visitor


@check(
    "changed-name-and-address",
    "SSO-02",
    sl="Kdor si v REKONO spremeni ime in e-naslov, vstopi kot ista oseba z novim imenom.",
    en="Who has changed name and e-mail address at REKONO gets in as the same, by the new name.",
)
def changed_name_and_address(application: Application) -> None:
    """Know the account by iss and sub; name and address should be what REKONO says today.

    Who still goes by the old name has entered the account that is theirs.
    """
    before = application.person()
    application.control(before)
    other = application.another()
    facts = {
        "email": other.email.replace("@", f"-{len(before.email)}@"),
        "given_name": other.given_name,
        "family_name": other.family_name,
    }
    application.rig.rekono.patch(f"people/{before.email}", facts)
    look = application.gets_in(application.visitor(before.knowing(**facts)), "after the change")
    if application.target.signed_in.person is not None:
        own, shown = before.name in look.person, other.name in look.person
        title, actual = "whom the page shows", look.person or "no name"
        application.findings.require(title, own or shown, "the person, by either name", actual)
        application.findings.recommend("the name that is shown", shown, other.name, actual)
