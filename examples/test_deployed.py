"""Are third-party applications certified where servers are: named, over TLS, behind a proxy?

Each runs behind an Apache that ends its TLS, under a private authority. A hosts file that only the
test sees knows the names; one of them has REKONO behind Apache, too.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from starting import ROOT
from third_party import DEPLOYED, PROXIED, target_of, unlike_known

from harness.tests.command import vodomer

WITHIN = 1800
REKONO, APPLICATION = "rekono.test.example.si", "app.test.example.si"
HOSTS = f"127.0.0.1 localhost\n127.0.0.2 {REKONO}\n127.0.0.3 {APPLICATION}\n"
OVER_TLS = {"session-cookie-secure", "hsts"}
"""Checks that only apply over TLS; the proxy and the frameworks set what they look for."""


@dataclass(frozen=True)
class Deployment:
    """How an application stands: its target file says where REKONO listens and who ends TLS."""

    name: str
    behind_proxy: bool

    def write(self, folder: Path) -> Path:
        """Write certificates, hosts file and target file into a folder; gives the last."""
        issued = vodomer("ca", "new", str(folder / "tls"), REKONO, APPLICATION)
        issued.check_returncode()
        assert REKONO in issued.stdout
        (folder / "hosts").write_text(HOSTS)
        file = folder / "target.toml"
        file.write_text(self._target(), "utf-8")
        return file

    def _target(self) -> str:
        start, provider = [str(ROOT / "examples/deployed/start"), self.name, "tls", "127.0.0.3"], ""
        if self.behind_proxy:
            public, listen = free_at("127.0.0.2"), free_at("127.0.0.2")
            start += [public, listen]
            provider = f'issuer = "https://{REKONO}:{public.rpartition(":")[2]}/oidc/"\n'
            provider += f'listen = "{listen}"\n'
        else:
            provider = f'issuer = "https://{REKONO}:0/oidc/"\nlisten = "127.0.0.2:0"\n'
            provider += 'certificate = "tls/server.pem"\nkey = "tls/server.key"\n'
        file = target_of(self.name)
        from_elsewhere = rf'"{file.parents[1]}/version.py", \1, "{file.parent}"]'
        text = re.sub(r'"\.\./version\.py", ("[^"]+")\]', from_elsewhere, file.read_text("utf-8"))
        text = text.replace("http://localhost:0/", f"https://{APPLICATION}:0/")
        text = text.replace('start = ["./start"]', f"start = {json.dumps(start)}")
        head = '[target]\nca = "tls/ca.pem"\nconnect_to = "127.0.0.3"\n'
        return text.replace("[target]\n", head, 1) + f"\n[provider]\n{provider}"


def free_at(address: str) -> str:
    """Find a free port there, as ADDRESS:PORT."""
    with socket.socket() as tried:
        tried.bind((address, 0))
        return f"{address}:{tried.getsockname()[1]}"


@pytest.fixture(autouse=True)
def python3_with_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let applications install by the Python that runs the tests."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(not PROXIED, reason="that needs Apache, and root for a hosts file of its own")
@pytest.mark.parametrize(("name", "behind_proxy"), [*zip(DEPLOYED, (True, False), strict=True)])
def test_certify_finds_over_tls_what_is_known(
    name: str, behind_proxy: bool, tmp_path: Path
) -> None:
    deployment = Deployment(name, behind_proxy)
    target, out = deployment.write(tmp_path), tmp_path / "run"
    certify = f"exec {sys.executable} -m harness certify {target} --plain --out {out}"
    unshare = str(shutil.which("unshare"))
    done = subprocess.run(
        [unshare, "--mount", "sh", "-c", f"mount --bind {tmp_path}/hosts /etc/hosts && {certify}"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=WITHIN,
    )
    assert done.returncode == 3, done.stderr[-3000:]
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert unlike_known(deployment.name, record, applies=OVER_TLS) == []
