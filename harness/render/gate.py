"""How do reports say what a baseline waives, and what of it is out of date?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.record.judged_run import RunRecord, Scenario
from harness.record.verdict import BASELINE_OUT_OF_DATE
from harness.record.waivers import Gate, Waived, Waiver
from harness.render.words import words
from harness.words import Words


def sentence(gate: Gate) -> Words:
    """Say whether the gate is green, and if not, what has to be changed."""
    codes = {0: "gate-green", BASELINE_OUT_OF_DATE: "gate-behind"}
    return _said(codes.get(gate.exit_code, "gate-new"), file=gate.file, code=gate.exit_code)


def waived(record: RunRecord, scenario: Scenario) -> Words | None:
    """Say who waives the failure of a scenario, and until when; None where nobody does."""
    waiver = record.gate.waiver_of(scenario.id) if record.gate else None
    return terms(waiver) if waiver else None


def terms(waiver: Waiver) -> Words:
    """Say what an entry says: until when, who answers for it, and why."""
    ticket = f" ({waiver.ticket})" if waiver.ticket else ""
    reason = f"{waiver.reason}{ticket}"
    return _said("gate-waived", until=waiver.until, owner=waiver.owner, reason=reason)


def standing(one: Waived) -> Words:
    """Say what became of an entry."""
    return words()[f"standing-{one.standing}"]


def said_of(gate: Gate) -> Iterator[Words]:
    """Say all in lines: the gate first, then every entry with its standing and its terms."""
    yield sentence(gate)
    for one in gate.waivers:
        stands, said = standing(one), terms(one.waiver)
        yield Words(
            sl=f"{one.waiver.name}: {stands.sl}. {said.sl}",
            en=f"{one.waiver.name}: {stands.en}. {said.en}",
        )


def _said(key: str, **values: object) -> Words:
    pair = words()[key]
    return Words(sl=pair.sl.format(**values), en=pair.en.format(**values))
