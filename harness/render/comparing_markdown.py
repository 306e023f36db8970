"""What does a comparison say in a few lines, for the summary of a CI job or a pull request?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.record.comparison import Compared, Comparison
from harness.record.judged_run import Scenario
from harness.render.comparing import ComparisonFormat, Section, remarks, sections, sentence
from harness.render.markdown import plain
from harness.render.words import verdict_word

_SHOWN = 20


class ComparisonMarkdown(ComparisonFormat):
    """Slovenian and English, as GitHub and GitLab show it."""

    name = "markdown"

    def text(self, comparison: Comparison) -> str:
        """Write the sentence, what differs, and a table for all that has changed."""
        return "".join(f"{line}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    told = sentence(comparison)
    yield from (f"## {told.sl}", "", f"**{told.en}**", "")
    yield from (f"- {plain(one.sl)} / {plain(one.en)}" for one in remarks(comparison))
    for fact in comparison.facts:
        yield f"- {plain(fact.name)}: {plain(fact.before) or '–'} → {plain(fact.after) or '–'}"
    yield from (f"- {plain(line)}" for line in comparison.requirements)
    for section in sections(comparison):
        yield from _table(section)


def _table(section: Section) -> Iterator[str]:
    title = section.title
    yield from ("", f"### {title.sl} / {title.en}: {len(section.checks)}", "")
    yield from ("| | Prej / Before | Zdaj / Now |", "|--|--|--|")
    for one in section.checks[:_SHOWN]:
        yield f"| {_name(one)} | {_cell(one.before)} | {_cell(one.after)} |"
    if (hidden := len(section.checks) - _SHOWN) > 0:
        yield f"| … +{hidden} | | |"


def _name(one: Compared) -> str:
    return plain(f"{' '.join(one.scenario.requirements)} {one.scenario.name}")


def _cell(side: Scenario | None) -> str:
    if side is None:
        return ""
    return plain(f"{verdict_word(side.verdict)}. {side.actual or side.message or ''}")
