"""Are the parts whole: every text in both languages, every plug-in under its file's name?"""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

import mock_rekono
from mock_rekono.keys import Keys
from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.profiles import all_profiles
from mock_rekono.sent_codes import valid_for
from mock_rekono.settings import Settings
from mock_rekono.texts import all_texts

HERE = Path(mock_rekono.__file__).parent


def test_every_text_is_in_both_languages() -> None:
    for key, text in all_texts().items():
        assert text.sl.strip(), key
        assert text.en.strip(), key
        fields = [sorted(re.findall(r"\{\w+\}", said)) for said in (text.sl, text.en)]
        assert fields[0] == fields[1], key


def test_no_text_tells_a_length_of_time_that_is_a_setting() -> None:
    told = re.compile(r"\d+ ?(min|s\b|sek|sec|ur[ae]?\b|hour|dni|days?)")
    assert [key for key, text in all_texts().items() if told.search(f"{text.sl} {text.en}")] == []


@pytest.mark.parametrize(("seconds", "told"), [(600, "10 min"), (60, "1 min"), (90, "90 s")])
def test_how_long_a_sent_code_is_valid_is_told_by_the_setting(seconds: int, told: str) -> None:
    assert valid_for(Settings(sent_code_seconds=seconds)) == told


def test_every_text_asked_for_exists() -> None:
    asked = re.compile(r"""\bt\(\s*"([a-z_.0-9]+)"\s*[,)]""")
    for template in (HERE / "templates").rglob("*.html"):
        for key in asked.findall(template.read_text("utf-8")):
            assert key in all_texts(), f"{template.name}: {key}"


def test_plug_ins_are_called_as_their_files() -> None:
    for folder, found in (
        ("mechanisms", all_mechanisms()),
        ("profiles", all_profiles()),
    ):
        files = {file.stem for file in (HERE / folder).glob("*.py")} - {"__init__"}
        assert files == set(found)


def test_profiles_change_settings_that_there_are() -> None:
    for profile in all_profiles().values():
        assert isinstance(profile.settings(), Settings)


def test_a_token_is_signed_with_a_key_held_ready() -> None:
    keys = Keys()
    keys.ready()
    fastest = 1.0
    for _ in range(20):
        begun = time.perf_counter()
        keys.sign({"sub": "x"}, {}, keys.current)
        fastest = min(fastest, time.perf_counter() - begun)
    assert fastest < 0.005, "the key is read again for each token"


def test_every_setting_says_what_it_means() -> None:
    written = (HERE / "settings.py").read_text("utf-8")
    for name in Settings.__dataclass_fields__:
        assert re.search(
            rf"^    {name}: .*#|^    # .*\n(    # .*\n)*    {name}: ", written, re.M
        ), name
