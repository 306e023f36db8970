"""Is the table of moves whole: every button has a move, every step is reached and left?"""

from __future__ import annotations

from mock_rekono.registration.flow import MOVES, TABLE
from mock_rekono.registration.steps import STAGES, Step
from mock_rekono.texts import all_texts


def test_every_button_has_exactly_one_move() -> None:
    buttons = {(step, button.act) for step, stage in STAGES.items() for button in stage.buttons}
    assert set(TABLE) == buttons
    assert len(MOVES) == len(TABLE)


def test_every_step_can_be_reached_and_left() -> None:
    reached = {Step.START}
    for _ in MOVES:
        reached |= {move.to for move in MOVES if move.at in reached}
    assert reached == set(Step)
    assert {move.at for move in MOVES if move.to != move.at} == set(Step) - {Step.DONE}


def test_every_step_is_told_in_both_languages() -> None:
    keys = {button.text for stage in STAGES.values() for button in stage.buttons}
    keys |= {field.text for stage in STAGES.values() for field in stage.fields}
    keys |= {f"{stage.area}.heading" for stage in STAGES.values()}
    assert keys <= set(all_texts())
