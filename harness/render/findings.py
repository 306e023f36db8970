"""What is in trouble in a run, one by one, for formats that gather findings of many tools?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from harness.record.judged_run import RunRecord, Scenario
from harness.record.verdict import Verdict
from harness.render.cases import place, said
from harness.render.gate import standing, waived

OF_THE_RUN = "vodomer-run"
"""What a run breaks, in a requirement's stead, that is no proof, whatever was found."""
REPORT = "report.html"
"""Where it is told of what has no line in a file of its own, from the folder of the run."""


@dataclass(frozen=True)
class Finding:
    """One requirement in trouble, or why the run is no proof.

    `text` says what was expected and seen, in lines; `waived` who waives it, where somebody does.
    """

    rule: str
    verdict: Verdict
    name: str
    text: str
    key: str
    scenario: Scenario | None = None
    waived: str | None = None

    @property
    def is_warning(self) -> bool:
        """Whether nothing but recommendations failed; all else is an error."""
        return self.verdict is Verdict.WARN

    @property
    def fingerprint(self) -> str:
        """What stays the same for as long as the same check finds fault with the same."""
        return sha256(f"{self.key}\n{self.rule}".encode()).hexdigest()

    @property
    def place(self) -> tuple[str, int | None]:
        """Name file and line of a scenario; of a check the report."""
        return (place(self.scenario.location) if self.scenario else None) or (REPORT, None)


def findings(record: RunRecord) -> Iterator[Finding]:
    """Give what is in trouble: requirements first, then what is wrong with run and baseline."""
    begun = () if record.examined_nothing and record.problems else record.scenarios
    for one in begun:
        if one.verdict.is_trouble:
            yield from _of_scenario(record, one)
    for problem in record.problems:
        text = problem.text.en
        yield Finding(OF_THE_RUN, problem.verdict, "the run", text, key=text)
    for entry in record.gate.red if record.gate else ():
        name, text = entry.waiver.name, standing(entry).en
        yield Finding(OF_THE_RUN, Verdict.FAIL, f"the baseline: {name}", text, key=name)


def _of_scenario(record: RunRecord, one: Scenario) -> Iterator[Finding]:
    lines = [*said(one.expected, one.actual, one.remark), f"again: {one.rerun}"]
    why = waived(record, one)
    for rule in one.requirements or (OF_THE_RUN,):
        yield Finding(
            rule,
            one.verdict,
            one.name,
            "\n".join(lines),
            key=one.id,
            scenario=one,
            waived=why.en if why else None,
        )
