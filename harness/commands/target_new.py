"""`vodomer target new`: which target file does an application need? One sign-in shows it."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from harness.agents.browser import BrowserAgent
from harness.agents.http import HttpAgent
from harness.agents.locator import Locator
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.assigned_ports import assign_ports, unassigned
from harness.checks.application.doors import Doors
from harness.checks.application.nothing import Nothing
from harness.checks.application.places import Place
from harness.checks.application.rekono_pages import STAY
from harness.checks.application.rig import Rig
from harness.checks.application.sign_in_recorder import SignInRecorder, where_is
from harness.checks.application.target import SEE, ApplicationTarget, AuthMethod, Welcome
from harness.checks.application.target_check import REFUSAL
from harness.checks.application.target_draft import (
    GOODBYES,
    ROLES,
    Draft,
    place,
    target_file_of,
    told_apart,
)
from harness.checks.application.token_requests import TOKEN
from harness.checks.application.visitor import Visitor
from harness.checks.kinds import TARGET_SCHEMA
from harness.checks.target_file import checked
from harness.commands.target import TargetTrial
from harness.commands.target_questions import Questions, answers, asked, asked_port, say
from harness.errors import TargetUnreachable, UsageError
from harness.record.run_folder import default_folder
from harness.record.verdict import Mismatch
from harness.redaction.redactor import Redactor

TRIES = 5
"""Times that a name of a control is asked for that leads nowhere."""


def new(
    file: Annotated[Path, typer.Argument(help="File to write.")] = Path("target.toml"),
    name: Annotated[str | None, typer.Option(help="Name of the application.")] = None,
    start: Annotated[str | None, typer.Option(help="Address of its first page.")] = None,
    client_id: Annotated[str | None, typer.Option(help="Its client id.")] = None,
    client_secret: Annotated[str | None, typer.Option(help="Its client secret.")] = None,
    redirect_uri: Annotated[
        list[str] | None, typer.Option(help="Its redirect URI; repeatable.")
    ] = None,
    backchannel_logout_uri: Annotated[
        str | None, typer.Option(help="Where it hears of a sign-out elsewhere.")
    ] = None,
    ca: Annotated[
        Path | None, typer.Option(help="PEM file of a private authority for its TLS.")
    ] = None,
    app_version: Annotated[str | None, typer.Option(help="Version of the application.")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port of the issuer; 0: any free one.", min=0, max=65535)
    ] = None,
    command: Annotated[
        str | None, typer.Option(help="Command that starts it; empty: it runs already.")
    ] = None,
    sign_in: Annotated[
        list[str] | None, typer.Option(help="What to press to sign in; repeatable, in order.")
    ] = None,
    sign_out: Annotated[
        str | None, typer.Option(help="What to press to sign out; empty: nothing.")
    ] = None,
    headed: Annotated[
        bool | None,
        typer.Option("--headed/--headless", help="Watch you in a window, or ask."),
    ] = None,
    browser: Annotated[str | None, typer.Option(help="Path of a Chromium to use.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write the target file of an application: ask, watch one sign-in, check the file."""
    if file.exists() and not force:
        raise UsageError(f"{file} exists already; name another file, or use --force")
    ask = Questions(
        {"name": name, "start": start, "client_id": client_id, "client_secret": client_secret}
    )
    about, port = answers(ask, file, redirect_uri), asked_port() if port is None else port
    about |= {"version": app_version} if app_version else {}
    about |= {"ca": str(ca.absolute())} if ca else {}
    about |= {"backchannel_logout_uri": backchannel_logout_uri} if backchannel_logout_uri else {}
    words = asked("Command that starts it (empty: it runs already)", command, "")
    draft = Draft(about, port, tuple(shlex.split(words)))
    watched = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    watched = watched if headed is None else headed
    look_on(file, draft, Pressing(sign_in, sign_out), watched, browser)
    file.write_text(target_file_of(draft, TARGET_SCHEMA.as_uri()), encoding="utf-8")
    typer.echo(f"\n{file} is written; checking it:")
    tried = TargetTrial(default_folder(), Redactor())
    tried.look(file, "browser", browser)
    raise typer.Exit(tried.exit_code)


@dataclass(frozen=True)
class Pressing:
    """What the options say is pressed; None where the person is asked."""

    sign_in: list[str] | None
    sign_out: str | None


def look_on(
    file: Path, draft: Draft, pressing: Pressing, watched: bool, browser: str | None
) -> None:
    """Let one sign-in show what the file needs."""
    target = checked(ApplicationTarget, file, folder_beside(file, draft.raw), SEE)
    if draft.port:
        issuer = f"http://127.0.0.1:{draft.port}/openid-connect-server-webapp/"
        say(f"Issuer {issuer}, client id {target.target.client_id}, its secret as above.")
    if target.process is None and sys.stdin.isatty():
        asked("Configure the application with these and start it; then press Enter", None, "")
    redactor = Redactor()
    with (
        AgentPool.opened("browser", target, browser, headed=watched) as windows,
        Rig.opened(assign_ports(target), redactor, windows.offload) as rig,
    ):
        Watched(draft, pressing, rig, windows, watched).go()


def folder_beside(file: Path, raw: dict[str, Any]) -> dict[str, Any]:
    """Let a command run in the target file's folder."""
    if "process" in raw:
        raw["process"] = {**raw["process"], "folder": file.parent.absolute()}
    return raw


