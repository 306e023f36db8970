"""Does an application that needs a level of assurance ask for it and look (Core 5.5.1.1)?"""

from __future__ import annotations

import json
from typing import Any

from harness.checks.application.application import Application
from harness.checks.application.levels import LOWEST, level_of
from harness.checks.application.registry import check
from harness.record.verdict import NotApplicable


def _needed(application: Application) -> str:
    acr = application.target.target.acr
    if acr is None:
        raise NotApplicable("the application asks for no level (target.acr)")
    return acr


@check(
    "level-asked-for",
    "SSO-05",
    sl="Aplikacija v zahtevi navede raven zanesljivosti, ki jo potrebuje.",
    en="The application requests the level of assurance that it needs.",
)
def level_asked_for(application: Application) -> None:
    """By acr_values, or by claims with acr."""
    acr = _needed(application)
    asked = application.begun(application.person()).authorization_requests()[-1]
    words = [*asked.get("acr_values", "").split(), *_claimed(asked.get("claims", ""))]
    application.findings.require("levels asked for", acr in words, f"{acr} among others", words)


def _claimed(claims: str) -> list[str]:
    """List the levels that the parameter `claims` asks for."""
    try:
        asked: Any = json.loads(claims or "{}")
        acr = asked.get("id_token", {}).get("acr") or {}
        values = [*acr.get("values", []), acr.get("value")]
    except (ValueError, RecursionError, AttributeError, TypeError):
        return []
    return [one for one in values if isinstance(one, str)]


@check(
    "lower-level",
    "SSO-05",
    sl="Oseba z nižjo ravnjo zanesljivosti ne vstopi.",
    en="A person with a lower level of assurance does not get in.",
)
def lower_level(application: Application) -> None:
    """Compare with a person who differs only in what REKONO knows of them."""
    level = level_of(_needed(application)) or LOWEST
    application.control(application.person(), "control: a person of that level")
    lower = application.visitor(application.person(proofing=level - LOWEST))
    stopped = application.tolerated(lower.sign_in)
    if stopped:
        application.recorder.note("where the way ended", str(stopped))
    application.is_out(lower.look("a person of a lower level"), "the session of a lower level")
