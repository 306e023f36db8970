"""Do lanes without a browser act at once, and does each get its own answers?"""

from __future__ import annotations

import threading
from functools import partial

import pytest

from harness.engine.scheduling import PlainHub

LANES = 3


def test_lanes_wait_at_the_same_time() -> None:
    hub, meeting, met = PlainHub(), threading.Barrier(LANES), list[int]()
    hub.run([lambda: met.append(hub.offload(lambda: meeting.wait(30)))] * LANES)
    assert sorted(met) == list(range(LANES))


def add(number: int, step: int) -> int:
    return number * 100 + step


def test_each_lane_gets_its_own_answers_in_the_thread_of_all() -> None:
    hub, told = PlainHub(), dict[int, list[int]]()
    threads = set()

    def lane(number: int) -> None:
        told[number] = [hub.offload(partial(add, number, step)) for step in range(50)]
        threads.add(threading.get_ident())

    hub.run([partial(lane, number) for number in range(LANES)])
    assert told == {n: [n * 100 + step for step in range(50)] for n in range(LANES)}
    assert threads == {threading.get_ident()}


def test_what_goes_wrong_aside_goes_wrong_in_its_lane() -> None:
    hub, caught = PlainHub(), list[str]()

    def broken() -> None:
        with pytest.raises(ZeroDivisionError) as problem:
            hub.offload(lambda: 1 / 0)
        caught.append(str(problem.value))

    hub.run([broken, lambda: hub.offload(lambda: None)])
    assert caught == ["division by zero"]


def test_outside_of_lanes_a_call_is_made_where_it_stands() -> None:
    assert PlainHub().offload(threading.get_ident) == threading.get_ident()
