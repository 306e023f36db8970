"""What is kept once a scenario or check has failed, so that nobody has to run it again to see why?

Of each window the HAR and what its pages complained of; what reached the mock, request by request,
with the tokens as they were. All of it is masked in memory. What cannot be had changes no verdict:
a note says why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from harness.agents import Agent
from harness.agents.har import har
from harness.agents.traffic import Passed
from harness.record.evidence import ScenarioRecorder
from harness.record.verdict import verdict_of
from harness.redaction.patterns import MASK, is_sensitive, mask_random
from harness.watching.stopping import STOP

REQUESTS = 60
"""Requests that reached the mock and are kept, the last ones."""
WINDOWS = 10
"""Windows of a scenario that are looked at, the last ones."""
SHORTEST_SECRET = 8
"""Characters of a value that was sent under the name of a secret; what is shorter is a number or
a PIN, which the run knows itself."""
Logged = Mapping[str, Any]
"""A request as the mock's control API tells it."""


def keep_windows(recorder: ScenarioRecorder, agents: Sequence[Agent]) -> None:
    """Keep what passed between windows and the net, and what pages wrote to their consoles."""
    with_note(recorder, "windows", partial(_keep_each, recorder, agents))


def _keep_each(recorder: ScenarioRecorder, agents: Sequence[Agent]) -> None:
    by_times = {tuple(one.at for one in agent.traffic().passed): agent for agent in agents}
    windows = [agent for times, agent in by_times.items() if times]  # tabs share what passed
    looked_at = windows[-WINDOWS:]
    if left_out := len(windows) - len(looked_at):
        recorder.note("windows", f"{left_out} windows before the last {WINDOWS} are left out")
    for number, agent in enumerate(looked_at, 1):
        which = f"window {number}" if len(looked_at) > 1 else "the window"
        with_note(recorder, which, partial(_keep, recorder, agent, which))


def _keep(recorder: ScenarioRecorder, agent: Agent, which: str) -> None:
    traffic, redactor = agent.traffic(), recorder.recorder.redactor
    for secret in {*secrets_in(traffic.passed), *_cookies(agent, traffic.passed)}:
        redactor.register(secret)
    text = redactor.mask(har(traffic.passed, traffic.count))
    json.loads(text)  # what is masked across a border would be no HAR
    recorder.har(f"what passed between {which} and the net", text)
    if complaints := agent.complaints(redactor.mask_line):
        recorder.console(f"console of {which}", mask_random(complaints))


def keep_exchange(
    recorder: ScenarioRecorder, issuer: str, read: Callable[[], Sequence[Logged]]
) -> None:
    """Keep what reached the mock; `read` asks for it."""
    with_note(recorder, "what reached REKONO", lambda: _keep_requests(recorder, issuer, read()))


def _keep_requests(recorder: ScenarioRecorder, issuer: str, logged: Sequence[Logged]) -> None:
    if left_out := len(logged[:-REQUESTS]):
        recorder.note("what reached REKONO", f"{left_out} requests before these are left out")
    for one in logged[-REQUESTS:]:
        title = f"at REKONO: {one['method']} {one['path']} → {one['status']}"
        recorder.exchange(title, told_request(one, issuer))


def told_request(one: Logged, issuer: str) -> dict[str, Any]:
    """Tell a request of the mock's log, so that it can be sent again but for its secrets."""
    query = f"?{urlencode(one['query'], safe='*')}" if one["query"] else ""
    proof = one["authorization"]
    answer = {"status": one["status"], "location": one["location"]}
    return {
        "request": {
            "method": one["method"],
            "url": urljoin(issuer, one["path"]) + query,
            "headers": {"Authorization": f"{proof.capitalize()} {MASK}"} if proof else {},
            "form": one["form"],
        },
        "answer": {name: value for name, value in answer.items() if value},
        "at": one["at"],
        "endpoint": one["endpoint"],
        "tokens": [
            {"kind": kind, **token, "signature": MASK} for kind, token in one["tokens"].items()
        ],
    }


@contextmanager
def keeping(keep: Callable[[], object]) -> Iterator[None]:
    """Have something kept where what is done meanwhile fails, unless the run is being stopped."""
    try:
        yield
    except Exception as problem:
        if verdict_of(problem).is_failure and not STOP.wanted:
            keep()
        raise


def with_note(recorder: ScenarioRecorder, what: str, deed: Callable[[], None]) -> None:
    """Do something; where it fails, a note says why, and all goes on."""
    try:
        deed()
    except Exception as problem:
        recorder.note(f"not kept: {what}", f"{type(problem).__name__}: {problem}")


def secrets_in(passed: Iterable[Passed]) -> Iterator[str]:
    """Give what was sent or answered under the name of a secret, and the parts of tokens."""
    for one in passed:
        headers = (*one.headers.items(), *one.answer.items())
        of_headers = (found for name, value in headers for found in _of_header(name.lower(), value))
        for secret in (*_of_addresses(one), *of_headers):
            parts = secret.split(".") if secret.count(".") in (2, 4) else ()
            yield from filter(_is_long, (secret, *parts))


def _of_addresses(one: Passed) -> Iterator[str]:
    parts = urlsplit(one.url)
    led = urlsplit(next((v for n, v in one.answer.items() if n.lower() == "location"), ""))
    body = one.body.decode("utf-8", "replace")
    for query in (parts.query, parts.fragment, led.query, led.fragment, body):
        pairs = parse_qsl(query, keep_blank_values=True)
        yield from (value for name, value in pairs if is_sensitive(name))


def _of_header(name: str, value: str) -> Iterator[str]:
    """Give the values of cookies, and credentials."""
    if name == "cookie":
        yield from (pair.partition("=")[2] for pair in value.split(";"))
    elif name == "set-cookie":
        yield from (one.partition(";")[0].partition("=")[2] for one in value.splitlines())
    elif is_sensitive(name):
        yield value.partition(" ")[2]


def _cookies(agent: Agent, passed: Iterable[Passed]) -> Iterator[str]:
    """Give the cookies of the places that a window has been to."""
    places = {urlsplit(one.url)._replace(path="/", query="", fragment="") for one in passed}
    for place in [one for one in places if one.scheme in ("http", "https")][:WINDOWS]:
        yield from filter(_is_long, (one.value for one in agent.cookies(place.geturl())))


def _is_long(secret: str) -> bool:
    return len(secret) >= SHORTEST_SECRET
