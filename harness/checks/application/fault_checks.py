"""Does the application do what is right when one thing goes wrong at REKONO?

Each fault that has a requirement of applications is a check. The control is the same person's
sign-in without it. A fault that was never met proves nothing: what reached REKONO tells.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace

from harness.checks.application.application import Application
from harness.checks.application.between import ISS_IN_ANSWER
from harness.checks.application.fault import KEYS_ANEW, SIGN_IN, Fault, faults_met_by
from harness.checks.application.fault_attempt import (
    LONGEST,
    FaultAttempt,
    NotStarted,
    try_anew,
    try_under,
)
from harness.checks.application.names import hosts_of
from harness.checks.application.registry import fault_check
from harness.checks.application.rig import Rig
from harness.checks.application.visitor import Session, Visitor
from harness.checks.registry import REGISTERED
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.record.verdict import NotApplicable, PreconditionMissing

BAD, UNHANDLED = 400, 500
"""The answer of who did not foresee it, unless the page is the refusal itself."""
CONTROL, ATTACK, AGAIN = "c", "a", "r"
ONCE, TWICE = ("ac", "ca"), (*("aac", "aca") * 6, "accca")
"""In which orders a newcomer's sign-ins come: the control, and the bad ones; at the end there may
be one of somebody who has signed in often."""
SENT = ("state", "nonce")
"""Parameters of an authorization request that some faults concern."""
KEYS = "jwk"
"""The endpoint at which keys are published, as the request log calls it."""
IN_A_WINDOW = 4
"""Tries in a row in one window: applications may bound how many sign-ins are begun there."""
REST = 61.0
"""Seconds after which keys are fetched again by who bounds that with a pause, as RP-20 advises."""


def register_faults(bound: set[str]) -> None:
    """Register a check for each fault at sign-in that no module looks at by itself.

    `bound` are the requirements of applications: a fault's first is the one it proves.
    """
    taken = {one.fault for one in REGISTERED.values()}
    for fault in faults_met_by(SIGN_IN):
        if fault.proves[0] in bound and fault.id not in taken:
            fault_check(fault, _examine)


def _examine(application: Application, fault: Fault) -> None:
    """Let the bad sign-in be any of a person's: no number tells it from the control.

    What has to be refused is tried twice, so that nobody can tell it by parity either, and in half
    of the checks once more by somebody who has signed in often.
    """
    _refuse_what_is_not_asked(application, fault)
    newcomer, twice = application.person(), fault.must == "refused" and not fault.slow
    if not twice or fault.exclusive:
        order = CONTROL + ATTACK if fault.exclusive else _drawn(application, ONCE)
        _examine_in(order, application, fault, {ATTACK: newcomer})
        return
    with application.regular() as regular:
        who = {ATTACK: newcomer} | ({AGAIN: regular} if regular else {})
        order = _drawn(application, TWICE) + (AGAIN if regular else "")
        _examine_in(order, application, fault, who)


def _examine_in(
    order: str, application: Application, fault: Fault, who: Mapping[str, Person]
) -> None:
    """Let people sign in, in this order."""
    tried: list[FaultAttempt | NotStarted] = []
    newcomer, control = who[ATTACK], None
    for deed in order:
        if deed == CONTROL:
            control = application.control(newcomer)
        else:
            application.pause()
            window = _window_of(who[deed], tried) if application.rig.is_at_mock else None
            tried.append(_under(application, fault, who[deed], window))
    if control is not None:
        _refuse_what_is_not_sent(fault, control)
    for one in tried:
        if application.rig.is_at_mock:
            application.record_reached("what reached REKONO", one.reached)
        if not one.met:
            raise _unmet(application.rig, fault, one)
        if isinstance(one, NotStarted):
            _starts(application, fault, one)
            continue
        usual = control.took if control else 0.0
        _judge(application, fault, replace(one, usual=usual))
    if control is not None and application.rig.is_at_mock and not application.target.asks_somebody:
        _try_variants(application, fault, newcomer)


def _judge(application: Application, fault: Fault, tried: FaultAttempt) -> None:
    for judge in _EXPECTED.get(fault.expected, (_MUST[fault.must],)):
        judge(application, tried)


def _try_variants(application: Application, fault: Fault, person: Person) -> None:
    """Try the other values, in an order that nobody knows, until one is taken for the right one.

    At the end the person gets in: who refuses them whatever comes has not looked at what came.
    """
    window: Visitor | None = None
    drawn = application.drawn("variants").sample(fault.variants, len(fault.variants))
    for number, variant in enumerate(drawn):
        window = window if number % IN_A_WINDOW else None
        with application.fault(fault.numbered(variant), person):
            tried = try_under(application, fault, person, window=window)
        if not tried.met:
            raise _unmet(application.rig, fault, tried)
        _judge(application, fault, replace(tried, variant=variant))
        window = tried.visitor if tried.look.session is Session.SIGNED_OUT else None
    if fault.variants and (window is not None or fault.must == "coped"):
        window = window or application.visitor(person)
        title = "a sign-in with nothing wrong after these"
        with application.as_control(title):
            application.attempt_again(window)
            application.is_in(window.look(title), title)


def _window_of(person: Person, tried: Sequence[FaultAttempt | NotStarted]) -> Visitor | None:
    """Give the window in which somebody has tried already and was refused; None: a fresh one."""
    for one in tried:
        if isinstance(one, FaultAttempt) and one.visitor.person is person:
            return one.visitor if one.look.session is Session.SIGNED_OUT else None
    return None


def _unmet(rig: Rig, fault: Fault, tried: FaultAttempt | NotStarted) -> Exception:
    """Say why a fault proves nothing that was never met."""
    if isinstance(tried, NotStarted):
        return TargetUnreachable(tried.why)
    if tried.stopped is not None:
        return PreconditionMissing(f"the way ended before anything was tried: {tried.stopped}")
    needs = ", ".join(sorted(fault.needs - tried.asked or fault.needs))
    kept = fault.exclusive and not rig.can_restart
    far = "; it may have kept the answer, and at a distance it cannot be started anew ([process])"
    return NotApplicable(f"the application did not ask: {needs}{far if kept else ''}")


def _starts(application: Application, fault: Fault, tried: NotStarted) -> None:
    """Whoever does not start with what must be refused has refused it; else it must start."""
    refuses = fault.must == "refused"
    expected = "it refuses what is wrong" if refuses else "it starts, and people get in later"
    application.findings.require("the application's start", refuses, expected, tried.why)


def _drawn(application: Application, orders: Sequence[str]) -> str:
    return application.drawn("fault").choice(orders)


def _under(
    application: Application, fault: Fault, person: Person, window: Visitor | None
) -> FaultAttempt | NotStarted:
    with application.fault(fault.id, None if fault.exclusive else person):
        tried = _try(application, fault, person, window)
        if fault.expected == KEYS_ANEW and _rests(tried):
            application.recorder.note("the keys were not asked for", f"again after {REST:g} s")
            application.rig.offload(lambda: threading.Event().wait(REST))
            tried = try_under(application, fault, person)
    if isinstance(tried, NotStarted):
        application.rig.restart()
    elif tried.look.session is Session.UNCLEAR:
        return _looked_at_again(tried)
    return tried


def _rests(tried: FaultAttempt | NotStarted) -> bool:
    """Whether somebody was refused unseen, which is right soon after keys were fetched."""
    if isinstance(tried, NotStarted):
        return False
    return tried.look.session is Session.SIGNED_OUT and KEYS not in tried.asked


def _looked_at_again(tried: FaultAttempt) -> FaultAttempt:
    """Look once more where the first page itself needs what went wrong, and so showed neither."""
    try:
        return replace(tried, look=tried.visitor.look("the session, REKONO in order again"))
    except TargetUnreachable:
        return tried


def _try(
    application: Application, fault: Fault, person: Person, window: Visitor | None
) -> FaultAttempt | NotStarted:
    """Try; once more after a fresh start where the application had kept what it would ask for."""
    rig = application.rig
    can_ask_anew = fault.exclusive and rig.can_restart
    if can_ask_anew and fault.needs & rig.shared.kept:
        return _of_a_fresh_one(fault, try_anew(application, fault, person))
    tried = try_under(application, fault, person, window=window)
    if tried.met or not can_ask_anew:
        return tried
    again = try_anew(application, fault, person)
    rig.shared.kept.update(fault.needs - tried.asked if again.met else ())
    return _of_a_fresh_one(fault, again)


def _of_a_fresh_one(fault: Fault, tried: FaultAttempt | NotStarted) -> FaultAttempt | NotStarted:
    """Who has just started has no key: to refuse without asking for one is to refuse unseen.

    That is wrong of a token that is right, and enough for one whose header tells.
    """
    if isinstance(tried, NotStarted):
        return tried
    unasked = "token" in tried.asked and fault.needs - tried.asked == {KEYS}
    out = tried.look.session is Session.SIGNED_OUT
    return replace(tried, met=tried.met or (fault.must != "coped" and unasked and out))


def _refuse_what_is_not_asked(application: Application, fault: Fault) -> None:
    """Refuse a fault that, by the target file or the provider's word, concerns nobody here."""
    about = application.target.target
    announced = application.rig.metadata.get(ISS_IN_ANSWER) is True
    concerned = {
        "iss": (announced, f"REKONO does not announce {ISS_IN_ANSWER}"),
        "acr": (bool(about.acr), "the application asks for no level (target.acr)"),
        "max_age": (about.max_age is not None, "it asks for no age (target.max_age)"),
        "second_port": _meets_the_second_port(application),
    }
    is_concerned, reason = concerned.get(fault.concerns, (True, ""))
    if not is_concerned:
        raise NotApplicable(reason)


