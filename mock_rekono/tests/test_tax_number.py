"""Tax numbers are taken with the right check digit only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_rekono.tax_number import check_digit, normalise


def _with_check_digit(first_seven: str) -> str | None:
    digit = check_digit(first_seven)
    return None if digit is None else first_seven + digit


def test_the_check_digit_follows_the_published_weights() -> None:
    # 1*8 + 2*7 + 3*6 + 4*5 + 5*4 + 6*3 + 7*2 = 112; 112 mod 11 = 2; 11 - 2 = 9
    assert check_digit("1234567") == "9"


def test_a_result_of_ten_is_written_zero() -> None:
    # 1000002: 1*8 + 2*2 = 12; 12 mod 11 = 1; 11 - 1 = 10
    assert check_digit("1000002") == "0"


def test_a_result_of_eleven_is_never_given_out() -> None:
    # 1000010: 8 + 3 = 11; 11 - 0 = 11
    assert check_digit("1000010") is None
    for last in "0123456789":
        with pytest.raises(ValueError, match="tax number"):
            normalise("1000010" + last)


@pytest.mark.parametrize("typed", ["12345679", " 1234 5679 ", "SI12345679", "si 12345679"])
def test_the_ways_people_write_it(typed: str) -> None:
    assert normalise(typed) == "12345679"


@pytest.mark.parametrize(
    "typed", ["", "12345678", "01234567", "1234567", "123456799", "１２３４５６７９"]
)
def test_what_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="tax number"):
        normalise(typed)


@given(st.integers(1000000, 9999999), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(first: int, place: int, shift: int) -> None:
    good = _with_check_digit(str(first))
    if good is None:
        return
    wrong = good[:place] + str((int(good[place]) + shift) % 10) + good[place + 1 :]
    with pytest.raises(ValueError, match="tax number"):
        normalise(wrong)


@given(st.text(max_size=30))
def test_rubbish_is_refused_or_normalised(typed: str) -> None:
    try:
        normal = normalise(typed)
    except ValueError:
        return
    assert normalise(normal) == normal
