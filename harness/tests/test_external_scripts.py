"""Does a person get through pages of a provider that scripts make, and is it told over HTTP?"""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.tests.external_rekono import PASSWORDS
from harness.tests.scripted_provider import SHAPES, scripted_provider
from harness.tests.test_external_provider import HONEST, run, sentence, verdicts


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("shape", SHAPES)
def test_the_browser_waits_for_what_scripts_show(shape: str, tmp_path: Path) -> None:
    with scripted_provider(tmp_path, shape) as provider:
        ended = run(provider, tmp_path, "--agent", "browser", "--only", HONEST)
        assert ended.returncode == 0, ended.stderr
        assert verdicts(tmp_path)[HONEST] == ("pass", "")
        assert [one["status"] for one in provider.sign_ins()] == [303]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("shape", SHAPES)
def test_a_wrong_password_is_typed_once_there_too(shape: str, tmp_path: Path) -> None:
    with scripted_provider(tmp_path, shape) as provider:
        wrong = dict.fromkeys(PASSWORDS, "not-the-password")
        ended = run(provider, tmp_path, "--agent", "browser", "--only", HONEST, **wrong)
        assert "wrong password or code, or a locked account" in sentence(ended, 6)
        assert len(provider.sign_ins()) == 1


@pytest.mark.parametrize("shape", ["shown after a while"])
def test_plain_http_says_what_it_needs(shape: str, tmp_path: Path) -> None:
    with scripted_provider(tmp_path, shape) as provider:
        said = sentence(run(provider, tmp_path, "--only", HONEST), 6)
        assert "of the provider needs its script, which plain HTTP does not run" in said
        assert "(--agent browser)" in said
        assert not provider.sign_ins()
