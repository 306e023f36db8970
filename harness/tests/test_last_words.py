"""Is said what ended a program, and not the stack under it?"""

from __future__ import annotations

import pytest

from harness.processes.last_words import FAR_BACK, last_lines, last_words

FRAMES = "\tat org.example.Filter.doFilter(Filter.java:9)\n" * 9
OUTPUTS = {
    "Java": (
        "2026-11-29 INFO started\n"
        "org.springframework.web.util.NestedServletException: Request processing failed\n"
        f"{FRAMES}Caused by: java.lang.IllegalStateException: no token\n{FRAMES}"
        f"Caused by: com.fasterxml.JsonParseException: Unexpected character '<'\n{FRAMES}"
        "\t... 85 common frames omitted\n",
        "Caused by: com.fasterxml.JsonParseException: Unexpected character '<'",
    ),
    "Python": (
        'Traceback (most recent call last):\n  File "app.py", line 3, in callback\n    token()\n'
        "    ^^^^^^^\njson.decoder.JSONDecodeError: Expecting value\n",
        "json.decoder.JSONDecodeError: Expecting value",
    ),
    "Node": (
        "listening\n\n/srv/app.js:12\n  const token = JSON.parse(body)\n        ^\n\n"
        "SyntaxError: Unexpected token <\n    at parse (<anonymous>)\n    at next (app.js:12)\n"
        "\nNode.js v20.1.0\n",
        "SyntaxError: Unexpected token <",
    ),
    "Go": (
        "panic: runtime error: invalid memory address\n\ngoroutine 7 [running]:\n"
        "main.callback(0xc000)\n\t/srv/main.go:31 +0x1d\ncreated by net/http.(*Server).Serve\n"
        "\t/usr/lib/go/server.go:3086 +0x30\nexit status 2\n",
        "panic: runtime error: invalid memory address",
    ),
    ".NET": (
        "info: Application started.\nUnhandled exception. System.Text.Json.JsonException: '<' is an"
        " invalid start of a value.\n   at System.Text.Json.Reader.Read()\n   at Callback()\n",
        "System.Text.Json.JsonException: '<' is an invalid start of a value.",
    ),
    "a word and no more": ("killed\n", "killed"),
    "frames and nothing else": ("    at one\n    at two\n", "at two"),
    "nothing": ("\n", "no output"),
}


@pytest.mark.parametrize("language", OUTPUTS)
def test_the_cause_is_told_and_no_stack(language: str) -> None:
    output, cause = OUTPUTS[language]
    said = last_words(output)
    assert cause in said
    assert "Filter.java" not in said
    assert "next (app.js" not in said
    assert "main.go" not in said
    assert len(said.split(" | ")) <= 4


def test_of_a_long_output_the_end_is_kept() -> None:
    output = "".join(f"line {number}\n" for number in range(10 * FAR_BACK))
    assert last_lines(output).splitlines()[0] == f"line {9 * FAR_BACK}"
    assert len(last_lines(output).splitlines()) == FAR_BACK
