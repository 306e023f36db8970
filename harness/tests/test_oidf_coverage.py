"""Is every module of the OpenID Foundation answered by what there is, or left out with a reason?"""

import json
from collections import Counter

import pytest
from pydantic import ValidationError

from harness import catalogue
from harness.catalogue.coverage import SIDES, Module, modules, texts_of, unlike_the_suite
from harness.checks.provider import all_checks
from harness.commands.listing import KINDS
from harness.tests.command import vodomer

ALL = [module for side in SIDES for module in modules(side)]
PLANS = {
    "Basic RP": 14,
    "Implicit RP": 15,
    "Hybrid RP": 18,
    "Config RP": 6,
    "Dynamic RP": 12,
    "3rd Party-Init RP": 1,
    "RP-Initiated RP": 3,
    "Front-Channel RP": 1,
    "Back-Channel RP": 8,
    "Session RP": 1,
}
"""How many modules each plan for relying parties has in the suite."""


def test_every_module_for_relying_parties_is_there() -> None:
    listed = modules("relying_party")
    assert len({module.id for module in listed}) == len(listed) == 57
    assert Counter(plan for module in listed for plan in module.plans) == PLANS


def test_the_modules_for_providers_are_the_checks_of_their_names() -> None:
    listed = modules("provider")
    answered = {module.id for module in listed if not module.left_out}
    assert answered == {name for name in all_checks() if name.startswith("oidcc-")}
    assert Counter(plan for module in listed for plan in module.plans) == {
        "Config OP": 1,
        "Basic OP": 38,
        "RP-Initiated Logout OP": 11,
    }


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.id)
def test_an_answer_is_a_requirement_that_binds(module: Module) -> None:
    rows = catalogue.load()
    profile = "provider" if module in modules("provider") else "application"
    assert all(profile in rows[id].profiles for id in module.requirements)
    assert set(module.verdict_from) <= set(texts_of("verdict_from"))
    assert module.words().sl
    assert module.words().en


def test_a_fault_that_answers_proves_that_requirement() -> None:
    proves = {fault["id"]: set(fault["proves"]) for fault in KINDS["faults"]()}
    named = [(module, fault) for module in ALL for fault in module.faults]
    assert named
    wrong = [module.id for module, fault in named if not proves[fault] & set(module.requirements)]
    assert not wrong


def test_no_word_is_there_for_nothing() -> None:
    used = {
        "verdict_from": {source for module in ALL for source in module.verdict_from},
        "left_out": {module.left_out for module in ALL if module.left_out},
        "note": {module.note for module in ALL if module.note},
    }
    assert {group: set(texts_of(group)) for group in used} == used


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"requirements": ("RP-08",)},
        {"requirements": ("RP-08",), "verdict_from": ("session",), "left_out": "choice"},
    ],
)
def test_a_module_has_an_answer_or_a_reason(row: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="give requirements and verdict_from, or left_out"):
        Module.model_validate({"id": "m", "plans": (), **row})


def test_what_no_module_asks_for_is_named() -> None:
    beyond = {row.id for row in unlike_the_suite()}
    assert {"RP-04", "RP-11", "RP-25"} <= beyond
    assert not beyond & {id for module in ALL for id in module.requirements}


def test_the_list_says_the_same() -> None:
    done = vodomer("list", "coverage", "--json")
    assert done.returncode == 0, done.stderr
    rows = {row["id"]: row for row in json.loads(done.stdout)}
    assert set(rows) == {module.id for module in ALL}
    wrong_iss = rows["oidcc-client-test-invalid-iss"]
    assert (wrong_iss["requirements"], wrong_iss["faults"]) == (["RP-08"], ["wrong_iss"])
    assert wrong_iss["checks"] == ["fault-wrong_iss"]
    assert rows["oidcc-client-test-discovery-webfinger-url"]["left_out"] == "webfinger"
    server = rows["oidcc-server"]
    assert (server["requirements"], server["checks"]) == (["OP-oidcc-server"], ["oidcc-server"])
