"""Is every other code refused, with a word for the person, and is nobody activated by it?"""

from __future__ import annotations

import re

from harness.checks.application.activation_user import (
    NEVER_ISSUED,
    SUPPORT,
    ActivationUser,
    activate,
    bare,
    require_inactive,
    with_code,
)
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.person import Person
from harness.web.near_codes import NEAR_CODES

RUBBISH = {
    "nothing": "",
    "another script": "Жшђ4-Ω",
    "ten thousand characters": "A" * 10_000,
    "markup": "<script>alert(1)</script>",
    "SQL": "' OR '1'='1",
    "too few characters": "AB",
}
REFUSED = 400
OTHER_REASONS = ("uporabljen", "potek", "preklic")
REFERENCE = re.compile(r"\b(?=[\w-]*(?:\d|[A-Z]{2}))[\w-]{4,}\b")
"""What is no word of a language: it has a digit, or capitals in a row."""


@check(
    "activation-unknown-code",
    "ACT-10",
    sl="Neznana koda je zavrnjena, stran pa navede podpora@mpv.si.",
    en="An unknown code is refused, and podpora@mpv.si is named.",
)
def unknown(application: Application) -> None:
    """Type a code that was never issued; one single reason must not be one of another code."""
    newcomer = _refused(application, application.person(), NEVER_ISSUED, SUPPORT)
    said = " ".join(newcomer.agent.seen().alerts).casefold()
    reasons = [stem for stem in OTHER_REASONS if stem in said]
    application.findings.require("why, as the person is told", len(reasons) != 1, "the truth", said)


@check(
    "activation-nearly-right-code",
    "ACT-10",
    sl="Koda, ki ji do prave nekaj manjka, ne aktivira nikogar.",
    en="A code that is nearly the right one activates nobody.",
)
def nearly_right(application: Application) -> None:
    """Each by somebody else; the code itself stays good for its owner."""
    owner, code = with_code(application)
    for what, nearly in NEAR_CODES.items():
        person = application.person()
        newcomer = ActivationUser(application, person)
        newcomer.sign_in()
        newcomer.confirm_instead(nearly(code))
        newcomer.require_refused(f"the code, {what}")
        require_inactive(application, person)
    owner.activate(code, "the code itself, in the end")


@check(
    "activation-expired-code",
    "ACT-11",
    sl="Potekla koda je zavrnjena, oseba pa izve, da je potekla.",
    en="An expired code is refused, and the person learns that it expired.",
)
def expired(application: Application) -> None:
    """Type a code that expired before."""
    person = application.person()
    _refused(application, person, application.rig.issue(person, "expired"), "potek", SUPPORT)


@check(
    "activation-revoked-code",
    "ACT-14",
    sl="Preklicana koda je zavrnjena.",
    en="A revoked code is refused.",
)
def revoked(application: Application) -> None:
    """Type a code that was revoked before."""
    person = application.person()
    _refused(application, person, application.rig.issue(person, "revoked"))


@check(
    "activation-new-code-voids-old",
    "ACT-14",
    sl="Nova koda razveljavi staro.",
    en="A new code voids the old one.",
)
def new_code(application: Application) -> None:
    """Type the old code, which is refused, then the new one, which activates."""
    person = application.person()
    old, new = (application.rig.issue(person) for _ in range(2))
    newcomer = _refused(application, person, old)
    newcomer.confirm_instead(new)
    newcomer.require_active("the new code")


@check(
    "activation-used-code",
    "ACT-12",
    sl="Koda, ki jo je porabil nekdo drug, je zavrnjena; prvi ostane aktiven.",
    en="A code that somebody else has used is refused; the first person keeps access.",
)
def used(application: Application) -> None:
    """Two people, one code."""
    (first, code), other = with_code(application), application.person()
    first.activate(code, "control: its owner")
    _refused(application, other, code)
    first.agent.reload()
    first.require_active("its owner, afterwards")


@check(
    "activation-rubbish",
    "ACT-15",
    sl="Kar ni koda, je zavrnjeno pri polju, nikoli z napako strežnika.",
    en="Malformed codes are refused at the field, never with a server error.",
)
def rubbish(application: Application) -> None:
    """All in one window: none of it activates."""
    person = application.person()
    newcomer = ActivationUser(application, person)
    newcomer.sign_in()
    for what, typed in RUBBISH.items():
        newcomer.confirm_instead(typed)
        newcomer.require_refused(what)
        seen = newcomer.agent.seen()
        told = bool(seen.alerts)
        refused = seen.status >= REFUSED
        application.findings.require(f"{what}: the status", refused, "4xx", seen.status)
        application.findings.require(
            f"{what}: the error", told, "announced (role alert)", str(seen)
        )
    require_inactive(application, person)


@check(
    "activation-refusal-quotable",
    "SUP-02",
    sl="Ob zavrnjeni kodi sta naslov podpora@mpv.si in oznaka dogodka brez skrivnosti.",
    en="A refused code comes with podpora@mpv.si and an event reference without a secret.",
)
def quotable(application: Application) -> None:
    """Find the reference as what differs when a person is refused the same code once more."""
    newcomer, code = with_code(application)
    newcomer.sign_in()
    pages = []
    for _ in range(2):
        newcomer.confirm_instead(NEVER_ISSUED)
        newcomer.require_refused("the confirmation")
        newcomer.require_words("whom to ask", SUPPORT)
        pages.append(newcomer.agent.seen())
    first, second = ({*REFERENCE.findall(page.text)} for page in pages)
    quoted = sorted(second - first)
    application.findings.require("a reference", bool(quoted), "one of this event", str(pages[1]))
    told = (bare(code), bare(NEVER_ISSUED), *map(bare, newcomer.person.secrets))
    secret = [word for word in quoted if bare(word) in told]
    application.findings.expect("secrets in the reference", [], secret)


def _refused(application: Application, person: Person, code: str, *words: str) -> ActivationUser:
    """Compare with somebody else's activation, which differs in the code only."""
    activate(application, application.person(), "control: a good code")
    newcomer = ActivationUser(application, person)
    newcomer.sign_in()
    newcomer.confirm_instead(code)
    newcomer.require_refused("the confirmation")
    newcomer.require_words("what the person reads", *words)
    require_inactive(application, person)
    return newcomer
