"""Is everything done at its time, and what is called off never, by one thread?"""

from __future__ import annotations

import queue
import threading

import pytest

from harness.agents.alarms import Alarms

COMES_WITHIN = 30.0
LATER = 3600.0


@pytest.fixture
def told() -> queue.Queue[str]:
    return queue.Queue()


def test_an_earlier_one_is_not_held_up_by_a_later_one(told: queue.Queue[str]) -> None:
    alarms = Alarms()
    alarms.after(LATER, lambda: told.put("much later"))
    alarms.after(0.2, lambda: told.put("second"))
    alarms.after(0.1, lambda: told.put("first"))
    assert [told.get(timeout=COMES_WITHIN) for _ in range(2)] == ["first", "second"]
    assert told.empty()


def test_what_is_called_off_is_not_done(told: queue.Queue[str]) -> None:
    alarms = Alarms()
    call_off = alarms.after(0.1, lambda: told.put("called off"))
    call_off()
    call_off()  # twice is no matter
    alarms.after(0.2, lambda: told.put("done"))
    assert told.get(timeout=COMES_WITHIN) == "done"
    assert told.empty()


def test_one_may_be_set_and_called_off_by_another(told: queue.Queue[str]) -> None:
    alarms = Alarms()
    call_off = alarms.after(LATER, lambda: told.put("called off"))

    def first() -> None:
        call_off()
        alarms.after(0, lambda: told.put("done"))

    alarms.after(0, first)
    assert told.get(timeout=COMES_WITHIN) == "done"


def test_many_need_one_thread_only() -> None:
    alarms, before = Alarms(), threading.active_count()
    for _ in range(100):
        alarms.after(LATER, lambda: None)
    assert threading.active_count() == before + 1
