"""Is the pipeline for Jenkins in the manual one that Groovy and Jenkins' grammar know?"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from starting import ROOT

from harness.tests.manuals import blocks

GROOVY = "5.0.8"
READ = Path(__file__).parent / "jenkins" / "read.groovy"
WITHIN = 300  # the first time, Groovy comes from its registry
KEPT = "vodomer-report-7"


@pytest.fixture(scope="module")
def groovy(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the command that runs a script of Groovy's."""
    if shutil.which("mvn") is None:
        pytest.skip("there is no mvn here, which fetches Groovy")
    folder = tmp_path_factory.mktemp("groovy")
    artifact = f"-Dartifact=org.apache.groovy:groovy:{GROOVY}"
    fetch = ["mvn", "-q", "-B", "dependency:copy", artifact, f"-DoutputDirectory={folder}"]
    subprocess.run(fetch, cwd=folder, check=True, timeout=WITHIN)
    return ["java", "-cp", str(folder / f"groovy-{GROOVY}.jar"), "groovy.ui.GroovyMain", str(READ)]


def read(groovy: list[str], text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Have a pipeline read."""
    file = folder / "Jenkinsfile"
    file.write_text(text, "utf-8")
    return subprocess.run(
        [*groovy, str(file)], cwd=folder, capture_output=True, text=True, timeout=WITHIN
    )


def pipeline() -> str:
    """Return the manual's pipeline."""
    (text,) = blocks(ROOT / "docs" / "ci.md", "groovy")
    return text


def test_it_certifies_and_keeps_the_report(groovy: list[str], tmp_path: Path) -> None:
    done = read(groovy, pipeline(), tmp_path)
    assert done.returncode == 0, done.stderr
    told = dict(line.split("\t") for line in done.stdout.splitlines())
    assert told == {
        "image": "vodomer",
        "args": "--entrypoint=",
        "timeout": "[time:1, unit:HOURS]",
        "VODOMER_TARGET": "my-app.toml",
        "VODOMER_OUT": KEPT,
        "sh": "vodomer-step",
        "archiveArtifacts": f"{KEPT}/**",
        "junit": f"{KEPT}/junit.xml",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [("}\n}", "}"), ("always", "allways"), ("steps { sh", "sh {"), ("BUILD_NUMBER", "BUILD_NR")],
)
def test_a_broken_one_is_seen(groovy: list[str], tmp_path: Path, old: str, new: str) -> None:
    assert old in pipeline()
    assert read(groovy, pipeline().replace(old, new), tmp_path).returncode != 0