def _meets_the_second_port(application: Application) -> tuple[bool, str]:
    """Whether its own server goes to a port of this machine, and judges what it meets there."""
    target = application.target
    if target.target.single_page:
        return False, "of a page made by scripts, the browser judges the certificates of servers"
    is_here = target.process is not None or not hosts_of(target)
    return is_here, "at a distance it cannot reach the second port of the mock"


def _refuse_what_is_not_sent(fault: Fault, control: Visitor) -> None:
    """Refuse a fault that concerns only who sends a parameter."""
    if fault.concerns in SENT and fault.concerns not in control.authorization_requests()[-1]:
        raise NotApplicable(f"the application sends no {fault.concerns}")


def _refused(application: Application, tried: FaultAttempt) -> None:
    application.is_out(tried.look, tried.titled("the session after what must be refused"))


def _unused(application: Application, tried: FaultAttempt) -> None:
    """Whoever is signed in by the ID token alone shows nothing of what UserInfo tells.

    Core 5.3.2 does not end the session: only what UserInfo tells must not be used then.
    """
    if tried.look.session is not Session.SIGNED_IN:
        _refused(application, tried)
        return
    if application.target.signed_in.person is None:
        raise NotApplicable(
            "the target file does not say where the person's name is shown (signed_in.person), so "
            "nobody can tell whether what UserInfo says is used"
        )
    name, title = tried.visitor.person.name, tried.titled("what comes from UserInfo")
    unused = name not in tried.look.person
    application.findings.require(title, unused, f"no “{name}”", str(tried.look))


