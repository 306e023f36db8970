"""How does a person use the pages of a provider that is not ours, by the target file's words?"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit

import pyotp

from harness.agents import Agent, Offload
from harness.agents.locator import Locator, What
from harness.checks.application.external_provider import ExternalProvider, Holder
from harness.checks.application.identity_provider import Window
from harness.checks.application.operator_prompt import answered
from harness.record.verdict import Conclusion, Mismatch, PreconditionMissing
from harness.redaction.redactor import Redactor

MOST_PAGES = 8
"""Pages of one sign-in: name, password, choice of a factor, its code, terms, consent, and more."""
SECONDS_TO_ANSWER = 120.0
"""Seconds that a person at the terminal has for a second factor."""
KNOWN = ("user", "password", "code", "choose", "consent", "back")
"""Keys of `[provider.pages]` of which each page of a sign-in has one."""
ALERT = Locator(role="alert")
"""Where a script says that what was typed is refused."""
SCRIPT = "<script"
SAID = 200
"""Characters of what the provider's page says that are told."""


class ExternalPages:
    """Signs in by the provider's own session where there is one; only else the password is typed.

    What is typed is bounded in number and in time, and never typed again once it was refused.
    """

    staying: tuple[Locator, ...] = ()

    def __init__(self, provider: ExternalProvider, redactor: Redactor, offload: Offload) -> None:
        self._provider, self._redactor, self._offload = provider, redactor, offload
        self._settings = provider.settings
        self.landmarks: tuple[Locator, ...] = tuple(
            one
            for one in self._settings.whats("password", "user", "code")
            if isinstance(one, Locator)
        )

    def sign_in(self, window: Window) -> None:
        """Go on with the session that the provider keeps, or type what it asks for."""
        if not window.is_at_rekono:
            return
        holder = self._provider.account_of(window.person)
        self._provider.requests.take_turn(self._offload)
        if holder.session:
            self._come_again(window, holder)
        if window.is_at_rekono:
            _Way(window, holder, self).walk()
        self._provider.lets_in = True
        holder.session = window.agent.cookies(self._provider.entrance)

    def _come_again(self, window: Window, holder: Holder) -> None:
        for cookie in holder.session:
            self._redactor.register(cookie.value)
            window.agent.add_cookie(self._provider.entrance, cookie.name, cookie.value)
        window.agent.open(window.asked()[-1])

    def ask_for_password(self, window: Window) -> bool:
        """Look for a field of passwords."""
        return window.is_at_rekono and self.on(window.agent, "password") is not None

    def sign_out(self, window: Window) -> None:
        """Confirm, where a page asks."""
        button = self.on(window.agent, "sign_out") if window.is_at_rekono else None
        if button is not None:
            window.agent.press(button)
        self.go_back(window)

    def go_back(self, window: Window) -> None:
        """See a page go on to the application that does so by its script, or press on."""
        names = [one for one in self._settings.pages.back if window.agent.offers(one)]
        if window.is_at_rekono and names:
            window.agent.wait_or_press(names[0])

    def give_up(self, window: Window) -> bool:
        """Press the first control that is there for it."""
        button = self.on(window.agent, "cancel")
        if button is None:
            return False
        window.agent.press(button)
        return True

    def whats(self, *keys: str) -> tuple[What, ...]:
        """Give what the target file names under these keys."""
        return self._settings.whats(*keys)

    def on(self, agent: Agent, key: str) -> What | None:
        """Give the first of the controls under a key that a page has."""
        return next((one for one in self._settings.whats(key) if _is_there(agent, one)), None)

    def begin_typing(self) -> None:
        """Count a sign-in, in its time; PreconditionMissing where there may be none."""
        if self._provider.refused:
            raise PreconditionMissing(f"no sign-in is tried any more: {self._provider.refused}")
        self._provider.sign_ins.take_turn(self._offload)
        self._provider.tell()

    def refuse(self, why: str) -> PreconditionMissing:
        """Type nothing at the provider from now on: the account must not be locked."""
        self._provider.refused = self._provider.refused or why
        return PreconditionMissing(why)

    def code_for(self, holder: Holder) -> str:
        """Give the one-time password of now; one that was not typed before."""
        if holder.account.second_factor == "ask":
            return self.asked_for(f"type the one-time password of {holder.account.user}")
        if holder.account.second_factor == "none":
            raise self.refuse(
                f"the provider asks “{holder.account.user}” for a second factor; say in "
                "provider.accounts.second_factor which: totp or ask"
            )
        code = unused_code(pyotp.TOTP(holder.totp_secret), holder, self._offload)
        self._redactor.register(code)
        return code

    def asked_for(self, instruction: str) -> str:
        """Have somebody at the terminal answer; who does not ends all sign-ins."""
        try:
            said: str = self._offload(lambda: answered(instruction, SECONDS_TO_ANSWER))
        except PreconditionMissing as problem:
            raise self.refuse(f"the second factor did not come: {problem}") from problem
        return said


