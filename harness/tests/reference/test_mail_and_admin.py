"""Do codes reach people, and does the administrator learn the truth?"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from .running import Postbox, Reference, environment

pytestmark = pytest.mark.store

CODE = re.compile(r"(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}")


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("sl", "Dobrodošli v informacijskem sistemu – aktivacijska koda"),
        ("en", "Welcome to the information system – activation code"),
    ],
)
def test_welcome_mail(
    reference: Reference, postbox: Postbox, email: str, language: str, subject: str
) -> None:
    issued = reference.issue(email, language=language)
    (message,) = postbox.to(email)
    assert message["Subject"] == subject
    for kind in ("plain", "html"):
        body = message.get_body((kind,))
        assert body is not None
        text = body.get_content()
        needed = (issued["code"], reference.activation, "support@rekono.si", "podpora@mpv.si")
        assert all(part in text for part in needed)
        assert CODE.findall(text) == [issued["code"]]


def test_codes_are_long_and_differ(reference: Reference, email: str) -> None:
    codes = {reference.issue(f"{n}{email}")["code"] for n in range(5)}
    assert len(codes) == 5
    assert all(CODE.fullmatch(code) for code in codes)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (None, ""),
        ([], ""),
        ({}, "email"),
        ({"email": "a@b", "name": ""}, "name"),
        ({"email": "no address", "name": "A"}, "email"),
        ({"email": "a@b\r\nBcc: x@y", "name": "A"}, "email"),
        ({"email": "a@b", "name": "A", "state": "used"}, "state"),
        ({"email": "a@b", "name": "A", "language": 7}, "language"),
        ({"email": "a@b", "name": "A", "valid_seconds": -1}, "valid_seconds"),
        ({"email": "a@b", "name": "A", "valid_seconds": 1e300}, "valid_seconds"),
        ({"email": "a@b", "name": "A\x00"}, "name"),
    ],
)
def test_bad_orders(reference: Reference, body: object, field: str) -> None:
    answer = reference.admin("POST", "codes", body)
    assert answer.status_code == 422
    assert answer.json()["field"] == field


def test_admin_needs_the_token(reference: Reference) -> None:
    for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer \xe9"}):
        answer = requests.post(f"{reference.activation}admin/v1/codes", headers=header, timeout=10)
        assert answer.status_code == 401
    for path in ("api/v1/people/x", "admin/v1/people/x", "admin/v1/records"):
        assert requests.get(reference.activation + path, timeout=10).status_code == 401


def test_revoke_and_look_up(reference: Reference, email: str) -> None:
    issued = reference.issue(email)
    assert reference.state(issued)["state"] == "unused"
    assert reference.admin("POST", f"codes/{issued['id']}/revoke").json()["state"] == "revoked"
    assert reference.admin("POST", "codes/none/revoke").status_code == 404
    assert reference.admin("GET", "codes/none").status_code == 404
    assert reference.admin("GET", "records?code=none").status_code == 404
    assert reference.state(reference.issue("x" + email, state="expired"))["state"] == "expired"


def test_mail_server_down_is_told_and_the_code_kept(
    start_reference: Callable[..., Reference],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    running = start_reference("--smtp", f"127.0.0.1:{port}")
    answer = running.admin("POST", "codes", {"email": "a@example.test", "name": "A"})
    assert answer.status_code == 502
    told = answer.json()
    assert "was not sent" in told["error"]
    assert running.state(told)["state"] == "unused"
    trail = running.admin("GET", f"records?code={told['id']}").json()
    assert [entry["what"] for entry in trail] == ["issued", "mail_failed"]
    assert told["code"] not in running.stop()


def issue(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "harness.reference.activation", "issue", *options],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )


def test_issue_command(postbox: Postbox, tmp_path: Path) -> None:
    shared = (
        *("--database", f"sqlite:///{tmp_path / 'a.db'}", "--smtp", postbox.address),
        *("--base-url", "https://is.example.test/", "--name", "Črt Žnidaršič"),
    )
    done = issue(*shared, "--email", "crt@example.test", "--json")
    assert done.returncode == 0, done.stderr
    (message,) = postbox.to("crt@example.test")
    assert json.loads(done.stdout)["code"] in message.as_string()
    wrong = issue(*shared, "--email", "crt")
    assert wrong.returncode == 2
    assert "--email: not an e-mail address" in wrong.stderr
