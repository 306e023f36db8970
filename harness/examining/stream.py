"""How does a page learn what has changed: by server-sent events, made of the run's own events."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator

from flask import Response, request, stream_with_context

from harness.desk.gate import Refused
from harness.desk.serving import STREAMS
from harness.examining.examiner import Examination

Parts = dict[str, str]
"""Pieces of a page (HTML) by their names."""
LOOK = 0.4
"""Seconds between two looks. No library of ours tells of writes; a look asks for a file's size."""
BREATH = 25
"""Looks without news, after which a comment shows whether anybody still listens."""
_FREE = threading.BoundedSemaphore(STREAMS)


def stream(run: Examination, parts: Callable[[], Parts]) -> Response:
    """Answer with the parts that change, as they change, until the run has ended.

    Raises Refused where too many listen already; their pages can still be loaded again.
    """
    if not _FREE.acquire(blocking=False):
        raise Refused("busy", 503)
    told = stream_with_context(_told(run, parts, request.headers.get("Last-Event-ID", "")))
    answer = Response(told, mimetype="text/event-stream")
    answer.call_on_close(_FREE.release)
    return answer


def _told(run: Examination, parts: Callable[[], Parts], heard: str) -> Iterator[str]:
    """Give the messages; their ids are sizes of the events, so that who comes back goes on."""
    known: Parts = {}
    while not run.ended.is_set():
        if (id := _id(run)) != heard:
            now = parts()
            changed = {name: html for name, html in now.items() if known.get(name) != html}
            if changed:
                yield f"id: {id}\nevent: parts\ndata: {json.dumps(changed)}\n\n"
            known, heard = now, id
        for _ in range(BREATH):
            if run.ended.wait(LOOK) or _id(run) != heard:
                break
        else:
            yield ": nothing new\n\n"
    yield "event: ended\ndata: \n\n"


def _id(run: Examination) -> str:
    return f"{run.follower.written}-{int(run.stopping)}"
