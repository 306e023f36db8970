"""Does a target file fit the application? It is tried line by line, as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from harness.agents import Agent
from harness.checks.application import target_remedies as remedies
from harness.checks.application.configuration import Cause, cause_of
from harness.checks.application.legs import (
    BROWSER_TO_ISSUER,
    ISSUER_TO_APPLICATION,
    Leg,
    is_deployed,
)
from harness.checks.application.nothing import Nothing
from harness.checks.application.places import Place
from harness.checks.application.rig import Rig
from harness.checks.application.target import ApplicationTarget, Steps
from harness.checks.application.target_lines import Line, kept_page, same, where, words
from harness.checks.application.token_requests import Logged
from harness.checks.application.visitor import Visitor
from harness.errors import TargetUnreachable
from harness.person import Person
from harness.record.verdict import Mismatch, PreconditionMissing

SUCCESS = 400
"""Statuses from here on tell of an error (RFC 9110, 15)."""
UNAUTHORIZED = (401, 403)
"""Statuses with which a first page may rightly ask a person to sign in."""
USERINFO = "userinfo"
REFUSAL = "access_denied_by_provider"
"""The fault by which REKONO refuses a person."""
GRAVEST = 5
"""Exit code where nobody answers; it goes before the one of a file that does not fit."""


class Stopped(Exception):  # noqa: N818 - what was tried before tells why
    """What comes after makes no sense."""


@dataclass
class TargetCheck:
    """One try of a whole target file."""

    rig: Rig
    open_agent: Callable[[], Agent]
    show: Callable[[Line], None]
    _open: list[Visitor] = field(default_factory=list)
    _people: int = 0
    _got_in: bool = False
    _welcome_tells: bool = True
    """Whether what tells that somebody is signed in is not there when nobody is."""

    def run(self) -> None:
        """Try everything, until what follows would make no sense."""
        try:
            guest = self._visitor()
            self._leg(BROWSER_TO_ISSUER, guest)
            self._first_page(guest)
            self._to_rekono(guest)
            self._request(guest)
            self._through_rekono(guest)
            self._signed_in(guest)
            self._sign_out(guest)
            self._leg(ISSUER_TO_APPLICATION, guest)
            self._refused()
            self._more()
        except Stopped:
            pass
        finally:
            for visitor in self._open:
                visitor.close()

    def _leg(self, leg: Leg, guest: Visitor) -> None:
        if is_deployed(self.rig):
            with self._line(leg.title, leg.remedy, guest):
                leg.prove(self.rig, self.open_agent)

    # the parts ------------------------------------------------------------------------------

    def _first_page(self, guest: Visitor) -> None:
        start = self._target.target.start
        with self._line(f"the first page answers: {start}", remedies.STARTS, guest, vital=True):
            guest.open_and_wait()
            seen = guest.agent.seen()
            if seen.status >= SUCCESS and seen.status not in UNAUTHORIZED:
                raise Mismatch("a page", f"an error: {seen}")
            if self._target.signed_in.at:
                guest.open_telling()
        if self._target.signed_out is None:
            with self._line("the first page leads to REKONO by itself", remedies.LEADS, guest):
                self._require(guest.is_at_rekono, "REKONO's page", guest)
        else:
            with self._line("signed_out.shows when nobody is signed in", remedies.MARK, guest):
                self._shows(guest, self._target.signed_out.shows)
        with self._line("signed_in.shows not when nobody is signed in", remedies.USELESS, guest):
            self._welcome_tells = guest.agent.shown(self._target.signed_in.shows.locator) is None
            self._shows_not(guest, self._target.signed_in.shows)
        if self._target.refused:
            with self._line("refused.shows not when nothing was refused", remedies.USELESS, guest):
                for mark in self._target.refused.marks:
                    self._shows_not(guest, mark)

    def _to_rekono(self, guest: Visitor) -> None:
        if self._target.signed_in.at:
            guest.open_and_wait()
        self._steps("sign_in", self._target.sign_in, guest)
        with self._line("the sign-in reaches REKONO", self._configure, guest, vital=True):
            guest.await_rekono()
            there = any(guest.authorization_requests())
            self._require(there, f"a request to {self.rig.issuer}authorize", guest)

    def _request(self, guest: Visitor) -> None:
        about, asked = self._target.target, guest.authorization_requests()[-1]
        own = asked.get("client_id") or "none"
        with self._line("client_id", "write the same on both sides", guest, vital=True):
            same(about.client_id, own)
        uri = asked.get("redirect_uri") or "none"
        remedy = "put the exact address that the application sends into redirect_uris"
        with self._line("redirect_uri is registered", remedy, guest, vital=True):
            same(" or ".join(about.redirect_uris), uri, uri in about.redirect_uris)

    def _through_rekono(self, guest: Visitor) -> None:
        with self._line("a person signs in at REKONO", remedies.THROUGH, guest, vital=True):
            guest.pass_rekono()
            guest.await_landing()
            self._require(not guest.is_at_rekono, "the way back to the application", guest)

    def _signed_in(self, guest: Visitor) -> None:
        with self._line("the application lets the person in", remedies.ADMITS, guest, vital=True):
            self._open_telling(guest)
            if self._is_out(guest):
                raise Mismatch("another first page than before", self._tell(guest))
        self._got_in = True
        with self._line("signed_in.shows when somebody is signed in", remedies.MARK, guest):
            self._shows(guest, self._target.signed_in.shows)
        if self._target.signed_in.person:
            with self._line("signed_in.person shows the name", self._naming(), guest):
                self._names(guest, self._target.signed_in.person)
        if self._target.signed_in.opens:
            with self._line(
                "signed_in.opens when somebody is signed in, only then", remedies.OPENS, guest
            ):
                guest.learn_doors()
                if obstacle := self.rig.doors.obstacle:
                    raise Mismatch("a page for who is signed in only", obstacle)

    def _is_out(self, guest: Visitor) -> bool:
        """Whether the page is still that of a person who is not signed in."""
        goodbye, welcome = self._target.signed_out, self._target.signed_in.shows.locator
        if guest.is_at_rekono or goodbye is None:
            return guest.is_at_rekono
        welcomed = self._welcome_tells and guest.agent.shown(welcome) is not None
        return guest.agent.shown(goodbye.shows.locator) is not None and not welcomed

    def _sign_out(self, guest: Visitor) -> None:
        if self._target.signed_out:
            with self._line(
                "signed_out.shows not when somebody is signed in", remedies.USELESS, guest
            ):
                self._shows_not(guest, self._target.signed_out.shows)
        if self._target.sign_out is None:
            return
        self._steps("sign_out", self._target.sign_out, guest)
        with self._line("sign_out ends the application's session", remedies.LEAVES, guest):
            guest.leave()
            self._open_telling(guest)
            if looks_in := not self._is_out(guest):
                guest.agent.reload()
            self._require(self._is_out(guest), "the first page as nobody sees it", guest)
            if looks_in:
                self.show(kept_page(guest.person.name))
        registered = self._target.target.post_logout_redirect_uris
        for uri in sorted(guest.left_for()):
            with self._line("post_logout_redirect_uri is registered", remedies.AFTERWARDS, guest):
                same(" or ".join(registered) or "none", uri, uri in registered)

    def _refused(self) -> None:
        if self._target.refused is None or not self.rig.is_at_mock:
            return
        guest = self._visitor()
        self.rig.rekono.break_for(guest.person.email, REFUSAL)
        with self._line("refused.shows when REKONO refuses a person", remedies.MARK, guest):
            guest.sign_in()
            marks = [mark.locator for mark in self._target.refused.marks]
            guest.agent.await_any(*marks)
            self._require(guest.shows_refusal, " or ".join(map(str, marks)), guest)

    def _more(self) -> None:
        """Check what a target of another kind has beside."""

    # what they are made of ------------------------------------------------------------------

    def _open_telling(self, guest: Visitor) -> None:
        guest.open_telling() if self._target.signed_in.at else guest.open_and_wait()

    @property
    def _target(self) -> ApplicationTarget:
        return self.rig.target

    @property
    def _configure(self) -> str:
        return (
            f"configure the application with the issuer {self.rig.issuer}, with its"
            " final slash, and see its log for what it could not reach"
        )

    def _visitor(self) -> Visitor:
        self._people += 1
        person: Person = self.rig.enrol(f"target-check/{self._people}")
        visitor = Visitor(self.open_agent(), person, self.rig, Nothing())
        self._open.append(visitor)
        return visitor

    def _steps(self, table: str, steps: Steps, guest: Visitor) -> None:
        for number, step in enumerate(steps.steps, 1):
            last = number == len(steps.steps)
            title = f"{table}.steps, {number}: {words(step)}"
            with self._line(title, remedies.STEP, guest, vital=True):
                guest.take(step, last=last)

    @contextmanager
    def _line(
        self, title: str, remedy: str, guest: Visitor, *, vital: bool = False
    ) -> Iterator[None]:
        """Try one thing, and tell how it went; without a vital one, nothing follows."""
        try:
            yield
        except (Mismatch, TargetUnreachable, PreconditionMissing) as problem:
            self.show(self._misfit(title, remedy, problem, guest))
            if vital or not isinstance(problem, Mismatch):
                raise Stopped from problem
        else:
            self.show(Line(title, fits=True))

    def _misfit(
        self,
        title: str,
        remedy: str,
        problem: Mismatch | TargetUnreachable | PreconditionMissing,
        guest: Visitor,
    ) -> Line:
        if isinstance(problem, PreconditionMissing):
            return Line(
                title, False, "an answer of a person", str(problem), remedies.ASKS, exit_code=6
            )
        if isinstance(problem, TargetUnreachable):
            return Line(title, False, "an answer", str(problem), remedy, problem.exit_code)
        sides = (str(problem.expected), str(problem.actual))
        if remedy not in remedies.OF_THE_PAGE and (cause := self._cause()):
            sides, remedy = (sides[0], f"{sides[1]}; {cause.what}"), cause.remedy
        return Line(title, False, *sides, remedy, exit_code=6, picture=self._picture(guest))

    def _cause(self) -> Cause | None:
        """Say what in the configuration keeps people out, where nobody has got in yet."""
        if self._got_in or not self.rig.is_at_mock:
            return None
        return cause_of(self._target, self.rig.issuer, self.rig.rekono.requests())

    def _naming(self) -> str:
        """Say what to do where the name is not shown: nobody shows what was never asked for."""
        reached = self.rig.rekono.requests() if self.rig.is_at_mock else []
        asked = not reached or any(one["endpoint"] == USERINFO for one in reached)
        return remedies.NAMES if asked else remedies.ASKS_NO_NAME

    def _picture(self, guest: Visitor) -> bytes | None:
        return guest.agent.picture(self.rig.redactor.shown_in)

    def _shows(self, guest: Visitor, place: Place) -> None:
        found = guest.agent.shown(place.locator) is not None
        self._require(found, str(place.locator), guest)

    def _shows_not(self, guest: Visitor, place: Place) -> None:
        if guest.agent.shown(place.locator) is not None:
            raise Mismatch(f"no {place.locator}", f"it is there: {guest.agent.seen()}")

    def _names(self, guest: Visitor, place: Place) -> None:
        name, shown = guest.person.name, guest.agent.shown(place.locator)
        if shown is None or name not in shown:
            said = self._tell(guest) if shown is None else f"“{shown}”"
            raise Mismatch(f"“{name}” at {place.locator}", said)

    def _require(self, holds: bool, looked_for: str, guest: Visitor) -> None:
        if not holds:
            raise Mismatch(looked_for, self._tell(guest))

    def _tell(self, guest: Visitor) -> str:
        """Say what is there instead, and what REKONO has answered on the way."""
        offered = ", ".join(guest.agent.offered()) or "nothing to press"
        refused = self._refused_by_rekono(guest)
        reached = "; ".join(f"{one['method']} {one['path']} → {one['status']}" for one in refused)
        there = f"{where(guest.agent.seen())} offers {offered}"
        return f"{there}; REKONO answered {reached}" if reached else there

    def _refused_by_rekono(self, guest: Visitor) -> list[Logged]:
        """List what the mock has answered with an error; what others answer nobody sees."""
        if not self.rig.is_at_mock:
            return []
        asked = self.rig.rekono.requests(person=guest.person.email)
        return [one for one in asked if one["status"] >= SUCCESS]
