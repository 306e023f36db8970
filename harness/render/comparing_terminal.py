"""How does a comparison look at a terminal: plain lines, what is new first?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.record.comparison import Compared, Comparison, Look
from harness.record.judged_run import Scenario
from harness.record.sanitize import sanitize
from harness.render.comparing import ComparisonFormat, remarks, sections, sentence
from harness.render.words import words

_LONGEST = 1000
"""Characters of a line of what a target said."""


class Terminal(ComparisonFormat):
    """Lines in English, without colour."""

    name = "terminal"

    def text(self, comparison: Comparison) -> str:
        """Write the sentence, then what has changed, each with what both runs say."""
        return "".join(f"{sanitize(line)}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"before:  {_about(comparison.before)}"
    yield f"now:     {_about(comparison.after)}"
    yield from (f"warning: {one.en}" for one in remarks(comparison))
    for fact in comparison.facts:
        yield f"differs: {fact.name}: {fact.before or '-'} -> {fact.after or '-'}"
    yield from (f"catalogue: {line}" for line in comparison.requirements)
    for section in sections(comparison):
        yield f"\n{section.title.en}: {len(section.checks)}"
        for one in section.checks:
            yield f"  {one.scenario.id}  {' '.join(one.scenario.requirements)}  {_turned(one)}"
            if section.whole:
                yield from _sides(one)
    yield f"\n{sentence(comparison).en}"


def _about(look: Look) -> str:
    told = look.record
    facts = [str(told.target.get("name") or "?"), f"verdict {told.verdict}", told.started_at or "?"]
    if version := told.target.get("version"):
        facts.insert(1, f"version {version}")
    return f"{look.folder}  ({', '.join(facts)})"


def _turned(one: Compared) -> str:
    then, now = (side.verdict if side else "-" for side in (one.before, one.after))
    took = ""
    if one.is_slower and one.before and one.after:
        took = f", {one.before.duration_ms:.0f} ms -> {one.after.duration_ms:.0f} ms"
    return f"{then} -> {now}{took}"


def _sides(one: Compared) -> Iterator[str]:
    for key, side in (("compare-before", one.before), ("compare-after", one.after)):
        if side is not None and (told := _said(side)):
            yield f"    {words()[key].en + ':':8} {told}"[:_LONGEST]


def _said(side: Scenario) -> str:
    parts = {"expected": side.expected, "actual": side.actual, "": side.remark}
    told = [f"{name} {text}".strip() for name, text in parts.items() if text]
    return " ".join("; ".join(told).split())
