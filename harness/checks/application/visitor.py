"""How does a person use the application, by the steps of the target file?"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from urllib.parse import parse_qsl, urljoin, urlsplit

from harness.agents import Agent, Cookie, Seen
from harness.agents.locator import Locator
from harness.checks.application.doors import Doors
from harness.checks.application.identity_provider import front
from harness.checks.application.nothing import Kept
from harness.checks.application.operator_prompt import done
from harness.checks.application.places import Control, Place, locator_of
from harness.checks.application.refusal import says_no
from harness.checks.application.rig import Rig
from harness.checks.application.sender import Sender
from harness.checks.application.target import Step
from harness.person import Person
from harness.record.verdict import Mismatch, NotApplicable
from harness.redaction.patterns import mask_random

TEXT = 2000
"""Characters of a page's text that are kept."""
UNGUESSABLE = 16
"""Characters from which on a cookie may be the key to something, and no choice of a language."""


class Session(StrEnum):
    """How the application's own session stands, as its first page shows it."""

    SIGNED_IN = "somebody is signed in"
    SIGNED_OUT = "nobody is signed in"
    UNCLEAR = "the first page shows neither"
    HIDDEN = "somebody is signed in, although the first page shows nobody"


@dataclass(frozen=True)
class Look:
    """One look at the first page: the session, who is shown, and the page."""

    session: Session
    person: str
    seen: Seen
    opened: tuple[str, ...] = ()
    """What opened although the first page shows nobody."""

    def __str__(self) -> str:
        who = f" as “{self.person}”" if self.person else ""
        which = f" ({', '.join(self.opened)} opened)" if self.opened else ""
        return f"{self.session}{who}{which}: {self.seen}"


class Messenger(Protocol):
    """Whoever stands between the application and the provider."""

    def lead_back(self, visitor: Visitor) -> None:
        """Lead a window that has come to the provider back with an answer."""

    def wait_for_sign_out(self, visitor: Visitor) -> None:
        """Be there when the provider leads a window back that signs out now."""

    def lead_back_signed_out(self, visitor: Visitor) -> None:
        """Lead it back then."""


