"""How are images built where no registry answers? By buildah, on a Debian that debootstrap makes.

Two things stand in for others, and nothing of either stays in an image: debootstrap's Debian of
today for the base that `FROM` names, and today's archive for snapshot.debian.org.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
BASE = re.compile(r"^FROM debian:(?P<suite>\w+)-(?P<day>\d{8})-slim@sha256:[0-9a-f]{64}$", re.M)
ARCHIVE = "http://deb.debian.org"
SNAPSHOT = "http://snapshot.debian.org/archive"
SOURCES = """Types: deb
# {snapshot}/debian/{day}T000000Z
URIs: {archive}/debian
Suites: {suite} {suite}-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp

Types: deb
# {snapshot}/debian-security/{day}T000000Z
URIs: {archive}/debian-security
Suites: {suite}-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp
"""
"""What Debian's own images have at this place."""
BUILT_WITHIN = 900
ENDED_WITHIN = 300
LOCAL = "localhost/debian"
TRUSTED = "/run/authorities.pem"
"""Where pip finds the authorities of this machine's network, while an image is built."""


def base_of(file: Path) -> re.Match[str]:
    """Give suite and day of the base that a file names. AssertionError: not pinned by digest."""
    found = BASE.search(file.read_text("utf-8"))
    assert found, f"{file} does not name its base by day and digest"
    return found


class SnapshotHandler(BaseHTTPRequestHandler):
    """Lead apt, which takes us for a proxy, from the archive of a day to that of today."""

    def do_GET(self) -> None:
        """Answer one request."""
        archive, _, path = self.path.removeprefix(f"{SNAPSHOT}/").split("/", 2)
        self.send_response(302)
        self.send_header("Location", f"{ARCHIVE}/{archive}/{path}")
        self.end_headers()

    def log_message(self, *told: object) -> None:
        """Say nothing."""


@contextmanager
def snapshot_of_today() -> Iterator[str]:
    """Serve instead of snapshot.debian.org; gives what apt has to be told."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), SnapshotHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        proxy = f"http://127.0.0.1:{server.server_port}"
        yield f'Acquire::http::Proxy::snapshot.debian.org "{proxy}";\n'
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Ended:
    """How a command in a container ended, and what it said."""

    code: int
    said: str


@dataclass(frozen=True)
class Builder:
    """buildah, with a store of its own."""

    folder: Path

    def buildah(
        self, *words: str, within: float = BUILT_WITHIN, under: tuple[str, ...] = ()
    ) -> Ended:
        """Run buildah to its end, by the command `under` it; all that it started ends with it."""
        with self.started(*words, under=under) as child:
            said, _ = child.communicate(timeout=within)
        return Ended(child.returncode, said)

    @contextmanager
    def started(self, *words: str, under: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[str]]:
        """Start buildah; what still runs in the end is ended."""
        store = ("--root", str(self.folder / "store"), "--runroot", str(self.folder / "run"))
        with subprocess.Popen(
            [*under, "buildah", *store, "--storage-driver", "overlay", *words],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as child:
            try:
                yield child
            finally:
                if child.poll() is None:
                    os.killpg(child.pid, signal.SIGTERM)

    def done(self, *words: str) -> str:
        """Run buildah; gives the last line of what it said, and fails where it does."""
        ended = self.buildah(*words)
        assert ended.code == 0, ended.said[-3000:]
        return (ended.said.strip().splitlines() or [""])[-1]

    def make_base(self, suite: str, day: str) -> None:
        """Make a Debian and take it into the store as the base of all."""
        root, archive = self.folder / "root", self.folder / "root.tar"
        subprocess.run(
            ["debootstrap", "--variant=minbase", suite, str(root), f"{ARCHIVE}/debian"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        sources = SOURCES.format(snapshot=SNAPSHOT, archive=ARCHIVE, suite=suite, day=day)
        (root / "etc/apt/sources.list").unlink()
        (root / "etc/apt/sources.list.d/debian.sources").write_text(sources)
        (root / "etc/dpkg/dpkg.cfg.d/docker-apt-speedup").write_text("force-unsafe-io\n")
        subprocess.run(["tar", "-C", str(root), "-cf", str(archive), "."], check=True)
        shutil.rmtree(root)
        container = self.done("from", "scratch")
        self.done("add", "-q", container, str(archive), "/")
        self.done("commit", "-q", "--rm", container, LOCAL)
        archive.unlink()

    def build(self, file: Path, name: str) -> Container:
        """Carry out every step of a file; gives a container of the image."""
        with snapshot_of_today() as told:
            mounts = self._network(told)
            self.done(
                *("bud", "--isolation", "chroot", "--from", LOCAL, *mounts),
                *("-f", str(file), "-t", name, str(ROOT)),
            )
        return Container(self, self.done("from", name))

    def _network(self, apt: str) -> list[str]:
        """Let apt and pip reach what they reach on this machine, while the image is built."""
        authorities = os.environ.get("PIP_CERT")
        settings = {"index-url": os.environ.get("PIP_INDEX_URL"), "cert": authorities and TRUSTED}
        lines = [f"{key} = {value}" for key, value in settings.items() if value]
        written = {
            "/etc/apt/apt.conf.d/99-stand-in": apt,
            "/etc/pip.conf": "\n".join(["[global]", *lines, ""]),
        }
        words = ["-v", f"{authorities}:{TRUSTED}:ro"] if authorities else []
        for place, text in written.items():
            file = self.folder / Path(place).name
            file.write_text(text)
            words += ["-v", f"{file}:{place}:ro"]
        return words


@dataclass(frozen=True)
class Container:
    """A container of an image; what runs in it does so as the image says."""

    builder: Builder
    name: str

    @property
    def config(self) -> dict[str, list[str]]:
        """What the image says: User, Entrypoint, Cmd, ..."""
        told = json.loads(self.builder.buildah("inspect", self.name).said)
        config: dict[str, list[str]] = told["OCIv1"]["config"]
        return config

    def words(self, *command: str, options: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Give buildah's words that run any command in it."""
        return ("run", "--isolation", "chroot", *options, self.name, "--", *command)

    def run(self, *arguments: str, options: tuple[str, ...] = ()) -> Ended:
        """Do what `docker run IMAGE ARGUMENTS` does: entry point, and what follows it."""
        config = self.config
        command = [*config["Entrypoint"], *(arguments or config.get("Cmd", ()))]
        return self.execute(*command, options=options)

    def execute(self, *command: str, options: tuple[str, ...] = ()) -> Ended:
        """Run any command in it."""
        return self.builder.buildah(*self.words(*command, options=options), within=ENDED_WITHIN)
