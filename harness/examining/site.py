"""Which pages show targets, plans and runs, and which buttons do what?"""

from __future__ import annotations

from collections import ChainMap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, redirect, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from harness.desk.app import language, page
from harness.desk.desk import Desk
from harness.desk.gate import Refused
from harness.desk.text import TEXTS as DESK
from harness.engine.options import AGENTS
from harness.errors import VodomerError
from harness.examining import shown
from harness.examining.examiner import Busy, Examination, Examiner
from harness.examining.runs import bundle, interrupted, moment_of
from harness.examining.stored import report_of, stored
from harness.examining.stream import stream
from harness.examining.targets import Candidate
from harness.examining.texts import TEXTS
from harness.record.attestation import is_signed
from harness.record.comparison import Comparison
from harness.record.history import Run
from harness.record.history import history as read_history
from harness.record.judged_run import RUN_JSON, read_run_json
from harness.record.quick_look import look_at
from harness.record.sanitize import sanitize
from harness.render.comparing import formats
from harness.render.trend import trend_page
from harness.words import Words

Facts = dict[str, Any]
_SAID: ChainMap[str, Words] = ChainMap(TEXTS, DESK)


def say(key: str, **facts: object) -> str:
    """Give a text of these pages, or of the desk around them, in the person's language."""
    return _SAID[key].say(language(), **facts)


@dataclass(frozen=True)
class Site:
    """What the pages are about."""

    desk: Desk
    examiner: Examiner

    def page(self, name: str, status: int = 200, **facts: Any) -> Response:
        """Draw one of these pages in the desk's frame."""
        return page(self.desk, f"examine/{name}", status, **facts)

    def target(self, id: str) -> Candidate:
        """Find a target. Raises Refused."""
        found = self.examiner.targets.find(id)
        if found is None:
            raise Refused("not_found", 404)
        return found

    def readable(self, id: str) -> Candidate:
        """Find a target whose file can be read. Raises Refused."""
        found = self.target(id)
        if found.subject is None:
            raise Refused("bad_request", 400)
        return found

    @staticmethod
    def checks(target: Candidate) -> set[str]:
        """Give the ids of a target's checks."""
        return {one.id for one in target.subject.checks} if target.subject else set()

    def history(self, target: Candidate) -> list[Run]:
        """Give the runs of a target, newest first."""
        return self.examiner.runs.of(target.subject) if target.subject else []

    def folder(self, target: Candidate, run: str) -> Path:
        """Find the folder of a run of a target. Raises Refused for another's."""
        latest = self.examiner.latest(target)
        if latest and latest.folder.name == run:
            return latest.folder
        if run not in {one.folder for one in self.history(target)}:
            raise Refused("not_found", 404)
        return self.examiner.runs.folder / run

    def ours(self, target: Candidate, folder: Path) -> Examination | None:
        """Give the run in a folder where it was started here; else None."""
        latest = self.examiner.latest(target)
        return latest if latest and latest.folder == folder else None


def pages(desk: Desk, examiner: Examiner) -> Blueprint:
    """Give the pages below `/examine/`."""
    made = Blueprint(
        "examine", __name__, "static", url_prefix="/examine", template_folder="templates"
    )
    site = Site(desk, examiner)
    made.context_processor(lambda: {"say": say, "shown": shown})
    for add in (_add_targets, _add_beginnings, _add_deeds, _add_runs, _add_files):
        add(made, site)
    made.register_error_handler(Busy, lambda problem: _busy(site, problem))
    made.register_error_handler(
        VodomerError, lambda problem: site.page("problem", 409, said=sanitize(str(problem)))
    )
    return made


def _busy(site: Site, problem: Busy) -> Response:
    id = (request.view_args or {})["id"]
    return site.page("busy", 409, target=site.target(id), run=problem.folder.name)


def _add_targets(made: Blueprint, site: Site) -> None:
    @made.get("/")
    def targets() -> Response:
        listed = [(one, site.history(one)[:1]) for one in site.examiner.targets.all()]
        folder = site.examiner.targets.folder
        return site.page("targets", listed=listed, folder=folder, under_way=site.examiner.under_way)

    @made.get("/<id>/")
    def target(id: str) -> Response:
        found = site.target(id)
        runs = site.history(found)
        last = next((one for one in runs if not one.filtered), None)
        about = shown.plan(found, site.examiner.runs.folder, last, language())
        facts: Facts = {"target": found, "runs": runs, "plan": about, "moment_of": moment_of}
        running, signs = site.examiner.under_way(found), site.examiner.key is not None
        return site.page("target", running=running, signs=signs, agents=AGENTS, **facts)

    @made.get("/<id>/history")
    def history(id: str) -> Response:
        site.readable(id)
        return report_of(trend_page(read_history(site.examiner.runs.folder)))


