"""What did a program say last, before it ended: what went wrong, without the stack under it?"""

from __future__ import annotations

import re

FAR_BACK = 200
"""Lines of the end that are looked at."""
LONGEST = 40_000
"""Characters of them that are kept."""
AT_THE_END = 3
"""Lines that are told again, beside the cause."""
CAUSE = re.compile(r"(Caused by|panic|fatal error|Uncaught\b.*|[\w.$]*(Error|Exception))\b", re.I)
"""How Java, Go, Node, PHP, .NET and Python begin the line of an error; the last one is the cause
of those before it, or came after them."""
FRAME = re.compile(r"\s+\S|goroutine \d+ |\S+\(.*\)$|created by |\.\.\. \d+ |\s*\^+\s*$")
"""How a line of a stack looks: it tells where something went wrong, and not what."""


def last_lines(output: str) -> str:
    """Return the end of an output: whole lines, unless they are very long."""
    return "\n".join(output.splitlines()[-FAR_BACK:])[-LONGEST:]


def last_words(output: str) -> str:
    """Say it in a line: the cause, and what stands at the end."""
    lines = [line for line in output.splitlines()[-FAR_BACK:] if line.strip()]
    causes = [line.strip() for line in lines if CAUSE.match(line)][-1:]
    told = [line.strip() for line in lines if not FRAME.match(line)][-AT_THE_END:]
    said = [one for one in causes if one not in told] + told
    return " | ".join(said or [line.strip() for line in lines[-1:]]) or "no output"
