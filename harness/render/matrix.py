"""Write which application meets which requirement: Markdown to publish, and a page."""

from __future__ import annotations

from collections.abc import Iterator

from harness import __version__
from harness.record.judged_run import RunRecord
from harness.record.matrix import Matrix, target_of
from harness.record.verdict import Verdict
from harness.render.html import page_of_tables
from harness.render.markdown import plain

SAID = {
    Verdict.PASS: "pass",
    Verdict.NOT_APPLICABLE: "n/a",
    Verdict.FAIL: "**fail**",
    Verdict.FLAKY: "**flaky**",
    Verdict.ERROR: "**error**",
    Verdict.INCOMPLETE: "**incomplete**",
    None: "–",
}
"""What stands in a cell where it is not the verdict's own word."""


def version_of(run: RunRecord) -> str:
    """Say which product in which version was examined, as the run was told."""
    told = [str(run.target.get(name) or "") for name in ("product", "version")]
    return " ".join(filter(None, told)) or "?"


def met(run: RunRecord) -> str:
    """Count the MUST requirements that were looked at, and those of them that are met."""
    must = run.counts["must"]
    looked_at = sum(number for verdict, number in must.items() if verdict not in _NOT_LOOKED_AT)
    return f"{must.get(Verdict.PASS, 0) + must.get(Verdict.WARN, 0)} / {looked_at}"


_NOT_LOOKED_AT = (Verdict.NOT_APPLICABLE, Verdict.NOT_RUN, Verdict.NOT_TESTED)


def matrix_markdown(matrix: Matrix, command: str) -> str:
    """Write the tables; `command` is what makes them anew."""
    return "".join(f"{line}\n" for line in _lines(matrix, command))


def _lines(matrix: Matrix, command: str) -> Iterator[str]:
    yield from ("# Requirement by application", "")
    yield from (f"Made by Vodomer {__version__}; to make it anew: `{command}`", "")
    yield "| Application | Version | Examined | Verdict | MUST met | With | Catalogue |"
    yield "|---|---|---|---|---|---|---|"
    for run in matrix.runs:
        day, part = (run.started_at or "?")[:10], " (a part)" if run.filtered else ""
        suite = f"revision {run.suite.get('catalogue_revision', '?')}"
        cells = (target_of(run), version_of(run), day, f"{run.verdict}{part}", met(run))
        yield _row(plain(cell) for cell in (*cells, run.agent, suite))
    yield ""
    yield _row(["Requirement", "Level", *(plain(target_of(run)) for run in matrix.runs)])
    yield _row(["---"] * (2 + len(matrix.runs)))
    for row in matrix.rows:
        about = row.requirement
        said = (SAID.get(one, str(one)) for one in row.verdicts)
        yield _row([f"{about.id} {plain(about.text.en)}", about.level, *said])
    yield ""
    yield (
        "`pass`: it was seen to hold. `n/a`: it does not concern this application. "
        "–: it was not looked at."
    )


def _row(cells: Iterator[str] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def matrix_page(matrix: Matrix) -> str:
    """Return the whole page; it needs no other file and no server."""
    told = {"target_of": target_of, "version_of": version_of, "met": met}
    return page_of_tables("matrix.html.j2", of_checks=True, matrix=matrix, **told)
