"""Is the pipeline for Jenkins in the manual one that Groovy and Jenkins' grammar know?"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from starting import JAVA, MAVEN, ROOT

from harness.tests.manuals import blocks

GROOVY = "5.0.8"
READ = Path(__file__).parent / "jenkins" / "read.groovy"
WITHIN = 300  # the first time, Groovy comes from its registry
KEPT = "vodomer-report-7"


BROKEN = {
    "a brace short": ("}\n}", "}"),
    "an unknown word": ("always", "allways"),
    "a word out of place": ("steps { sh", "sh {"),
    "an unknown variable": ("BUILD_NUMBER", "BUILD_NR"),
}
"""What breaks the manual's pipeline: what stands there, and what in its stead."""


def read(texts: dict[str, str], folder: Path) -> dict[str, dict[str, str]]:
    """Have Groovy read pipelines; gives by name what each says that it would do."""
    if shutil.which("mvn") is None:
        pytest.skip("there is no mvn here, which fetches Groovy")
    artifact = f"-Dartifact=org.apache.groovy:groovy:{GROOVY}"
    fetch = ["mvn", "-q", "-B", "dependency:copy", artifact, f"-DoutputDirectory={folder}"]
    environment = {**os.environ, **MAVEN}
    subprocess.run(fetch, cwd=folder, env=environment, check=True, timeout=WITHIN)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    jar = str(folder / f"groovy-{GROOVY}.jar")
    groovy = ["java", *JAVA, "-cp", jar, "groovy.ui.GroovyMain"]
    done = subprocess.run(
        [*groovy, str(READ), *texts], cwd=folder, capture_output=True, text=True, timeout=WITHIN
    )
    assert done.returncode == 0, done.stderr
    parts = [part.split("\n", 1) for part in done.stdout.split("file\t")[1:]]
    return {name: dict(line.split("\t") for line in told.splitlines()) for name, told in parts}


def pipeline() -> str:
    """Return the manual's pipeline."""
    (text,) = blocks(ROOT / "docs" / "ci.md", "groovy")
    return text


def test_it_certifies_and_keeps_the_report_and_a_broken_one_is_seen(tmp_path: Path) -> None:
    assert all(old in pipeline() for old, _ in BROKEN.values())
    broken = {name: pipeline().replace(old, new) for name, (old, new) in BROKEN.items()}
    told = read({"right": pipeline(), **broken}, tmp_path)
    assert told.pop("right") == {
        "image": "vodomer",
        "args": "--entrypoint=",
        "timeout": "[time:1, unit:HOURS]",
        "VODOMER_TARGET": "my-app.toml",
        "VODOMER_OUT": KEPT,
        "sh": "vodomer-step",
        "archiveArtifacts": f"{KEPT}/**",
        "junit": f"{KEPT}/junit.xml",
    }
    assert {name for name, said in told.items() if "refused" in said} == BROKEN.keys()
