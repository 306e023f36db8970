"""What does the summary of a CI job say in a few lines?"""

import re
from pathlib import Path

from harness.record.judged_run import RunRecord, Scenario
from harness.record.verdict import Verdict
from harness.render import TextFormat
from harness.render.gate import said_of
from harness.render.words import part, sentence, verdict_word

_SHOWN = 20
_MARKUP = re.compile(r"[^\w\s,./čšžČŠŽ„“”’–…-]|_|https?(?=:)|www(?=\.)")


class Markdown(TextFormat):
    """A short summary in Slovenian and English, as GitHub and GitLab show beside a job."""

    name = "markdown"
    file = "summary.md"
    on_request = True

    def text(self, record: RunRecord, directory: Path) -> str:  # noqa: ARG002 - the seam has it
        """Write the verdict, the counts and what failed; the rest is in the report."""
        said = sentence(record)
        counts = " · ".join(f"{verdict_word(word)} {n}" for word, n in _counts(record))
        lines = [f"## {said.sl}", "", f"**{said.en}**", "", counts, ""]
        lines += (
            [f"Del / part: {looked_at.sl} / {looked_at.en}", ""]
            if (looked_at := part(record))
            else []
        )
        lines += [f"- {plain(problem.text.en)}" for problem in record.problems]
        if record.gate:
            lines += ["", *(f"- {plain(one.en)}" for one in said_of(record.gate))]
        begun = [] if record.examined_nothing else record.scenarios
        lines += ["", *_table([one for one in begun if one.verdict.is_trouble])]
        lines += [f"Exit code {record.exit_code} · report.html · run.json · junit.xml"]
        return "\n".join(lines) + "\n"


def _counts(record: RunRecord) -> list[tuple[Verdict, int]]:
    must = record.counts["must"]
    return [(word, must[word]) for word in Verdict if must.get(word)]


def _table(troubled: list[Scenario]) -> list[str]:
    if not troubled:
        return []
    ordered = sorted(troubled, key=lambda scenario: scenario.verdict.gravity)
    lines = ["| | | Pričakovano / Expected | Dejansko / Actual |", "|--|--|--|--|"]
    lines += [_row(scenario) for scenario in ordered[:_SHOWN]]
    hidden = len(ordered) - _SHOWN
    return [*lines, *([f"| … | +{hidden} | | |"] if hidden > 0 else []), ""]


def _row(scenario: Scenario) -> str:
    cited = " ".join(scenario.requirements)
    seen = scenario.actual or scenario.message or ""
    cells = [f"{verdict_word(scenario.verdict)}", f"{cited} {scenario.name}"]
    cells += [scenario.expected or "", seen]
    return "| " + " | ".join(plain(cell) for cell in cells) + " |"


def plain(text: str, limit: int = 200) -> str:
    """One line in which no sign is markup, link or mention any more; a longer one is cut."""
    line = " ".join(text.split())
    short = line if len(line) <= limit else f"{line[:limit]}…"
    return _MARKUP.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), short)
