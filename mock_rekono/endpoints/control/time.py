"""How is the provider's clock read and put over the control API?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_rekono import clock
from mock_rekono.endpoints.control.answers import ClockShown
from mock_rekono.endpoints.control.contract import operation
from mock_rekono.provider import provider
from mock_rekono.provider_time import put_clock

if TYPE_CHECKING:
    from mock_rekono.endpoints.control.bodies import ClockBody


@operation("GET", "/clock")
def show_clock() -> ClockShown:
    """Return the provider's time."""
    return ClockShown(clock.iso(clock.now()), clock.ahead())


@operation("POST", "/clock")
def set_clock(body: ClockBody) -> ClockShown:
    """Set or advance the provider's time, by which everything is issued and ends; reset undoes it.

    What was issued before keeps its times. To go back by `advance`, give a negative number.
    """
    if "advance" in body.model_fields_set:
        put_clock(clock.ahead() + body.advance, "advance")
    else:
        put_clock(body.set.timestamp() - clock.actual() if body.set else 0.0, "set")
    provider().keys.look_again()
    return show_clock()
