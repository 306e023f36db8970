"""Does the Kubernetes Job in deploy/ fit the API, and does each pod run a shard of its own?"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml  # type: ignore[import-untyped]

from harness.record.shards import read_shard

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).parent / "foreign_schemas" / "kubernetes-job-1.37.json"
SCHEMA = json.loads(FILE.read_text("utf-8"))
TEXT = (ROOT / "deploy" / "shards.yaml").read_text("utf-8")
JOB: dict[str, Any] = yaml.safe_load(TEXT)


def container() -> dict[str, Any]:
    (only,) = JOB["spec"]["template"]["spec"]["containers"]
    found: dict[str, Any] = only
    return found


def test_the_job_is_as_the_api_has_it() -> None:
    jsonschema.validate(JOB, SCHEMA)


@pytest.mark.parametrize("word", ["completionMode", "restartPolicy", "volumeMounts", "mountPath"])
def test_a_word_that_the_api_does_not_know_is_found(word: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(TEXT.replace(word, f"{word}s")), SCHEMA)


def test_each_pod_runs_a_shard_of_its_own(tmp_path: Path) -> None:
    """The words are run by a shell, with a `vodomer` that prints what it is given."""
    said = tmp_path / "vodomer"
    said.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    said.chmod(0o755)
    spec, found = JOB["spec"], []
    assert spec["completionMode"] == "Indexed"
    for index in range(spec["completions"]):
        environment = {
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "JOB_COMPLETION_INDEX": str(index),
        }
        words = [*container()["command"], *container()["args"]]
        ended = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
        given = ended.stdout.split()
        shard = read_shard(given[given.index("--shard") + 1], None)
        assert shard
        found.append((shard.number, shard.of, given[given.index("--out") + 1]))
    assert found == [(n, 4, f"/runs/shard-{n}") for n in range(1, 5)]
