"""What does the documented flow cost as a bare Playwright script, without any examiner?

The same pages, the same typing and the same pictures as the scenario "New account, one-time
password by SMS", written the short way: no steps, no people, no record, nothing checked but that
the end was reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from playwright.sync_api import Browser, Page, expect

from harness.person import Person

SECRETS = "[data-secret], input[type=password], input[autocomplete~=one-time-code]"


@dataclass
class Servers:
    """Where the pages are, and the doors behind which codes are issued and sent ones read."""

    start: str
    control: httpx2.Client
    desk: httpx2.Client
    pictures: Path
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10**6)))


def flow(browser: Browser, servers: Servers, person: Person) -> None:
    """Walk from the start page to the application."""
    context = browser.new_context(
        viewport={"width": 960, "height": 720},
        locale="sl-SI",
        timezone_id="Europe/Ljubljana",
        extra_http_headers={"X-Forwarded-For": person.network_address},
    )
    page = context.new_page()
    start(page, servers, person)
    register(page, servers, person)
    activate(page, servers, person)
    context.close()


def start(page: Page, servers: Servers, person: Person) -> None:
    name = f"{person.given_name} {person.family_name}"
    issued = servers.desk.post("codes", json={"email": person.email, "name": name})
    page.goto(servers.start, wait_until="domcontentloaded")
    picture(page, servers)
    page.get_by_label("Aktivacijska koda").fill(issued.json()["code"])
    picture(page, servers)
    page.get_by_role("button", name="REGISTRACIJA").click()
    picture(page, servers)


def register(page: Page, servers: Servers, person: Person) -> None:
    enter(page, {"E-naslov": person.email})
    enter(page, {"Koda iz e-pošte": sent(servers, person.email, "email")})
    enter(page, {"Mobilna številka": person.phone})
    enter(page, {"Koda iz sporočila SMS": sent(servers, person.phone, "sms")})
    enter(page, {"Geslo": person.password, "Ponovite geslo": person.password})
    page.get_by_role("button", name="Strinjam se s pogoji uporabe").click()
    enter(page, personal_data(person))
    enter(page, {})
    page.get_by_role("button", name="Preskoči").click()
    picture(page, servers)


def activate(page: Page, servers: Servers, person: Person) -> None:
    page.get_by_role("button", name="Potrditev aktivacijske kode").click()
    picture(page, servers)
    page.get_by_role("link", name="Register monitoringa pitne vode").click()
    picture(page, servers)
    page.get_by_role("button", name="Prijava z računom REKONO").click()
    expect(page.locator("#uporabnik")).to_have_text(f"{person.given_name} {person.family_name}")
    picture(page, servers)


def personal_data(person: Person) -> dict[str, str]:
    return {
        "Ime": person.given_name,
        "Priimek": person.family_name,
        "Datum rojstva": person.birthdate,
        "Davčna številka": person.tax_number,
        "Ulica in hišna številka": person.address.street,
        "Poštna številka": person.address.postal_code,
        "Kraj": person.address.city,
    }


def enter(page: Page, fields: dict[str, str]) -> None:
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Naprej").click()


def sent(servers: Servers, to: str, channel: str) -> str:
    messages = servers.control.get("outbox", params={"to": to, "channel": channel}).json()
    return str(messages[-1]["code"])


def picture(page: Page, servers: Servers) -> None:
    page.wait_for_load_state("domcontentloaded")  # a click has waited for the page to begin
    page.screenshot(
        path=servers.pictures / f"{next(servers.numbers)}.jpg",
        type="jpeg",
        quality=50,
        mask=[page.locator(SECRETS)],
        mask_color="#8a94a3",
        animations="disabled",
    )
