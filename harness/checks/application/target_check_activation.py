"""Does the target file of an activation service fit? What it says of codes, and behind them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress

from harness.checks.application.audit_trail import about, entries, kinds
from harness.checks.application.nothing import Nothing
from harness.checks.application.places import locator_of
from harness.checks.application.protected_application import protected_application
from harness.checks.application.target import Landmark
from harness.checks.application.target_check import TargetCheck
from harness.checks.application.target_remedies import MARK, USELESS
from harness.checks.application.visitor import Visitor
from harness.pages.activation import CODE, CONFIRM, Activation
from harness.record.verdict import Mismatch, PreconditionMissing

ISSUES = "let the command issue a code to {email}, and print it as its last word"
CALLED = "name the field and the button as the published instruction does"
PRINTS = "let the command print one JSON object a line: what, at, who (the sub), code_hash, why"
STARTS = "start the application, or say how in protected_application.command"
LEADS_ON = "name what leads to the application on the page of an active person"
LETS_IN = "name what its first page shows exactly when the person is in; what it offers is here"


class ActivationTargetCheck(TargetCheck):
    """One try of the target file of an activation service."""

    def _more(self) -> None:
        if not (self._target.activated and self._target.codes):
            return  # the file was of another profile
        guest = self._visitor()
        with self._line("codes.command issues a code", ISSUES, guest, vital=True):
            code = _printed("a code as the last word", lambda: self.rig.issue(guest.person))
        self._activated(guest, self._target.activated, code)
        if self._target.audit:
            self._recorded(guest)
        if self._target.protected_application:
            self._protected(guest)

    def _activated(self, guest: Visitor, mark: Landmark, code: str) -> None:
        pages = Activation(guest.agent, self._target.target.start)
        with self._line("activated.shows not before activation", USELESS, guest):
            guest.sign_in()
            self._shows_not(guest, mark.shows)
        with self._line(f"“{CODE}” and “{CONFIRM}” after the sign-in", CALLED, guest, vital=True):
            there = guest.agent.offers(CODE) and guest.agent.offers(CONFIRM)
            self._require(there, f"a field “{CODE}” and a button “{CONFIRM}”", guest)
        with self._line("activated.shows after the confirmation", MARK, guest, vital=True):
            pages.confirm(code)
            self._shows(guest, mark.shows)

    def _recorded(self, guest: Visitor) -> None:
        with self._line("audit.command prints the activation", PRINTS, guest):
            found = entries(_printed("the trail", self.rig.audit_trail))
            if not about(found, "activated", guest.person.sub):
                raise Mismatch("an entry “activated” of this person's sub", kinds(found))

    def _protected(self, guest: Visitor) -> None:
        with ExitStack() as opened:
            with self._line("the protected application answers", STARTS, guest, vital=True):
                rig, link = opened.enter_context(protected_application(self.rig))
            start = rig.target.target.start
            inside = Visitor(guest.agent, guest.person, rig, Nothing())
            with self._line(f"its link leads to {start}", LEADS_ON, guest, vital=True):
                guest.agent.press(locator_of(link))
                self._require(inside.has_come, start, guest)
            with self._line("protected_application.shows when the person is in", LETS_IN, inside):
                with suppress(Mismatch):  # REKONO asks nothing of whom it knows already
                    inside.sign_in()
                inside.open_and_wait()
                self._shows(inside, rig.target.signed_in.shows)


def _printed(wanted: str, command: Callable[[], str]) -> str:
    """Have a command of the target file run; Mismatch where it does not do it."""
    try:
        return command()
    except PreconditionMissing as problem:
        raise Mismatch(wanted, str(problem)) from problem