class Visitor(Sender):
    """A person in front of the application, in a window of their own."""

    def __init__(self, agent: Agent, person: Person, rig: Rig, recorder: Kept) -> None:
        super().__init__(agent, rig)
        self.person, self._recorder = person, recorder
        self.landed = rig.target.target.start
        """The address that the last sign-in led to."""
        self.took = 0.0
        """Seconds that the last sign-in took."""
        self.was_answered = False
        """Whether such an answer has reached the application."""
        self.between: Messenger | None = None
        """Who brings the application other answers than the provider's; None: nobody."""

    # deeds ----------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the application's first page."""
        self.agent.open(self._target.target.start)

    def open_and_wait(self) -> None:
        """Open the first page and see it finished, whatever it says."""
        self.open()
        self.agent.await_any(*self._landmarks())

    def go_to_rekono(self) -> None:
        """Open the application and take the steps to REKONO; raises Mismatch off the way."""
        self.open()
        self.act(self._target.sign_in.steps)
        self.await_rekono()
        if not self.is_at_rekono:
            raise Mismatch("REKONO's pages", self.agent.seen(), "the way to sign-in")

    def await_rekono(self) -> None:
        """Give the script of an application of one page time to come to REKONO."""
        if self._target.target.single_page:
            self.agent.await_address(front(self._rig.provider.entrance))

    def sign_in(self) -> Seen:
        """Sign in from the first page on; gives the page that comes after it, whatever it is."""
        began = time.monotonic()
        self.go_to_rekono()
        if self.between is None:
            self.pass_rekono()
        else:
            self.between.lead_back(self)
            self.was_answered = True
        landed = self._land()
        self.took = time.monotonic() - began
        return landed

    def sign_in_again(self) -> Seen:
        """Sign in once more in a window in which REKONO knows the person, and may ask nothing.

        Raises Mismatch where the application asks REKONO for nothing.
        """
        before = len(self.asked())
        self.open()
        self.act(self._target.sign_in.steps)
        if self._target.target.single_page:
            self.agent.await_address(self._target.target.redirect_uris[0])
        if len(self.asked()) == before:
            raise Mismatch("a sign-in at REKONO", self.agent.seen(), "the way to sign-in")
        if self.is_at_rekono:
            self.pass_rekono()
        return self._land()

    def _land(self) -> Seen:
        landed = self.await_landing()
        self.landed = landed.url
        return landed

    def pass_rekono(self) -> None:
        """Do at REKONO what it asks for, if anything, and see the application end the sign-in."""
        self._rig.pages.sign_in(self)
        if not self.is_at_rekono:
            self.await_script()

    def give_up(self) -> bool:
        """Leave REKONO without signing in; tells whether its page has a way to do so."""
        return self._rig.pages.give_up(self)

    @property
    def is_asked_for_password(self) -> bool:
        """Whether the page is one of REKONO's that wants the password."""
        return self._rig.pages.ask_for_password(self)

    def await_landing(self) -> Seen:
        """See where the way ends; an application of one page is given time for its own steps."""
        self.await_script()
        self._go_on()
        return self.agent.seen()

    def follow(self, address: str) -> None:
        """Open an address of the application, such as a callback, and see what comes of it."""
        self.agent.open(address)
        self.await_script()

    def await_script(self) -> None:
        """Give the script of an application of one page time to finish the page that has come."""
        if self._target.target.single_page:
            self.agent.await_any(*self._landmarks())

    def _go_on(self) -> bool:
        """Take the steps that may come after REKONO, where they do; tells whether they did."""
        steps = self._target.sign_in.afterwards
        if not steps or self.is_at_rekono or not self._has(steps[0].press or steps[0].fill):
            return False
        self.act(steps)
        return True

    def _has(self, control: Control | None) -> bool:
        if isinstance(control, Place):
            return self.agent.shown(control.locator) is not None
        return control is not None and self.agent.offers(control)

    def sign_out(self) -> Seen:
        """Sign out as the target file says, and confirm at REKONO where it asks."""
        if self._target.sign_out is None:
            raise NotApplicable("the target file does not say how to sign out ([sign_out])")
        self.open()
        if self.between is not None:
            self.between.wait_for_sign_out(self)
        self.act(self._target.sign_out.steps)
        self.leave()
        return self.agent.seen()

    def leave(self) -> None:
        """Go to where signing out ends, whether that is at REKONO or in the application."""
        goodbye = self._target.signed_out
        if self._target.target.single_page:
            here = (goodbye.shows.locator,) if goodbye else ()
            self.agent.await_any(*here, *self._rig.pages.staying)
        if self.between is not None:
            self.between.lead_back_signed_out(self)
            return
        self.confirm_sign_out()

    def confirm_sign_out(self) -> None:
        """Say yes where REKONO asks whether its own session is to end, and go where it leads."""
        self._rig.pages.sign_out(self)

    def leave_rekono(self) -> None:
        """Sign out at REKONO, by its own page."""
        self.agent.open(self._rig.sign_out_page)
        self.confirm_sign_out()

    def act(self, steps: tuple[Step, ...]) -> None:
        """Take steps; only the last one has to lead to another page."""
        for number, step in enumerate(steps, 1):
            self.take(step, last=number == len(steps))

    def take(self, step: Step, *, last: bool) -> None:
        """Take one step; what is pressed last leads to another page, if not by a script."""
        if step.go is not None:
            self.agent.open(urljoin(self._target.target.start, step.go))
        elif step.press is not None:
            leads_on = last and not self._target.target.single_page
            press = self.agent.press if leads_on else self.agent.press_and_stay
            press(locator_of(step.press))
        elif step.fill is not None:
            self.agent.fill(locator_of(step.fill), step.value or "")
        elif step.wait is not None:
            self.agent.await_any(step.wait.locator)
        elif step.ask is not None:
            self._have_done(step.ask, step.seconds)

    def _have_done(self, instruction: str, seconds: float) -> None:
        """Have a person do something, and keep what they answered."""
        answer = self._rig.offload(lambda: done(instruction, seconds))
        self._recorder.note(f"a person was asked: {instruction}", answer)

    # looks ----------------------------------------------------------------------------------

    @property
    def rekono(self) -> str:
        """Host and port of REKONO."""
        return self._rig.provider_host

    @property
    def is_at_rekono(self) -> bool:
        """Whether the page is one of the provider's."""
        return self._rig.provider.is_page(self.agent.seen().url)

    @property
    def has_come(self) -> bool:
        """Whether the page is one of the application, or REKONO's, to which that may lead."""
        return self.is_at_rekono or self.agent.seen().url.startswith(self._target.target.start)

    @property
    def is_taken_for_nobody(self) -> bool:
        """Whether the page is one for who is signed out, where each page tells that."""
        if self._target.signed_in.at:
            return False
        goodbye, welcome = self._target.signed_out, self._target.signed_in
        says_nobody = goodbye is not None and self.agent.shown(goodbye.shows.locator) is not None
        return says_nobody and self.agent.shown(welcome.shows.locator) is None

    @property
    def shows_refusal(self) -> bool:
        """Whether the page has a mark of a refusal that the target file tells of."""
        return any(self.agent.shown(mark) is not None for mark in self._refusals())

    @property
    def is_refused(self) -> bool:
        """Whether the page is a refusal: by such a mark, or because it says so in plain words."""
        return self.shows_refusal or says_no(self.agent.seen().text)

    def _refusals(self) -> tuple[Locator, ...]:
        refusal = self._target.refused
        return tuple(mark.locator for mark in refusal.marks) if refusal else ()

    def look(self, title: str) -> Look:
        """Open the page that tells how the application's own session stands: mostly the first.

        Where it leads to REKONO at once, nobody is signed in: to go on there might sign them in.
        Where it shows nobody, see as well that nothing opens which opens to who is signed in.
        """
        self.open_telling()
        if self._go_on():  # what was left open may keep everything behind it
            self.open_telling()
        shown = self.agent.shown(self._target.signed_in.shows.locator)
        session = self._session(shown)
        opened: tuple[str, ...] = ()
        if session is Session.SIGNED_OUT:
            opened = tuple(self._rig.doors.open_to(self.cookies))
            session = Session.HIDDEN if opened else session
        look = Look(session, self._person(), self.agent.seen(), opened)
        self.keep(look.seen, title, f"{look.session}: ")
        self.picture(title)
        return look

    def open_telling(self) -> None:
        """Open the page that tells whether somebody is signed in, and stop short of REKONO."""
        self.agent.open_short_of(self._target.telling, front(self._rig.provider.entrance))
        self.agent.await_any(*self._landmarks())

    def learn_doors(self, doors: Doors | None = None) -> None:
        """Learn from this window, which is signed in, what opens to who is; for all, or these."""
        (doors or self._rig.doors).learn(self.cookies, self.agent.source())

    def behind(self) -> str:
        """Read all that is there where only who is signed in should come."""
        return "\n".join(self._rig.doors.texts(self.cookies))

    @property
    def cookies(self) -> list[Cookie]:
        """The cookies that the application's first page gets."""
        return self.agent.cookies(self._target.target.start)

    def keep(self, seen: Seen, title: str, lead: str = "") -> None:
        """Keep what a page says as evidence."""
        self.learn_secrets()
        text = mask_random(seen.text[: 2 * TEXT])[:TEXT]
        self._recorder.page(title, f"{lead}{seen}\n{text}")

    def learn_secrets(self) -> None:
        """Learn what must not be written down: cookies of sessions, and codes that were sent."""
        places = (self._target.target.start, self._rig.provider.entrance)
        cookies = (one.value for place in places for one in self.agent.cookies(place))
        queries = (urlsplit(one.url).query for one in self.agent.sent())
        codes = (value for query in queries for name, value in parse_qsl(query) if name == "code")
        for secret in (*cookies, *codes):
            if len(secret) >= UNGUESSABLE:
                self._rig.redactor.register(secret)

    def picture(self, title: str) -> None:
        """Keep a picture of the page, where there is a screen."""
        if picture := self.agent.picture(self._rig.redactor.shown_in):
            self._recorder.picture(picture, title)

    def _session(self, shown: str | None) -> Session:
        if shown is not None:
            return Session.SIGNED_IN
        goodbye = self._target.signed_out
        if self.is_at_rekono or (goodbye and self.agent.shown(goodbye.shows.locator) is not None):
            return Session.SIGNED_OUT
        return Session.UNCLEAR

    def _person(self) -> str:
        place = self._target.signed_in.person
        return (self.agent.shown(place.locator) or "") if place else ""

    def _landmarks(self) -> tuple[Locator, ...]:
        marks = (self._target.signed_in, self._target.signed_out)
        return (
            *(mark.shows.locator for mark in marks if mark),
            *self._refusals(),
            *self._rig.pages.landmarks,
        )

    def close(self) -> None:
        """Close the window."""
        self.agent.close()
