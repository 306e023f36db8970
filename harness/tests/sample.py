"""Writes a whole made-up run, rich in every verdict, by the real recorder."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness import catalogue
from harness.record.evidence import Recorder, ScenarioRecorder
from harness.record.judge import judge
from harness.record.judged_run import RunRecord, read_events, write_run_json
from harness.redaction.redactor import Redactor
from harness.tests.drawing import page_picture

CODE = "7KQM-XR3D-9WHT-PB2F"
REFERENCE = {"name": "Aktivacija MPV (referenčna storitev)", "kind": "reference"}
SOMEBODYS = {
    "name": "Register monitoringa pitne vode",
    "kind": "application",
    "start": "https://localhost:8443/prijava?vrnitev=/register/pitna-voda/odvzemna-mesta",
    "client_id": "register",
    "sha256": "c3" * 32,
}
UNTESTED = {"OP": "planned", "RES-04": "needs a load generator"}


@dataclass(frozen=True)
class Play:
    """How one sample scenario goes."""

    id: str
    name: str
    feature: str
    requirements: tuple[str, ...]
    verdict: str = "pass"
    expected: str | None = None
    actual: str | None = None
    message: str | None = None
    cause: str | None = None


SPECIAL = {
    "ACT-11": (
        "fail",
        "refused with “Aktivacijska koda je potekla.” and podpora@mpv.si; code stays expired",
        "accepted with “Vaš račun je aktiviran.” and the applications; code used",
        None,
        "requirement",
    ),
    "RP-04": (
        "fail",
        "callback with another browser's state: 400 “Prijava ni uspela”, nobody signed in",
        "callback with another browser's state: 302 to /applications, signed in as Ana Šuštaršič",
        None,
        "requirement",
    ),
    "ACT-16": (
        "fail",
        "code typed as “7kqm xr3d 9wht pb2f” is accepted",
        "“Aktivacijska koda ni pravilno zapisana.” at the field",
        None,
        "requirement",
    ),
    "WEB-04": ("fail", "a script-src without 'unsafe-inline'", "no policy at all", None, "target"),
    "MFA-04": (
        "error",
        None,
        None,
        "TimeoutError: no certificate dialogue within 10 s (harness/agents/browser.py)",
        "harness",
    ),
    "OUT-06": ("not_applicable", None, None, "no front-channel logout is registered", None),
    "SSO-05": ("skip", None, None, "the target file has no [signed_in] person", None),
}

STEPS = (
    ("Given", 'Ana has an unused activation code and an account "Ana Šuštaršič"'),
    ("And", "she is on the start page of the activation service"),
    ("When", 'she types the code into "Aktivacijska koda" and presses "PRIJAVA"'),
    ("And", "she signs in by password and SMS"),
    ("When", 'she presses "Potrditev aktivacijske kode"'),
    ("Then", "the application shows what the requirement demands"),
)


def plays() -> list[Play]:
    """One scenario a requirement of the catalogue that has no reason to be untested."""
    titles = {area.heading.prefix: area.heading.title.en for area in catalogue.areas()}
    made = []
    for row in catalogue.load().values():
        prefix = row.id.partition("-")[0]
        if prefix in UNTESTED or row.id in UNTESTED:
            continue
        ending = SPECIAL.get(row.id, ("pass", None, None, None, None))
        name = row.text.en.split("(")[0].split(";")[0].rstrip(". ")
        made.append(
            Play(
                row.id.lower(),
                name[0].upper() + name[1:110],
                titles[prefix],
                (row.id,),
                *ending,
            )
        )
    return made


def write_run(
    directory: Path,
    scenarios: list[Play] | None = None,
    target: dict[str, str] = REFERENCE,
    baseline: dict[str, Any] | None = None,
) -> Path:
    """Write events and evidence of a sample run into a directory."""
    redactor = Redactor()
    redactor.register(CODE)
    recorder = Recorder(directory, redactor)
    listed = plays() if scenarios is None else scenarios
    recorder.emit("run.started", **_start(listed), target=target, baseline=baseline)
    for place, play in enumerate(listed):
        if place == 4:
            perform(recorder.scenario(play.id, 1), Play(play.id, "", "", (), "error"), place)
        perform(recorder.scenario(play.id, 2 if place == 4 else 1), play, place)
    recorder.emit("run.finished")
    recorder.close()
    return directory


def _planned(play: Play) -> dict[str, Any]:
    return {
        "id": play.id,
        "name": play.name,
        "feature": play.feature,
        "rule": f"{' '.join(play.requirements)}: {play.name}",
        "requirements": list(play.requirements),
        "tags": list(play.requirements),
        "location": f"features/{play.id}.feature:12",
    }


def _start(listed: list[Play]) -> dict[str, Any]:
    return {
        "run": "2026-11-24T0312-7f3a",
        "schema": "vodomer.events/1",
        "suite": {
            "version": "0.1.0",
            "catalogue_sha256": catalogue.digest(),
            "features_sha256": "a1" * 32,
        },
        "profile": "activation",
        "agent": "browser",
        "lanes": 4,
        "seed": "20261124",
        "environment": {
            "python": "3.11.7",
            "platform": "Linux x86_64",
            "browser": {"name": "Chromium", "version": "156.0", "source": "headless shell"},
            "packages": {"playwright": "1.65.2", "pytest-bdd": "9.0.1"},
        },
        "plan": [_planned(play) for play in listed],
        "filtered": False,
        "command": "vodomer run --target reference",
    }


def perform(scenario: ScenarioRecorder, play: Play, place: int) -> None:
    """Write what a sample scenario sees, and how it ends."""
    stops_at = len(STEPS) - 1 if play.verdict == "fail" else 3
    bad = play.verdict != "pass"
    for index, (keyword, text) in enumerate(STEPS):
        scenario.step = index
        verdict = play.verdict if bad and index == stops_at else "pass"
        if bad and index > stops_at:
            verdict = "not_run"
        if verdict != "not_run":
            _show(scenario, play, index, place)
        scenario.step_finished(
            keyword=keyword, text=text, verdict=verdict, duration_ms=180 + 37 * index + place
        )
    if play.verdict == "pass":
        scenario.observation(
            "what the page says", "Vaš račun je aktiviran.", "Vaš račun je aktiviran."
        )
    ending: dict[str, Any] = {
        "expected": play.expected,
        "actual": play.actual,
        "message": play.message,
        "cause": play.cause,
    }
    scenario.finished(verdict=play.verdict, duration_ms=1900 + 211 * (place % 17), **ending)


def _show(scenario: ScenarioRecorder, play: Play, index: int, place: int) -> None:
    alarm = index == 5 and play.verdict == "fail"
    scenario.picture(page_picture(1 + index % 3, (place * 7) % 60, alarm=alarm), STEPS[index][1])
    if index == 0:
        text = f"Dobrodošli!\n\nVaša aktivacijska koda: {CODE}\nhttps://localhost/\n"
        scenario.mail("Dobrodošli v informacijskem sistemu – aktivacijska koda", text)
    if index == 3:
        scenario.exchange(
            "GET /authorize",
            {
                "request": {"method": "GET", "url": "http://localhost/authorize?state=xyz"},
                "response": {"status": 302, "location": "http://localhost/cb?code=abc&state=xyz"},
            },
        )
    if index == 5:
        scenario.observation(
            "the page after confirmation", play.expected or "activated", play.actual or "activated"
        )


def sample_record(
    directory: Path, only: Collection[str] = (), target: dict[str, str] = REFERENCE
) -> RunRecord:
    """Write the sample run of all or only some requirements, judged."""
    rows = {id: _row(row) for id, row in catalogue.load().items() if not only or id in only}
    write_run(directory, [play for play in plays() if play.requirements[0] in rows], target)
    record = judge(read_events(directory / "events.ndjson"), rows)
    write_run_json(record, directory)
    return record


def _row(row: catalogue.Requirement) -> catalogue.Requirement:
    reason = UNTESTED.get(row.id) or UNTESTED.get(row.id.partition("-")[0])
    return row.model_copy(update={"not_tested": reason})
