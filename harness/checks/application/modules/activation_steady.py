"""Is a code used once only, and does what was reached stay, whatever happens to the service?"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from harness.agents.http import HttpAgent
from harness.agents.loopback import own_address
from harness.checks.application.activation_user import (
    ActivationUser,
    require_active,
    require_inactive,
    with_code,
)
from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.record.verdict import Conclusion, NotApplicable

ROUNDS = 3
"""One race alone may be lost by luck."""
READY_WITHIN = 60.0
"""Seconds until both stand before the button."""


@check(
    "activation-at-the-same-instant",
    "ACT-22",
    sl="Če dve osebi hkrati potrdita isto kodo, je aktivirana natanko ena.",
    en="When two people confirm one code at the same moment, exactly one is activated.",
)
def same_instant(application: Application) -> None:
    """Over plain HTTP whoever looks otherwise: two windows of one browser are not at once."""
    if application.target.target.single_page:
        raise NotApplicable("its pages need a script, and two windows are not at once")
    for number in range(1, ROUNDS + 1):
        _race(application, f"round {number}")


def _race(application: Application, title: str) -> None:
    people = [application.person(), application.person()]
    code = application.rig.issue(people[0])
    shown = application.rig.offload(lambda: _confirm_at_once(application, people, code))
    application.findings.expect(f"{title}: people who are shown as active", 1, len(shown))
    for person in people:
        if person not in shown:
            require_inactive(application, person)


def _confirm_at_once(application: Application, people: list[Person], code: str) -> list[Person]:
    """Give those who are shown as active."""
    rig, door = application.rig.for_threads(), threading.Barrier(len(people))

    def confirm(person: Person) -> bool:
        agent = HttpAgent(ca=rig.target.target.ca, address=own_address())
        visitor = Visitor(agent, person, rig, application.recorder)
        try:
            newcomer = ActivationUser(application, person, visitor)
            newcomer.sign_in()
            newcomer.pages.type_code(code)
            door.wait(READY_WITHIN)
            newcomer.pages.confirm()
            return newcomer.sees_applications
        except threading.BrokenBarrierError:
            return False  # the other one has not come, and tells why
        except (Conclusion, TargetUnreachable):
            door.abort()
            raise
        finally:
            visitor.close()

    with ThreadPoolExecutor(len(people)) as pool:
        ended = [*pool.map(confirm, people)]
    return [person for person, active in zip(people, ended, strict=True) if active]


@check(
    "activation-restarts",
    "ACT-28",
    sl="Ponovni zagon storitve ne izgubi kode in aktivacije in nikogar ne aktivira dvakrat.",
    en="A restart of the service loses no code and no activation and activates nobody twice.",
    alone=True,
)
def restarts(application: Application) -> None:
    """At REKONO, before the confirmation, and after it; a person who is thrown out begins anew."""
    application.rig.require_process()
    (newcomer, code), other = with_code(application), application.person()
    newcomer.pages.open()
    newcomer.pages.type_code(code)
    newcomer.pages.sign_in()
    application.rig.restart()
    newcomer.visitor.pass_rekono()
    status = newcomer.agent.seen().status
    application.findings.require("back from REKONO", status < 500, "no server error", status)
    application.rig.restart()
    goes_on = ActivationUser(application, newcomer.person)
    goes_on.activate(code, "the code, after two restarts")
    with application.as_control("the used code, without a restart"):
        _refused(application, other, code)
    application.rig.restart()
    goes_on.agent.reload()
    if not goes_on.sees_applications:  # only the session has ended
        require_active(application, newcomer.person, "the activation, after another restart")
    _refused(application, other, code)
    require_inactive(application, other)


def _refused(application: Application, person: Person, code: str) -> None:
    newcomer = ActivationUser(application, person)
    newcomer.sign_in()
    newcomer.confirm_instead(code)
    newcomer.require_refused("a used code")
