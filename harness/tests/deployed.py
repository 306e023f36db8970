"""Which target file examines the sample application where a deployed one is: named, over TLS?"""

from __future__ import annotations

import shutil
from pathlib import Path

from harness.checks.application.target import ApplicationTarget, read_target
from harness.private_authority import Files
from harness.tests.sample_pages import PAGES

REKONO, APPLICATION = "rekono.test.example.si", "app.test.example.si"
DEPLOYMENT = """
[target]
name = "Register"
profile = "application"
start = "https://app.test.example.si:0/"
connect_to = "127.0.0.3"
client_id = "register"
redirect_uris = ["https://app.test.example.si:0/callback"]
post_logout_redirect_uris = ["https://app.test.example.si:0/"]
backchannel_logout_uri = "https://app.test.example.si:0/backchannel-logout"
ca = "ca.pem"
[provider]
issuer = "https://rekono.test.example.si:0/openid-connect-server-webapp/"
listen = "127.0.0.2:0"
certificate = "server.pem"
key = "server.key"
[process]
isolate = false
start = [
  "{python}", "-m", "harness.tests.named_application", "rekono.test.example.si=127.0.0.2",
  "--host", "127.0.0.3", "--base-url", "{start}", "--timeout", "3",
  "--ca", "ca.pem", "--tls", "server.pem", "server.key",
]
"""
TARGET = DEPLOYMENT + PAGES


def read(folder: Path, **changes: str | None) -> ApplicationTarget:
    """Read the target file with other values of `[provider]`; None leaves a key out."""
    lines = TARGET.splitlines()
    for key, value in changes.items():
        number = next((at for at, line in enumerate(lines) if line.startswith(f"{key} =")), 0)
        if number:
            del lines[number]
        if value is not None:
            lines.insert(lines.index("[provider]") + 1, f'{key} = "{value}"')
    file = folder / "other.toml"
    file.write_text("\n".join(lines), "utf-8")
    return read_target(file)


def beside(folder: Path, files: Files) -> None:
    for file in (files.ca, files.certificate, files.key):
        shutil.copy(file, folder)
