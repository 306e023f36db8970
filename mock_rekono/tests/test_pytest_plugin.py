"""Does another project's test get a provider by a fixture, and is nothing left of it?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil

CONFTEST = """
import pytest
pytest_plugins = ["mock_rekono.pytest_plugin"]

@pytest.fixture(scope="session")
def rekono_options():
    return ["--profile", "plain"]
"""
TESTS = """
import json, urllib.request
import psutil, pytest
from mock_rekono.pytest_plugin import ControlRefused

def test_people_and_clients(rekono):
    document = json.load(urllib.request.urlopen(rekono.issuer + ".well-known/openid-configuration"))
    assert document["issuer"] == rekono.issuer
    client = rekono.add_client("http://localhost:9/callback")
    assert client["client_id"] == "application" and len(client["client_secret"]) > 20
    person = rekono.add_person(given_name="Ana", mechanisms=["password", "sms_otp"])
    assert person["sub"] and person["password"] and person["given_name"] == "Ana"
    assert rekono.messages(person["phone"]) == []
    with pytest.raises(ControlRefused, match="POST people: .*email"):
        rekono.add_person(email=person["email"])

def test_all_tests_share_it(rekono):
    [provider] = psutil.Process().children()
    print("provider", provider.pid)
"""


def test_the_fixture_gives_a_provider_that_ends_with_the_session(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-s", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert "2 passed" in ended.stdout, ended.stdout + ended.stderr
    pid = int(ended.stdout.partition("provider ")[2].split()[0])
    assert not psutil.pid_exists(pid)
