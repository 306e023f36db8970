"""Do unrelated clients accept the mock REKONO, and refuse its faults? Then these are such."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from importlib.metadata import version
from urllib.parse import parse_qs, urlsplit

import pytest
from relying_parties import (
    FOLDER,
    HOME,
    PROGRAMS,
    Provider,
    RelyingParty,
    Verdict,
    Visitor,
    relying_party_at_work,
)
from starting import npm_ci, running_mock
from verdicts import FINDINGS, README, Expected, read_table

from harness.commands.listing import KINDS
from harness.pages.rekono import SignOut
from harness.tests.certificates import Files, issue

UNNOTICED = {"sms_lost"}
"""Happens to the person alone: no client can know."""
ELSEWHERE = {"OUT-04", "OUT-05"}
"""Is told by the back channel, where these programs do not listen."""
FAULTS = {
    one["id"]: one
    for one in KINDS["faults"]()
    if one["must"] != "coped" and one["id"] not in UNNOTICED and not ELSEWHERE & {*one["proves"]}
}
"""Those at which a conforming application has no choice; at the others it may do either."""
SHOULD = "should_be_accepted"
"""What is expected at a fault that a conforming client may refuse all the same."""
PROFILES = {"plain": "plain", "rekono": "rekono", "faulty": "plain"}
"""Of the providers, by their names; things go wrong at the faulty one only."""


@pytest.fixture(scope="session")
def at_work() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return issue(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def provider(at_work: ExitStack, files: Files) -> Callable[[str], Provider]:
    """Give a provider by its name, running from the first time on."""

    @cache
    def start(name: str) -> Provider:
        issuer = at_work.enter_context(running_mock(files, "--profile", PROFILES[name]))
        known = Provider(issuer, files)
        at_work.callback(known.control.close)
        return known

    return start


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[], None]:
    """Install from npm: one of the workers does, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    @cache
    def install() -> None:
        with (shared / "npm").open("a") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX)
            if not mark.seek(0, os.SEEK_END):
                npm_ci(FOLDER)
                mark.write("installed")

    return install


@pytest.fixture(scope="session")
def relying_party(
    at_work: ExitStack, files: Files, installed: Callable[[], None]
) -> Callable[[str], RelyingParty]:
    """Give a client by its name, at work from the first time on."""

    @cache
    def start(name: str) -> RelyingParty:
        if PROGRAMS[name][0] == "node":
            installed()
        return at_work.enter_context(relying_party_at_work(name, files.ca))

    return start


@pytest.fixture(scope="session")
def visitor(provider: Callable[[str], Provider]) -> Callable[[], Visitor]:
    """Give the person at the faulty provider, who signs in there once."""
    return cache(lambda: Visitor(provider("faulty")))


Providers = Callable[[str], Provider]
Parties = Callable[[str], RelyingParty]


@pytest.mark.parametrize("profile", ["plain", "rekono"])
@pytest.mark.parametrize("client", PROGRAMS)
def test_client_completes(
    client: str, profile: str, provider: Providers, relying_party: Parties
) -> None:
    known, party = provider(profile), relying_party(client)
    visitor = Visitor(known)
    verdict = party.sign_in(visitor)
    assert verdict["sub"] == known.person.sub
    assert verdict["userinfo"]["email"] == known.person.email
    assert verdict["refreshed"] == verdict["userinfo"]

    party.sign_in(visitor)
    assert visitor.asked == 1, "the session at the provider holds"
    sign_out(visitor, verdict["logout_request"], asked=profile == "rekono")
    party.sign_in(visitor)
    assert visitor.asked == 2, "the session at the provider is gone"


def sign_out(visitor: Visitor, request: str, *, asked: bool) -> None:
    visitor.agent.open(request)
    assert visitor.agent.offers("Odjava") == asked
    if asked:
        SignOut(visitor.agent).confirm()
    end = visitor.agent.seen().url
    assert end.startswith(HOME)
    assert parse_qs(urlsplit(end).query)["state"] == parse_qs(urlsplit(request).query)["state"]


@pytest.mark.parametrize("algorithm", ["PS256", "ES256", "EdDSA"])
@pytest.mark.parametrize("client", PROGRAMS)
def test_client_verifies_by_each_algorithm(
    client: str, algorithm: str, provider: Providers, relying_party: Parties
) -> None:
    known = provider("plain")
    verdict = relying_party(client).sign_in(Visitor(known), algorithm)
    assert verdict.get("sub") == known.person.sub, verdict


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("client", PROGRAMS)
def test_client_at_a_fault(
    client: str, fault: str, visitor: Callable[[], Visitor], relying_party: Parties
) -> None:
    expected, party, person = table()[fault, client], relying_party(client), visitor()
    whose = None if FAULTS[fault]["exclusive"] else person.provider.client(client, "RS256")
    with person.provider.at_fault(fault, whose):
        verdict = party.sign_in(person)
    assert not expected.mismatch(verdict)
    if expected.step:  # the control: without the fault all is well
        assert party.sign_in(person).get("sub") == person.provider.person.sub


table = cache(read_table)
REFUSES = Expected("", "tokens", "nonce")


@pytest.mark.parametrize(
    ("expected", "verdict"),
    [
        (REFUSES, {"sub": "somebody"}),
        (REFUSES, {"refused": "tokens", "message": "no keys"}),
        (REFUSES, {"refused": "refresh", "message": "nonce"}),
        (Expected("passes", None, ""), {"refused": "tokens", "message": "nonce"}),
    ],
)
def test_what_is_not_as_expected_is_noticed(expected: Expected, verdict: Verdict) -> None:
    assert expected.mismatch(verdict)
    assert not REFUSES.mismatch({"refused": "tokens", "message": "unexpected nonce"})
    assert not Expected("passes", None, "").mismatch({"sub": "somebody"})


def test_the_table_speaks_of_every_fault() -> None:
    assert set(table()) == {(fault, client) for fault in FAULTS for client in PROGRAMS}


@pytest.mark.parametrize("client", PROGRAMS)
def test_every_deviation_is_a_finding(client: str) -> None:
    """A must that is not kept is bold in the table, and told of under the client's name."""
    cells = {fault: table()[fault, client] for fault in FAULTS}
    deviating = {
        fault
        for fault, one in FAULTS.items()
        if not cells[fault].is_right(one["must"], may_refuse=one["expected"] == SHOULD)
    }
    assert deviating == {fault for fault, cell in cells.items() if cell.word in FINDINGS}
    _, _, told = README.read_text("utf-8").partition(f"\n### {client}\n")
    told, _, _ = told.partition("\n### ")
    assert set(re.findall(r"^- `(\w+)`", told, re.MULTILINE)) == deviating


def test_the_readme_names_the_versions() -> None:
    package = json.loads((FOLDER / "package.json").read_text("utf-8"))["dependencies"]
    used = {name: package.get(name) or version(name) for name in PROGRAMS}
    told = re.findall(r"^\| `([\w-]+)` ([\d.]+) \|", README.read_text("utf-8"), re.MULTILINE)
    assert dict(told) == used
