"""How does a run look to Allure (allurereport.org): a folder of results and attachments?

A case keeps its `historyId` from run to run, and each attempt is a result of its own, so that
Allure shows histories and retries. Attached are only files that the run's own evidence holds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from harness.record.judged_run import Evidence, RunRecord, Step
from harness.record.whole_file import write_whole
from harness.render import Format
from harness.render.allure_about import CATEGORIES, environment, executor
from harness.render.cases import Case, Trial, cases, identity, said
from harness.render.markdown import plain
from harness.render.stored import media_type, read_stored
from harness.render.words import part

_SEVERITY = {"MUST": "critical", "SHOULD": "minor"}
_DESCRIBED = 2_000
"""Characters of one text in a description."""
Message = dict[str, Any]


class Allure(Format):
    """Results of Allure 2, which Allure 3 reads, too."""

    name = "allure"
    file = "allure-results"
    on_request = True
    stands_alone = True

    def write(self, record: RunRecord, directory: Path, into: Path) -> Path:
        """Write the folder anew: results of an earlier report would count as further tests."""
        folder = into / self.file
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
        folder.mkdir()
        results = _Results(record, directory, folder)
        for case in cases(record):
            for trial in case.trials:
                result = results.of(case, trial)
                _write(folder / f"{result['uuid']}-result.json", result)
        _write(folder / "categories.json", CATEGORIES)
        _write(folder / "executor.json", executor(record))
        write_whole(folder / "environment.properties", environment(record))
        return folder


def _write(path: Path, content: object) -> None:
    write_whole(path, _json(content))


def _json(content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False)
    return f"{text}\n".replace("<", "\\u003c").encode()


@dataclass(frozen=True)
class _Results:
    """Makes results, and copies what they attach from the run's `directory` to their `folder`."""

    record: RunRecord
    directory: Path
    folder: Path

    def of(self, case: Case, trial: Trial) -> Message:
        """Make the result of one attempt."""
        key = sha256(f"vodomer\n{case.id}".encode()).hexdigest()[:32]
        how = {"agent": self.record.agent, "profile": self.record.profile}
        known = {step.index for step in trial.steps}
        rest = [seen for seen in trial.evidence if seen.step not in known]
        return {
            "uuid": identity(self.record.invocation or self.record.run, case.id, trial.number),
            "testCaseId": key,
            "historyId": f"{key}.{sha256(json.dumps(how).encode()).hexdigest()[:32]}",
            "fullName": f"{case.feature}: {case.id}",
            "name": case.name,
            "description": _description(self.record, case),
            "stage": "finished",
            "status": trial.status,
            "statusDetails": _details(case, trial),
            "start": trial.started,
            "stop": trial.started + round(trial.duration_ms),
            "labels": [{"name": name, "value": it} for name, it in _labels(self.record, case)],
            "parameters": [{"name": name, "value": it} for name, it in how.items() if it],
            "steps": [*self._steps(trial), *_observations(rest, trial)],
            "attachments": list(self._attachments(rest)),
        }

    def _steps(self, trial: Trial) -> Iterator[Message]:
        at = trial.started
        for step in trial.steps:
            seen = [one for one in trial.evidence if one.step == step.index]
            end = at + round(step.duration_ms)
            yield {
                "name": f"{step.keyword.strip()} {step.text}",
                "stage": "finished",
                "status": trial.status_of(step.verdict),
                "statusDetails": _of_step(step),
                "start": at,
                "stop": end,
                "steps": list(_observations(seen, trial)),
                "attachments": list(self._attachments(seen)),
            }
            at = end

    def _attachments(self, evidence: Iterable[Evidence]) -> Iterator[Message]:
        for seen in evidence:
            if seen.kind != "observation" and (name := self._kept(seen)):
                yield {"name": seen.title or seen.kind, "source": name, "type": media_type(name)}

    def _kept(self, seen: Evidence) -> str | None:
        """Keep it by its digest, once; None for a file that is not what it claims to be."""
        content: bytes | None = None
        if seen.file:
            digest, _, ending = Path(seen.file).name.partition(".")
        else:
            ending, content = _written(seen.data)
            digest = sha256(content).hexdigest()
        name = f"{digest}-attachment.{ending.rpartition('.')[2]}"
        if (self.folder / name).exists():
            return name
        content = read_stored(self.directory, seen.file) if seen.file else content
        return write_whole(self.folder / name, content).name if content is not None else None


def _written(data: object) -> tuple[str, bytes]:
    if isinstance(data, dict) and set(data) == {"text"}:
        return "txt", str(data["text"]).encode()
    return "json", _json(data)


def _labels(record: RunRecord, case: Case) -> Iterator[tuple[str, str]]:
    looked_at = part(record)
    scope = f" (part: {looked_at.en})" if looked_at else ""
    yield "framework", "vodomer"
    yield "parentSuite", str(record.target.get("name") or "vodomer") + scope
    yield "suite", case.feature
    yield "feature", case.feature
    if case.scenario and case.scenario.rule:
        yield "subSuite", case.scenario.rule
        yield "story", case.scenario.rule
    levels = {
        record.requirements[id].level for id in case.requirements if id in record.requirements
    }
    yield "severity", _SEVERITY["SHOULD" if levels == {"SHOULD"} else "MUST"]
    yield from (("tag", id) for id in case.requirements)
    if case.waived:
        yield "tag", "waived"


def _details(case: Case, trial: Trial) -> Message:
    """Say why; a failure that is waived is known there, and mutes no other."""
    flaky = bool(case.scenario and case.scenario.flaky)
    known = case.waived and trial.status == "skipped"
    return {"message": trial.message, "flaky": flaky, "known": known, "muted": known}


def _of_step(step: Step) -> Message:
    return {"message": "\n".join(said(step.expected, step.actual, step.message))}


def _observations(evidence: Iterable[Evidence], trial: Trial) -> Iterator[Message]:
    """Tell of what was looked at as of steps."""
    for seen in evidence:
        if seen.kind == "observation":
            holds = seen.holds is not False
            yield {
                "name": seen.title,
                "stage": "finished",
                "status": "passed" if holds else trial.failing,
                "statusDetails": {"message": "\n".join(said(seen.expected, seen.actual, None))},
            }


def _description(record: RunRecord, case: Case) -> str:
    """Say in Markdown what is required, where that is said, what to change, and how to repeat."""
    lines = []
    for id in case.requirements:
        if one := record.requirements.get(id):
            fix = case.scenario.fix if case.scenario and case.scenario.fix else one.fix
            told = {one.level: one.text.en, "Source": one.source, "What to change": fix.en}
            lines += [f"{id} {name}: {plain(text, _DESCRIBED)}" for name, text in told.items()]
    if case.scenario:
        lines.append(f"Again: {plain(case.scenario.rerun, _DESCRIBED)}")
    return "\n\n".join(lines)
