"""Baselines for tests: entries as a person writes them, and days that do not depend on today's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from harness.record.waivers import Waiver


def days_from_now(days: int) -> date:
    """Return a day that far from today; tests stay well away from midnight by whole days."""
    return datetime.now(UTC).date() + timedelta(days=days)


def entry(check: str, until: date, **more: str) -> str:
    """Write one entry as a person does."""
    names = "".join(f'{name} = "{value}"\n' for name, value in more.items())
    about = f'owner = "Ana"\nreason = "known"\nuntil = {until}\n'
    return f'[[waiver]]\ncheck = "{check}"\n{about}{names}'


def baseline(folder: Path, *entries: str) -> Path:
    """Write a baseline into a folder."""
    file = folder / "baseline.toml"
    file.write_text("\n".join(entries), "utf-8")
    return file


def waiver(check: str, until: str = "2026-12-31", **more: str) -> Waiver:
    """Make an entry."""
    told = {"check": check, "owner": "Ana", "reason": "known", "until": until, **more}
    return Waiver.model_validate(told)
