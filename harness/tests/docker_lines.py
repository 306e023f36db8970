"""What does a line of Docker's in a manual start: which image, which ports, which command?"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml  # type: ignore[import-untyped]

from harness.tests.manuals import ROOT

IMAGES = {
    "vodomer": ROOT / "deploy" / "Containerfile",
    "mock-rekono": ROOT / "deploy" / "mock.Containerfile",
}
"""The names that the manuals give to our images."""


@dataclass(frozen=True)
class DockerRun:
    """A line `docker run [options] IMAGE arguments`."""

    image: str
    arguments: list[str]
    published: list[str]
    environment: dict[str, str]
    volumes: list[str]

    @classmethod
    def read(cls, words: list[str]) -> DockerRun:
        """Read what follows `docker run`; an option that no manual needs is refused."""
        parser = argparse.ArgumentParser(prog="docker run", allow_abbrev=False)
        parser.add_argument("--rm", action="store_true", required=True)
        parser.add_argument("-p", action="append", default=[])
        parser.add_argument("-e", action="append", default=[])
        parser.add_argument("-v", action="append", default=[])
        parser.add_argument("image", choices=IMAGES)
        parser.add_argument("arguments", nargs=argparse.REMAINDER)
        read = parser.parse_args(words)
        environment = dict(one.split("=", 1) for one in read.e)
        return cls(read.image, read.arguments, read.p, environment, read.v)

    @property
    def containerfile(self) -> str:
        """The file that its image is made from, continued lines joined."""
        return IMAGES[self.image].read_text("utf-8").replace("\\\n", "")

    @property
    def entrypoint(self) -> list[str]:
        """What the image starts, before the arguments."""
        (found,) = re.findall(r"^ENTRYPOINT (\[.*\])$", self.containerfile, re.MULTILINE)
        words: list[str] = json.loads(found)
        return words

    @property
    def ports(self) -> set[str]:
        """The ports of the container that the line publishes."""
        return {one.rpartition(":")[2] for one in self.published}

    @property
    def exposed(self) -> set[str]:
        """The ports that the image names."""
        (found,) = re.findall(r"^EXPOSE (.*)$", self.containerfile, re.MULTILINE)
        return {*found.split()}


def check_build(words: list[str]) -> None:
    """Hold a line `docker build -f FILE -t IMAGE .` against what there is."""
    match words:
        case ["-f", file, "-t", name, "."]:
            assert IMAGES[name] == ROOT / file
        case _:
            raise AssertionError(f"docker build {words}")


def check_compose(words: list[str]) -> None:
    """Hold a line `docker compose -f FILE up ...` against its file."""
    match words:
        case ["-f", file, "up", "--build", *rest]:
            services = yaml.safe_load(Path(ROOT / file).read_text("utf-8"))["services"]
            assert rest == [] or (rest[0] == "--exit-code-from" and rest[1] in services)
        case _:
            raise AssertionError(f"docker compose {words}")