def unused_code(app: pyotp.TOTP, holder: Holder, offload: Offload) -> str:
    """Give the one-time password of now, or the next one where it has been typed before."""
    if str(app.now()) == holder.last_code:
        rest = app.interval - time.time() % app.interval
        offload(lambda: threading.Event().wait(rest))
    holder.last_code = code = str(app.now())
    return code


class _Way:
    """One person's way through the pages, until it leads back to the application."""

    def __init__(self, window: Window, holder: Holder, pages: ExternalPages) -> None:
        self._window, self._agent = window, window.agent
        self._holder, self._pages = holder, pages
        self._typed: set[str] = set()
        self._fields: list[What] = []
        """What was typed into on the page that stands there."""

    def walk(self) -> None:
        for _ in range(MOST_PAGES):
            self._await_script()
            if not self._window.is_at_rekono:
                return
            self._do_one()
        raise self._lost()

    def _await_script(self) -> None:
        """See a page finished that a script makes, or that goes on to another one by itself."""
        known = self._pages.whats(*KNOWN)
        for _ in range(MOST_PAGES):
            if not self._window.is_at_rekono or any(_is_there(self._agent, one) for one in known):
                return
            if not self._agent.await_page_or(*known):
                return

    def _do_one(self) -> None:
        if self._has("code"):
            self._type_once("code", self._pages.code_for(self._holder))
            self._press("go_on")
        elif self._has("password") or self._has("user"):
            self._give_credentials()
        elif self._has("choose"):
            self._press("choose")
        elif self._has("consent"):
            self._press("consent")
        elif self._has("back"):
            self._pages.go_back(self._window)
        elif self._typed and self._holder.account.second_factor == "ask":
            self._confirm_elsewhere()
        else:
            raise self._lost()

    def _confirm_elsewhere(self) -> None:
        """Have somebody confirm on their phone; then the page goes on by its script or a button."""
        self._pages.asked_for(f"confirm the sign-in of {self._holder.account.user} on the phone")
        if self._window.is_at_rekono:
            self._go_on_from(self._pages.on(self._agent, "go_on"))

    def _go_on_from(self, button: What | None) -> None:
        """See the page go on by its script, press what goes on, or ask for the sign-in again."""
        if button is None:
            self._agent.open(self._window.asked()[-1])
            return
        if isinstance(button, str):
            with suppress(Mismatch):  # no script of its own: pressed below
                self._agent.wait_or_press(button)
                return
        self._agent.press(button)

    def _give_credentials(self) -> None:
        if not self._typed:
            self._pages.begin_typing()
        texts = {"user": self._holder.account.user, "password": self._holder.password}
        for key, text in texts.items():
            if self._has(key):
                self._type_once(key, text)
        self._press("go_on")

    def _type_once(self, key: str, text: str) -> None:
        """Type what the page asks for; what it asks for again it has refused."""
        what = self._pages.on(self._agent, key)
        if what is None:
            return
        if key in self._typed and key != "user":
            raise self._pages.refuse(self._refusal())
        self._typed.add(key)
        self._agent.fill(what, text)
        self._fields.append(what)

    def _has(self, key: str) -> bool:
        return self._pages.on(self._agent, key) is not None

    def _press(self, key: str) -> None:
        """Press, and see another page, or what a script makes of this one: it may be the same."""
        if not self._has(key):
            self._agent.await_page_or(*self._pages.whats(key))
        button = self._pages.on(self._agent, key)
        if button is None:
            raise self._lost()
        gone, self._fields = self._fields or [button], []
        self._agent.press_and_await(button, (*self._pages.whats(*KNOWN), ALERT), gone)

    def _refusal(self) -> str:
        said = self._agent.seen()
        told = " ".join((*said.alerts, *said.statuses)) or said.heading or said.text
        return (
            f"the provider does not sign in “{self._holder.account.user}” (wrong password or code, "
            f"or a locked account): its page says “{told[:SAID]}”"
        )

    def _lost(self) -> Conclusion:
        if self._agent.kind == "http" and SCRIPT in self._agent.source().lower():
            place = urlsplit(self._agent.seen().url)._replace(query="", fragment="").geturl()
            return self._pages.refuse(
                f"the page {place} of the provider needs its script, "
                "which plain HTTP does not run, or provider.pages does not describe it; examine "
                "in a browser (--agent browser)"
            )
        offered = ", ".join(self._agent.offered()) or "nothing to press"
        expected = "a page of the provider that provider.pages describes"
        return Mismatch(expected, f"{self._agent.seen()}, which offers {offered}")


def _is_there(agent: Agent, what: What) -> bool:
    if isinstance(what, Locator):
        return agent.shown(what) is not None
    return agent.offers(what)