@dataclass
class Watched:
    """One sign-in, of which the draft learns."""

    draft: Draft
    pressing: Pressing
    rig: Rig
    windows: AgentPool
    watched: bool

    def go(self) -> None:
        """Sign in, look, sign out, and be refused once."""
        guest = self._guest("target-new/1")
        before = self._first_page(guest)
        at_once = guest.is_at_rekono  # where every page is behind the sign-in
        self._to_rekono(guest)
        agent, draft = guest.agent, self.draft
        popped_up = len(cast(BrowserAgent, agent).page.context.pages) > 1
        guest.pass_rekono()
        agent.await_any(Locator(text=guest.person.name))  # a script may have to finish first
        after = self._first_page(guest)
        welcome = told_apart(after, before, GOODBYES)
        if welcome is None:
            raise TargetUnreachable(
                "the first page offers the same before and after the sign-in, so it did not succeed"
                f" (it offers {', '.join(after) or 'nothing'}); see the application's log"
            )
        draft.signed_in = place(agent, welcome)
        draft.opens = self._learnt(guest)
        draft.person = where_is(cast(BrowserAgent, agent), guest.person.name)
        liked = [str(one) for one in draft.sign_in[:1]]
        farewell = None if at_once else told_apart(before, after, liked)
        self._see_how_it_authenticated()
        self._sign_out(guest, after, (welcome, farewell))
        guest.close()
        self._be_refused(farewell)
        if popped_up or self._is_made_by_a_script():
            draft.about["single_page"] = True

    def _learnt(self, guest: Visitor) -> list[str]:
        """Learn which pages that the first one leads to open to who is signed in only."""
        welcome = Welcome(shows=Place(**self.draft.signed_in))
        target = self.rig.target.model_copy(update={"signed_in": welcome})
        doors = Doors(target, self.rig.issuer, self.rig.offload)
        guest.learn_doors(doors)
        return doors.told

    def _see_how_it_authenticated(self) -> None:
        asked = [one for one in self.rig.rekono.requests() if one["endpoint"] == TOKEN]
        if asked and (method := AuthMethod.of(asked[-1])) is not AuthMethod.BASIC:
            self.draft.about["token_endpoint_auth_method"] = str(method)

    def _guest(self, seed: str) -> Visitor:
        return Visitor(self.windows.open(), self.rig.enrol(seed), self.rig, Nothing())

    def _first_page(self, guest: Visitor) -> list[str]:
        guest.open()
        guest.agent.await_any(Locator(css="button, a[href], [role=button], input[type=submit]"))
        return guest.agent.offered()

    def _is_made_by_a_script(self) -> bool:
        """Whether the first page shows what it shows only where its script runs."""
        if self.draft.signed_out is None:
            return False
        agent = HttpAgent(ca=self.rig.target.target.ca)
        agent.open(self.rig.target.target.start)
        return agent.shown(Locator(**self.draft.signed_out)) is None

    def _to_rekono(self, guest: Visitor) -> None:
        if self.watched and self.pressing.sign_in is None:
            watcher = SignInRecorder(cast(BrowserAgent, guest.agent), f"http://{guest.rekono}/")
            guest.open()
            say("Sign in in the window; REKONO's own pages are filled in by themselves.")
            watcher.until_at_rekono()
            self.draft.sign_in += [one["name"] or {"css": one["css"]} for one in watcher.pressed]
        else:
            given = iter(self.pressing.sign_in or ())
            self._press_to(guest, lambda offered: next(given, None) or self._name(offered))

    def _press_to(self, guest: Visitor, choose: Callable[[list[str]], str]) -> None:
        """Press what is named, until the window is at REKONO."""
        for _ in range(TRIES):
            if guest.is_at_rekono:
                return
            name = choose(guest.agent.offered())
            try:
                self._press(guest, name)
                self.draft.sign_in.append(name)
            except Mismatch as problem:
                say(f"That leads nowhere: {problem}")
        if not guest.is_at_rekono:
            raise UsageError(f"the application did not reach REKONO after {TRIES} steps")

    @staticmethod
    def _press(guest: Visitor, name: str) -> None:
        """Press something that leads to REKONO, perhaps by a script, perhaps in a pop-up."""
        guest.agent.press_and_stay(name)
        guest.agent.await_address(f"http://{guest.rekono}/")

    def _name(self, offered: list[str]) -> str:
        say(f"The page offers: {', '.join(offered) or 'nothing to press'}")
        return asked("What is pressed to sign in", None, offered[0] if offered else "Prijava")

    def _sign_out(self, guest: Visitor, offered: list[str], marks: tuple[str, str | None]) -> None:
        welcome, farewell = marks
        say(f"Signed in, the page offers: {', '.join(offered)}")
        question = "What is pressed to sign out (- for nothing)"
        name = asked(question, self.pressing.sign_out, welcome)
        if name not in ("", "-"):
            guest.agent.press_and_stay(name)
            back = [Locator(role=role, name=farewell) for role in ROLES] if farewell else []
            guest.agent.await_any(STAY, *back)
            guest.confirm_sign_out()
            self.draft.sign_out = [name]
            if uris := guest.left_for():
                where = partial(unassigned, start=str(self.draft.about["start"]))
                self.draft.about["post_logout_redirect_uris"] = sorted(map(where, uris))

    def _be_refused(self, farewell: str | None) -> None:
        """Look at the first page as nobody; take the heading of where a refused person comes to."""
        guest = self._guest("target-new/2")
        try:
            usual = self._heading(guest)
            if farewell:
                self.draft.signed_out = place(guest.agent, farewell)
            self.rig.rekono.break_for(guest.person.email, REFUSAL)
            for one in self.draft.sign_in:
                if isinstance(one, str):
                    self._press(guest, one)
            guest.pass_rekono()
            heading = guest.agent.seen().heading
            if heading and heading != usual and not guest.is_at_rekono:
                self.draft.refused = heading
        except Mismatch as problem:
            say(f"How a refusal looks could not be seen: {problem}")
        finally:
            guest.close()

    def _heading(self, guest: Visitor) -> str:
        guest.open()
        return guest.agent.seen().heading
