"""Does a logout token end the session that it names, and no bad one any (Back-Channel Logout 1.0)?

The person signs out at REKONO by a window that the application never sees, so that nothing but the
logout token can end the session in the person's own.
"""

from __future__ import annotations

from harness.checks.application.application import Application
from harness.checks.application.fault import Fault, faults_met_by
from harness.checks.application.registry import check, fault_check
from harness.checks.application.sign_out_at_rekono import sign_out_at_rekono
from harness.checks.application.token_requests import Logged
from harness.checks.application.visitor import Visitor
from harness.record.verdict import NotApplicable, PreconditionMissing

DONE = (200, 204)
"""204 is what some frameworks make of an empty 200 (2.8)."""
REFUSED = 400
MAY_BE_ACKNOWLEDGED = "acknowledgement_allowed"
"""Expected of a token that is in order, but ends nothing here: 200 is as good as 400."""


def _needed(application: Application) -> None:
    if not application.target.target.backchannel_logout_uri:
        raise NotApplicable("no address is registered (target.backchannel_logout_uri)")


def _told(application: Application, visitor: Visitor) -> list[Logged]:
    """End a person's session at REKONO; gives how each logout token was answered."""
    newest = application.newest()
    sign_out_at_rekono(application, visitor)
    told = application.asked_since(newest, visitor.person, "backchannel_logout")
    application.record_reached("logout tokens and their answers", told)
    if not told:
        raise PreconditionMissing("REKONO sent the application nothing")
    return told


def _statuses(told: list[Logged]) -> list[int]:
    return [one["status"] for one in told]


@check(
    "back-channel-logout",
    "OUT-04",
    sl="Odjavni žeton konča natanko tisto sejo, aplikacija pa odgovori z 200 brez predpomnjenja.",
    en="A logout token ends exactly that session, and the application answers 200, not cached.",
)
def back_channel_logout(application: Application) -> None:
    """Expect the same person's session in another browser to live on, and another person's too."""
    _needed(application)
    person, other = application.person(), application.person()
    left, stays = application.control(person), application.control(person)
    neighbour, findings = application.control(other), application.findings
    (told,) = _told(application, left)
    application.is_out(left.look("the session that was ended"), "the session that was ended")
    application.is_in(stays.look("another browser"), "the person's session elsewhere")
    application.is_in(neighbour.look("another person"), "another person's session")
    status, kept = told["status"], told["cache_control"] or ""
    findings.require("answer to the logout token", status in DONE, DONE[0], status)
    findings.recommend("Cache-Control of the answer", "no-store" in kept, "no-store", kept)


def _examine(application: Application, fault: Fault) -> None:
    """Let the tokens that end a session be met by one that began before another ended.

    Each other value costs a sign-in: the session at REKONO has ended, this one must live on.
    """
    _needed(application)
    person = application.person()
    control = application.control(person)
    younger = application.control(person) if fault.must == "accepted" else None
    answers = _statuses(_told(application, control))
    if answers[0] not in DONE:
        raise PreconditionMissing(f"control: a valid logout token was answered with {answers[0]}")
    with application.as_control("control: a valid logout token"):
        application.is_out(control.look("control: a valid logout token"), "control")
    if younger:
        application.is_in(younger.look("another browser"), "the person's session elsewhere")
    _judge(application, fault, younger or application.control(person), fault.id)
    for variant in fault.variants:
        application.recorder.note("another value", variant)
        _judge(application, fault, application.control(person), fault.numbered(variant))


def _judge(application: Application, fault: Fault, visitor: Visitor, named: str) -> None:
    """End somebody's session at REKONO under a fault, and judge what comes of the other."""
    with application.fault(named, visitor.person):
        statuses = _statuses(_told(application, visitor))
    _JUDGES[fault.must](application, fault, visitor, statuses)


Statuses = list[int]


def _refused(application: Application, fault: Fault, visitor: Visitor, statuses: Statuses) -> None:
    application.is_in(visitor.look("the session after it"), "the session lives on")
    allowed = [REFUSED, *(DONE if fault.expected == MAY_BE_ACKNOWLEDGED else ())]
    right = statuses[0] in allowed
    application.findings.require("answer to the logout token", right, allowed, statuses[0])


def _accepted(application: Application, fault: Fault, visitor: Visitor, statuses: Statuses) -> None:
    application.is_out(visitor.look("the session after it"), f"the session after {fault.id}")
    right = statuses[0] in DONE
    application.findings.require("answer to the logout token", right, DONE[0], statuses[0])


def _coped(application: Application, fault: Fault, visitor: Visitor, statuses: Statuses) -> None:
    """To remember the tokens of a while is an option of 2.6; it is recommended."""
    _accepted(application, fault, visitor, statuses)
    application.findings.recommend(
        "answers to a token that comes twice", statuses[1:] == [REFUSED], REFUSED, statuses[1:]
    )


_JUDGES = {"refused": _refused, "accepted": _accepted, "coped": _coped}


for _fault in faults_met_by("back_channel_logout"):
    fault_check(_fault, _examine)
