"""Does a browser that stands between change an answer as the mock's list of faults says?"""

from __future__ import annotations

import pytest

from harness.checks.application.fault import all_faults
from harness.checks.application.parameter_changes import changed, changed_address, changes_of

SENT = [("code", "c1"), ("state", "aB1")]


def change(deed: str, name: str, value: str = "", made: str = "", made_name: str = "") -> object:
    told = {"deed": deed, "name": name, "value": value, "made": made, "made_name": made_name}
    return changed(SENT, changes_of([told]))


@pytest.mark.parametrize(
    ("deed", "name", "value", "expected"),
    [
        ("put", "state", "x", [("code", "c1"), ("state", "x")]),
        ("drop", "state", "", [("code", "c1")]),
        ("add", "state", "x", [*SENT, ("state", "x")]),
        ("repeat", "code", "", [*SENT, ("code", "c1")]),
        ("longer", "state", "", [("code", "c1"), ("state", "aB1x")]),
        ("shorter", "state", "", [("code", "c1"), ("state", "aB")]),
        ("in_other_case", "state", "", [("code", "c1"), ("state", "Ab1")]),
    ],
)
def test_each_deed_does_one_thing(
    deed: str, name: str, value: str, expected: list[tuple[str, str]]
) -> None:
    assert change(deed, name, value) == expected


def test_what_is_made_up_is_new_each_time() -> None:
    assert change("put", "state", made="token") != change("put", "state", made="token")
    assert change("add", "x", "1", made_name="member") != change("add", "x", "1")


def test_a_deed_that_nobody_knows_is_told() -> None:
    with pytest.raises(ValueError, match="nobody knows how to turn"):
        change("turn", "state")


def test_other_parameters_stay_as_they_are() -> None:
    (without,) = changes_of(
        [{"deed": "drop", "name": "b", "value": "", "made": "", "made_name": ""}]
    )
    assert changed_address("https://a.test/x?a=1&b=2&c=%C4%8D", [without]) == (
        "https://a.test/x?a=1&c=%C4%8D"
    )


def test_every_deed_of_the_list_is_known() -> None:
    made = [one for one in all_faults().values() if one.is_made_by_browser]
    assert len(made) >= 38
    for fault in made:
        assert changed(SENT, (*fault.answer, *fault.request)) is not SENT
