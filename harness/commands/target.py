"""`vodomer target`: does a target file fit the application, and how does one come to be?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from harness import browsers
from harness.browsers import BrowserMissing
from harness.checks.application.agent_pool import AgentPool
from harness.checks.application.assigned_ports import assign_ports
from harness.checks.application.rig import Rig
from harness.checks.application.target import ApplicationTarget, read_target
from harness.checks.application.target_check import GRAVEST, TargetCheck
from harness.checks.application.target_check_activation import ActivationTargetCheck
from harness.checks.application.target_lines import Line
from harness.checks.application.target_remedies import STARTS
from harness.engine.options import AGENTS
from harness.errors import (
    ConfigurationError,
    ServerDidNotStart,
    TargetUnreachable,
    VodomerError,
)
from harness.plurals import counted
from harness.processes.ports import PortTaken
from harness.record.run_folder import default_folder, named
from harness.record.sanitize import sanitize
from harness.redaction.redactor import Redactor
from harness.unknown import require_choice

FITTINGS = {"application": TargetCheck, "activation": ActivationTargetCheck}
"""What tries a target file of each profile."""
STARTED = "the application runs"
BY_HAND = "start the command by hand in the target file's folder to see what it says"
LONGEST = 600
"""Characters of what a page says that are shown in one line."""


def check(
    file: Annotated[Path, typer.Argument(metavar="TARGET.toml", help="The target file.")],
    agent: Annotated[
        str | None, typer.Option(help="Who acts: browser (where there is one) or http.")
    ] = None,
    browser: Annotated[str | None, typer.Option(help="Path of a Chromium to use.")] = None,
    out: Annotated[
        Path | None, typer.Option(parser=named, metavar="PATH", help="Folder for pictures.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The lines as one JSON object.")] = False,
) -> None:
    """Check a target file line by line: what fits the application, what does not."""
    require_choice("--agent", agent or AGENTS[0], AGENTS)
    tried = TargetTrial(out or default_folder(), Redactor(), quiet=as_json)
    tried.look(file, agent or at_hand(browser), browser)
    if as_json:
        told = {"target": str(file), "exit_code": tried.exit_code, "lines": tried.rows}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    raise typer.Exit(tried.exit_code)


def at_hand(browser: str | None) -> str:
    """Say who can act: a browser where there is one; one that is named must be there."""
    try:
        browsers.find(browser)
    except BrowserMissing:
        if browser:
            raise
        return "http"
    return "browser"


@dataclass
class TargetTrial:
    """What was tried so far, told as it happens."""

    folder: Path
    redactor: Redactor
    quiet: bool = False
    lines: list[Line] = field(default_factory=list)
    _pictures: dict[int, Path] = field(default_factory=dict)

    def look(self, file: Path, agent: str, browser: str | None) -> None:
        """Try everything that the file says, with this agent."""
        try:
            target = read_target(file)
        except ConfigurationError as problem:
            self.show(misfit("the file", "a target file of an application", problem, "correct it"))
            return self.conclude()
        self.show(Line(f"the file: {file}", fits=True))
        for secret in target.secrets:
            self.redactor.register(secret)
        with AgentPool.opened(agent, target, browser) as windows:
            self._rig_for(target, windows)
        return self.conclude()

    def _rig_for(self, target: ApplicationTarget, windows: AgentPool) -> None:
        """Start REKONO's double and, where we are told how, the application; then try it."""
        started, port = place_of(target)
        try:
            with Rig.opened(assign_ports(target), self.redactor, windows.offload) as rig:
                self.show(Line(started, fits=True))
                if target.process:
                    self.show(Line("process.start", fits=True))
                fitting = FITTINGS[target.target.profile]
                fitting(rig, windows.open, self.show).run()
        except (PortTaken, ServerDidNotStart) as problem:
            self.show(misfit(started, "a port of its own", problem, f"change {port} on both sides"))
        except TargetUnreachable as problem:
            self.show(Line(started, fits=True))
            remedy = BY_HAND if target.process else STARTS
            title = "process.start" if target.process else STARTED
            self.show(misfit(title, "an answer at target.start", problem, remedy))

    def show(self, line: Line) -> None:
        """Tell of one line; what an application said cannot act on the terminal."""
        self.lines.append(line)
        if line.picture:
            self._pictures[len(self.lines)] = self._keep(line.picture)
        if self.quiet:
            return
        console = Console(highlight=False)
        console.print("[green]✓[/] " if line.fits else "[red]✗[/] ", end="")
        console.print(self._clean(line.title), markup=False, soft_wrap=True)
        if not line.fits:
            for word, text in self._particulars(line).items():
                console.print(f"    {word}: {text}", markup=False, soft_wrap=True)

    def _keep(self, picture: bytes) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self.folder / f"{len(self.lines):02d}.jpg"
        place.write_bytes(picture)
        return place

    def _particulars(self, line: Line) -> dict[str, str]:
        told = {"looked for": line.looked_for, "found": line.instead, "remedy": line.remedy}
        return {word: self._clean(text) for word, text in told.items() if text}

    def _clean(self, text: str) -> str:
        return sanitize(str(self.redactor.mask(text)), LONGEST).replace("\n", " ")

    @property
    def exit_code(self) -> int:
        """0 where all fits, 5 where nobody answers, else 6."""
        codes = {line.exit_code for line in self.lines}
        return GRAVEST if GRAVEST in codes else max(codes, default=0)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Give the lines for programs."""
        return [self._row(number, line) for number, line in enumerate(self.lines, 1)]

    def _row(self, number: int, line: Line) -> dict[str, Any]:
        picture = self._pictures.get(number)
        texts = {
            name: self._clean(value) if isinstance(value, str) else value
            for name, value in asdict(line).items()
        }
        return {**texts, "picture": str(picture) if picture else None}

    def conclude(self) -> None:
        """Say how many lines do not fit, and where their pictures are."""
        wrong = sum(not line.fits for line in self.lines)
        if self.quiet:
            return
        console = Console(highlight=False)
        verb = "does" if wrong == 1 else "do"
        said = f"{wrong} of {counted(len(self.lines), 'line')} {verb} not fit"
        said = said if wrong else "everything fits"
        console.print(f"\n{said}", markup=False)
        if self._pictures:
            console.print(f"pictures: {self.folder}", markup=False, soft_wrap=True)


def misfit(title: str, looked_for: str, problem: VodomerError, remedy: str) -> Line:
    """Tell of what went wrong before anybody could look at the application."""
    code = GRAVEST if isinstance(problem, TargetUnreachable) else 6
    return Line(title, False, looked_for, str(problem), remedy, exit_code=code)


def place_of(target: ApplicationTarget) -> tuple[str, str]:
    """Name the provider of a target, and the key of the file that says where it is."""
    if not target.is_at_mock:
        return f"the provider at {target.provider.issuer}", "provider.issuer"
    settings = target.mock
    place = settings.issuer or f"port {settings.port or 'any'}"
    return f"the mock REKONO at {place}", (
        "provider.listen" if settings.issuer else "provider.port"
    )
