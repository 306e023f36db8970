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
from harness.commands.explain_words import say
from harness.commands.listing import KINDS
from harness.engine.feature_files import list_scenarios
from harness.errors import UsageError
from harness.processes.registries import Row
from harness.unknown import unknown
from harness.words import LANGUAGES

Facts = Iterable[tuple[str, str]]
"""What is said, each with its label's key; an empty one goes on with the one before."""
WHAT = "requirement, scenario, check, fault, defect, mechanism or public fault"


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
            said = f"{say(label, language)}: {text}" if label else text
            console.print(said, markup=False, soft_wrap=text.startswith("vodomer "))


def known_as(identity: str) -> Iterator[tuple[str, Row]]:
    """Give everything that has this id, in either case, with its kind."""
    for kind in EXPLAINED:
        for row in KINDS[kind]():
            names = {str(row["id"]).casefold(), str(row["id"]).partition("[")[0].casefold()}
            names |= {str(row["formerly"])} if row.get("formerly") else set()
            names |= {str(one).casefold() for one in row.get("also", ())}
            if identity.casefold() in names:
                yield kind, row


def of_requirement(row: Row, language: str) -> Facts:
    """Tell a requirement, its source, its remedy and its proofs."""
    one = catalogue.load()[row["id"]]
    proofs = [scenario.id for scenario in list_scenarios() if one.id in scenario.requirements]
    proofs += [check.id for check in every_check() if one.id == check.requirement]
    proofs += ["vodomer drift"] if one.id == drift.REQUIREMENT else []
    since = say("since", language, since=one.since)
    yield "", f"{one.id}  {one.level}  ({', '.join(one.profiles)}; {since})"
    yield "", getattr(one.text, language) + "\n"
    yield from remedy(one, language)
    yield "proved_by", ", ".join(proofs) or say("unproved", language, reason=one.not_tested)


def of_scenario(row: Row, language: str) -> Facts:
    """Tell a scenario, what it proves, and how it is run."""
    yield "", f"{row['id']}  ({say('scenario', language)})"
    yield "", f"{row['feature']}: {row['name']}\n"
    yield from proves(row["requirements"], language)
    yield "where", row["location"]
    yield "run", f"vodomer run --only {quote(row['id'])}"


def of_check(row: Row, language: str) -> Facts:
    """Tell a check, whom it is for, what it proves, and how it is run."""
    profiles = ", ".join(row["profiles"])
    about = say("check", language, kind=say(f"kind_{row['kind']}", language), profiles=profiles)
    yield "", f"{row['id']}  ({about})"
    yield "", row["text"][language] + "\n"
    yield from proves(row["requirements"], language, check=row["id"])
    if row["fault"]:
        yield "switches_on", say("switched_on", language, fault=row["fault"])
    yield "run", f"vodomer certify TARGET.toml --only {quote(row['id'])}"


def of_fault(row: Row, language: str) -> Facts:
    """Tell a fault of the mock, and what an application must do about it."""
    whose = say("everybody", language) if row["exclusive"] else ""
    yield "", f"{row['id']}  ({say('fault', language, whose=whose)})"
    yield "", row["title"][language] + "\n"
    yield "must", say(row["must"], language)
    yield from proves(row["proves"], language, check=f"fault-{row['id']}")
    checks = [one["id"] for one in KINDS["checks"]() if one["fault"] == row["id"]]
    yield "checked_by", ", ".join(checks) or say("of_requirement", language)


def of_defect(row: Row, language: str) -> Facts:
    """Tell a defect of the reference, and what must notice it."""
    yield "", f"{row['id']}  ({say('defect', language)})"
    yield "", row["title"][language] + "\n"
    yield from proves([row["breaks"]], language, "breaks")
    yield "caught", f"vodomer selftest --only {quote(row['id'])}"


def of_mechanism(row: Row, language: str) -> Facts:
    """Tell a mechanism of signing in."""
    yield "", f"{row['id']}  ({say('mechanism', language)})"
    yield "", row["title"][language] + "\n"
    yield "level", str(row["level"])
    yield "factor", say("yes" if row["second"] else "no", language)


def of_public_fault(row: Row, language: str) -> Facts:
    """Tell a fault that became public, and what sees one of its kind."""
    yield "", f"{', '.join((row['id'], *row['also']))}  ({row['product']}, {row['year']})"
    yield "", row["text"][language] + "\n"
    if row["why_not"]:
        yield "not_seen", row["why_not"][language]
        return
    yield "checked_by", ", ".join(row["checks"])
    yield "caught", f"vodomer selftest --only {quote(row['defects'][0])}"


def proves(ids: Iterable[str], language: str, label: str = "proves", check: str = "") -> Facts:
    """Tell requirements, each with its words, source and remedy."""
    requirements = catalogue.load()
    for one in (requirements[id] for id in ids if id in requirements):
        yield label, f"{one.id}  {one.level}  {getattr(one.text, language)}"
        yield from remedy(one, language, check)


def remedy(requirement: Requirement, language: str, check: str = "") -> Facts:
    """Tell where a requirement comes from, and what to change where a check finds it unmet."""
    yield "source", requirement.source
    yield "fix", getattr(requirement.fix_of(check), language)


EXPLAINED: dict[str, Callable[[Any, str], Facts]] = {
    "requirements": of_requirement,
    "scenarios": of_scenario,
    "checks": of_check,
    "faults": of_fault,
    "defects": of_defect,
    "mechanisms": of_mechanism,
    "record": of_public_fault,
}
"""How each kind of `vodomer list` is explained."""
