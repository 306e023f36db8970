"""Signed runs of a provider in order and of a bad one, for the tests that verify them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from harness.checks.provider import all_checks
from harness.checks.provider.certification import certify
from harness.checks.runner import Options
from harness.record.attestation import sign
from harness.record.signing_keys import new_keys
from harness.tests.certificates import issue
from harness.tests.known_bad_provider import serving
from harness.tests.test_known_bad_providers import target

CHECKS = ("oidcc-server", "oidcc-prompt-none-not-logged-in")
NOT_APPLICABLE = "vodomer-key-rotation"
DIGEST = "5" * 64


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with signed runs of a provider in order and of a bad one, and the keys."""
    folder = tmp_path_factory.mktemp("signed")
    new_keys(folder / "key")
    new_keys(folder / "another")
    files = issue(folder)
    checks = [all_checks()[name] for name in (*CHECKS, NOT_APPLICABLE)]
    with serving(files) as base:
        for way in ("good", "id_token_unsigned"):
            options = Options(folder / way, target_sha256=DIGEST)
            examined = target(f"{base}/{way}", files).model_copy(update={"keys": None})
            record = certify(examined, checks, options, lambda *_: None)
            sign(record, folder / way, folder / "key")
    return folder


@pytest.fixture
def run(signed: Path, tmp_path: Path) -> Path:
    """Give a copy of the good run that a test may change."""
    return Path(shutil.copytree(signed / "good", tmp_path / "run"))
