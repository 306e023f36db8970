"""Do errors tell of the inside of the server?"""

from __future__ import annotations

from collections.abc import Iterator

from harness.agents.connections import Answer
from harness.agents.raw_http import Wire
from harness.checks.application.application import Application
from harness.checks.application.page_fetch import callback, nowhere, wire_of
from harness.checks.application.registry import check
from harness.errors import TargetUnreachable
from harness.record.verdict import NotApplicable
from harness.web.disclosure import told_by
from harness.web.malformed_input import CALLBACKS, RAW_BODY


@check(
    "errors-tell-nothing",
    "WEB-07",
    sl="Napake ne razkrijejo sledi klicev, različice ali poti na strežniku.",
    en="Errors show no stack trace, no version and no path on the server.",
)
def errors_tell_nothing(application: Application) -> None:
    """Errors are met at an address that there is none of, the callback and with odd requests."""
    visitor = application.visitor(application.person())
    visitor.open()
    with wire_of(application, visitor) as wire:
        errors = [one for one in _answers(application, wire) if one.status >= 400]
    if not errors:
        raise NotApplicable("the application answered nothing with an error")
    for error in errors:
        what = f"{error.status} at {error.url[:80]}"
        application.findings.expect(f"what {what} tells of the inside", None, told_by(error))


def _answers(application: Application, wire: Wire) -> Iterator[Answer]:
    start = application.target.target.start
    requests = [("GET", nowhere(application), b""), ("PUT", start, b"x=1")]
    requests += [("GET", callback(application, query), b"") for query in CALLBACKS]
    requests += [("POST", address, RAW_BODY) for address in (start, callback(application, ""))]
    for method, url, body in requests:
        try:
            yield wire.send(method, url, body)
        except TargetUnreachable as problem:  # a server may hang up on what is no request
            application.recorder.log(f"{method} {url[:80]}", str(problem))