def _add_beginnings(made: Blueprint, site: Site) -> None:
    @made.post("/<id>/start")
    def start(id: str) -> AnyResponse:
        target, only = site.readable(id), request.form.getlist("only")
        agent = request.form.get("agent", "")
        if agent not in AGENTS or not site.checks(target).issuperset(only):
            raise Refused("bad_request", 400)
        return _watch(id, site.examiner.start(target, agent, only))

    @made.post("/<id>/runs/<run>/again")
    def again(id: str, run: str) -> AnyResponse:
        target = site.readable(id)
        record = read_run_json(site.folder(target, run) / RUN_JSON)
        only = request.form.get("only", "")
        if only not in site.checks(target):
            raise Refused("bad_request", 400)
        return _watch(id, site.examiner.start(target, record.agent, [only]))


def _add_deeds(made: Blueprint, site: Site) -> None:
    @made.post("/<id>/runs/<run>/stop")
    def stop(id: str, run: str) -> AnyResponse:
        target = site.target(id)
        ours = site.ours(target, site.folder(target, run))
        if ours is None:
            raise Refused("not_found", 404)
        ours.stop()
        return _watch(id, ours)

    @made.post("/<id>/runs/<run>/resume")
    def resume(id: str, run: str) -> AnyResponse:
        target = site.readable(id)
        begun = interrupted(site.folder(target, run))
        if begun is None:
            raise Refused("bad_request", 400)
        return _watch(id, site.examiner.resume(target, begun))


def _watch(id: str, begun: Examination) -> AnyResponse:
    return redirect(url_for("examine.run", id=id, run=begun.folder.name), 303)


def _add_runs(made: Blueprint, site: Site) -> None:
    @made.get("/<id>/runs/<run>/")
    def run(id: str, run: str) -> Response:
        target = site.target(id)
        folder = site.folder(target, run)
        ours = site.ours(target, folder)
        if ours and not ours.ended.is_set():
            parts = shown.parts(target, ours, language(), say)
            return site.page("watch", target=target, run=run, ours=ours, parts=parts)
        seen = shown.finished(target, folder, language())
        before = _before(site, target, run)
        facts: Facts = {"target": target, "run": run, "ours": ours, "seen": seen, "before": before}
        may = {"may_resume": interrupted(folder) is not None, "signed": is_signed(folder)}
        return site.page("run", **may, **facts)

    @made.get("/<id>/runs/<run>/events")
    def events(id: str, run: str) -> Response:
        target = site.target(id)
        ours = site.ours(target, site.folder(target, run))
        if ours is None:
            raise Refused("not_found", 404)
        return stream(ours, lambda: shown.parts(target, ours, language(), say))


def _before(site: Site, target: Candidate, run: str) -> str | None:
    """Name the run of a target that went before one; None for its first."""
    names = [one.folder for one in site.history(target)]
    later = names[names.index(run) + 1 :] if run in names else []
    return next(iter(later), None)


def _add_files(made: Blueprint, site: Site) -> None:
    @made.get("/<id>/runs/<run>/report.html")
    def report(id: str, run: str) -> Response:
        return stored(site.folder(site.target(id), run), "report.html")

    @made.get("/<id>/runs/<run>/evidence/<name>")
    def evidence(id: str, run: str, name: str) -> Response:
        return stored(site.folder(site.target(id), run), f"evidence/{name}")

    @made.get("/<id>/runs/<run>/compared")
    def compared(id: str, run: str) -> Response:
        target = site.readable(id)
        folder, before = site.folder(target, run), _before(site, target, run)
        if before is None:
            raise Refused("not_found", 404)
        told = Comparison(look_at(site.examiner.runs.folder / before), look_at(folder))
        return report_of(formats()["html"].text(told))

    @made.get("/<id>/runs/<run>/bundle.zip")
    def packed(id: str, run: str) -> Response:
        target = site.target(id)
        folder = site.folder(target, run)
        if (ours := site.ours(target, folder)) and not ours.ended.is_set():
            raise Busy(folder)
        return send_file(bundle(folder), "application/zip", True, f"vodomer-{run}.zip")
