"""What is kept of a check that has failed: what its people sent to the mock, and their windows."""

from __future__ import annotations

from operator import itemgetter

from harness.checks.application.application import Application
from harness.checks.application.token_requests import Logged
from harness.engine.aftermath import keep_exchange, keep_windows


def keep_aftermath(application: Application) -> None:
    """Keep what helps to see why a check failed, as long as its windows are there."""
    application.learn_secrets()
    recorder, rig = application.recorder, application.rig

    def reached() -> list[Logged]:
        people = {one.person.email: one.person for one in application.visitors}
        found = (one for person in people.values() for one in application.reached(person))
        return sorted(found, key=itemgetter("id"))

    if rig.is_at_mock:
        keep_exchange(recorder, rig.issuer, reached)
    keep_windows(recorder, [one.agent for one in application.visitors])