def _accepted(application: Application, tried: FaultAttempt) -> None:
    application.is_in(tried.look, "the session after something unusual but valid")


def _should_accept(application: Application, tried: FaultAttempt) -> None:
    look = tried.look
    application.findings.recommend(
        "the session after something unusual but valid",
        look.session is Session.SIGNED_IN,
        Session.SIGNED_IN,
        str(look),
    )


def _coped(application: Application, tried: FaultAttempt) -> None:
    """Either is right, but in time, without an unhandled error, and the next try works.

    What a sign-in takes with nothing wrong is not counted: a busy machine is no slow application.
    """
    in_time = tried.seconds - tried.usual < LONGEST
    expected = f"less than {LONGEST:g} s beyond the {tried.usual:.1f} s with nothing wrong"
    took = f"{tried.seconds:.1f} s" + (f": {tried.stopped}" if tried.stopped else "")
    application.findings.require("time until the answer", in_time, expected, took)
    _is_clear(application, tried)
    _is_whole(application, tried)
    if not tried.variant:  # after these one more sign-in comes anyway
        application.gets_in(application.visitor(tried.visitor.person), "the next try")


def _is_whole(application: Application, tried: FaultAttempt) -> None:
    """Require that a page that says no leaves nobody signed in (no half-made session, RP-23)."""
    said_no = tried.landed is not None and tried.landed.status >= BAD
    session = tried.look.session
    either = (Session.SIGNED_OUT, Session.SIGNED_IN)
    whole = session in (either[:1] if said_no else either)
    expected = Session.SIGNED_OUT if said_no else "signed in, or not"
    actual = f"{tried.look}, after {tried.landed}" if said_no else str(tried.look)
    application.findings.require("the session", whole, expected, actual)


def _stops_early(application: Application, tried: FaultAttempt) -> None:
    """Nobody is sent to REKONO any more (Discovery 4.3)."""
    requests = sum(one["endpoint"] == "authorize" for one in tried.reached)
    application.findings.require("the authorization requests", not requests, "none", requests)


def _is_clear(application: Application, tried: FaultAttempt) -> None:
    """Require a page, be it one on the way: none came of whoever goes round in circles."""
    silent = tried.stopped and isinstance(tried.stopped.__cause__, TargetUnreachable)
    unhandled = tried.landed is not None and tried.landed.status == UNHANDLED
    came = str(tried.landed or tried.stopped)
    handled = tried.explained or not (silent or unhandled)
    application.findings.require("the page that comes", handled, EXPLAINS, came)


EXPLAINS = "a page that explains: no status 500, or plain words or a mark of [refused] that say no"
"""How a page is told from an error that nobody has caught."""
_MUST = {"refused": _refused, "accepted": _accepted, "coped": _coped}
_EXPECTED = {
    "explanation": (_refused, _is_clear),
    "should_be_accepted": (_should_accept,),
    "no_request": (_refused, _stops_early),
    "userinfo_unused": (_unused,),
}
"""What is judged where something in particular is expected."""
