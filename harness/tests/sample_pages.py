"""How does a person use the sample application? As its own target file says, for other ones."""

from __future__ import annotations

from importlib.resources import files

_BEGIN = "[sign_in]"
_OWN = (files("harness.reference.application") / "target.toml").read_text("utf-8")
PAGES = _BEGIN + _OWN.partition(_BEGIN)[2]
"""The tables of a target file from `[sign_in]` on."""
