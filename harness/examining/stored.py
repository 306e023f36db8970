"""How is a file of a run shown in a browser, whatever the target has put into it?"""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

from flask import Response, send_file

from harness.desk.gate import Refused

_NAMES = re.compile(r"report\.html|evidence/[0-9a-f]{64}\.[a-z.]{1,12}")
_OWN = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For pages that `render` has made: each says by hashes which style and which script is its own."""
_SEALED = "default-src 'none'; style-src 'none'; sandbox"
"""For what a target has said: text and pictures, which can do nothing."""


def report_of(text: str) -> Response:
    """Answer with a page that `render` has made."""
    answer = Response(text, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = _OWN
    return answer


def stored(folder: Path, name: str) -> Response:
    """Answer with a file of a run. Raises Refused for one that is none, or a link."""
    file = folder / name
    if not _NAMES.fullmatch(name) or file.is_symlink() or not file.is_file():
        raise Refused("not_found", 404)
    if name == "report.html":
        return report_of(file.read_text(encoding="utf-8"))
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    shown = kind if kind.startswith("image/") else "text/plain; charset=utf-8"
    answer = send_file(file.absolute(), shown)
    answer.headers["Content-Security-Policy"] = _SEALED
    return answer
