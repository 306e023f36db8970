"""`vodomer explain ID`: what is it that a report names, and what has it to do with the rest?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from shlex import quote
from typing import Annotated, Any

import typer
from rich.console import Console

from harness import catalogue
from harness.catalogue import Requirement
from harness.checks.kinds import every_check
from harness.checks.provider import drift
from harness.commands.listing import KINDS
from harness.engine.pytest_session import list_scenarios
from harness.errors import UsageError
from harness.processes.registries import Row
from harness.unknown import unknown

Facts = Iterable[tuple[str, str]]
"""What is said, each with its label; an empty label goes on with the one before."""
WHAT = "requirement, scenario, check, fault, defect or mechanism"
LANGUAGES = ("sl", "en")


def explain(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help=f"A {WHAT}, such as ACT-06 or fault-wrong_nonce.")
    ],
    language: Annotated[str, typer.Option("--lang", help="sl or en.")] = "en",
) -> None:
    """Explain what a report names: what it is, its source, what proves it, what to do."""
    if language not in LANGUAGES:
        raise UsageError(f"--lang {language}: choose sl or en")
    found = list(known_as(identity))
    if not found:
        names = [str(row["id"]) for kind in EXPLAINED for row in KINDS[kind]()]
        raise unknown(WHAT, [identity], names, "vodomer list KIND")
    console = Console(highlight=False)
    for number, (kind, row) in enumerate(found):
        title, *facts = EXPLAINED[kind](row, language)
        console.print(f"{'' if not number else chr(10)}{title[1]}", style="bold", markup=False)
        for label, text in facts:
            said = f"{label}: {text}" if label else text
            console.print(said, markup=False, soft_wrap=text.startswith("vodomer "))


def known_as(identity: str) -> Iterator[tuple[str, Row]]:
    """Give everything that has this id, in either case, with its kind."""
    for kind in EXPLAINED:
        for row in KINDS[kind]():
            names = {str(row["id"]).casefold(), str(row["id"]).partition("[")[0].casefold()}
            names |= {str(row["formerly"])} if row.get("formerly") else set()
            if identity.casefold() in names:
                yield kind, row


def of_requirement(row: Row, language: str) -> Facts:
    """Tell a requirement, its source, its remedy and its proofs."""
    one = catalogue.load()[row["id"]]
    proofs = [scenario.id for scenario in list_scenarios() if one.id in scenario.requirements]
    proofs += [check.id for check in every_check() if one.id == check.requirement]
    proofs += ["vodomer drift"] if one.id == drift.REQUIREMENT else []
    yield "", f"{one.id}  {one.level}  ({', '.join(one.profiles)}; since {one.since})"
    yield "", getattr(one.text, language) + "\n"
    yield from remedy(one, language)
    yield "proved by", ", ".join(proofs) or f"nothing yet: {one.not_tested}"


def of_scenario(row: Row, language: str) -> Facts:
    """Tell a scenario, what it proves, and how it is run."""
    yield "", f"{row['id']}  (scenario)"
    yield "", f"{row['feature']}: {row['name']}\n"
    yield from proves(row["requirements"], language)
    yield "written in", row["location"]
    yield "run it", f"vodomer run --only {quote(row['id'])}"


def of_check(row: Row, language: str) -> Facts:
    """Tell a check, whom it is for, what it proves, and how it is run."""
    about = f"{row['kind']} check of profile {', '.join(row['profiles'])}"
    yield "", f"{row['id']}  ({about})"
    yield "", row["text"][language] + "\n"
    yield from proves(row["requirements"], language)
    if row["fault"]:
        yield "switches on", f"the fault {row['fault']} at the mock"
    yield "run it", f"vodomer certify TARGET.toml --only {quote(row['id'])}"


def of_fault(row: Row, language: str) -> Facts:
    """Tell a fault of the mock, and what an application must do about it."""
    whose = "; everybody meets it" if row["exclusive"] else ""
    yield "", f"{row['id']}  (fault of the mock{whose})"
    yield "", row["title"][language] + "\n"
    yield "an application must show", row["must"]
    yield from proves(row["proves"], language)
    checks = [one["id"] for one in KINDS["checks"]() if one["fault"] == row["id"]]
    yield "checked by", ", ".join(checks) or "scenarios of the requirement"


def of_defect(row: Row, language: str) -> Facts:
    """Tell a defect of the reference, and what must notice it."""
    yield "", f"{row['id']}  (defect of the reference)"
    yield "", row["title"][language] + "\n"
    yield from proves([row["breaks"]], language, "breaks")
    yield "see it caught", f"vodomer selftest --only {quote(row['id'])}"


def of_mechanism(row: Row, language: str) -> Facts:
    """Tell a mechanism of signing in."""
    yield "", f"{row['id']}  (mechanism of the mock)"
    yield "", row["title"][language] + "\n"
    yield "level of assurance", str(row["level"])
    yield "second factor", "yes" if row["second"] else "no"


def proves(ids: Iterable[str], language: str, label: str = "proves") -> Facts:
    """Tell requirements, each with its words, source and remedy."""
    rows = catalogue.load()
    for id in ids:
        if id in rows:
            yield label, f"{id}  {rows[id].level}  {getattr(rows[id].text, language)}"
            yield from remedy(rows[id], language)


def remedy(row: Requirement, language: str) -> Facts:
    """Tell where a requirement comes from, and what to change where it is not met."""
    yield "source", row.source
    yield "when it fails", getattr(row.fix, language)


EXPLAINED: dict[str, Callable[[Any, str], Facts]] = {
    "requirements": of_requirement,
    "scenarios": of_scenario,
    "checks": of_check,
    "faults": of_fault,
    "defects": of_defect,
    "mechanisms": of_mechanism,
}
"""How each kind of `vodomer list` is explained."""
