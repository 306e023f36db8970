"""How does a person make a new account at the mock REKONO, step by step?"""

from __future__ import annotations

from enum import StrEnum

from harness.agents import Agent
from harness.person import Person

EMAIL_CODE = "Koda iz e-pošte"
SMS_CODE = "Koda iz sporočila SMS"
PUK = "#puk"
ONEPASS_SECRET = "#onepass-secret"  # noqa: S105 - where it is shown
QR_CODE = "img[data-secret]"


class Page(StrEnum):
    """The pages in their order, by their headings."""

    EMAIL = "Registracija: e-naslov"
    EMAIL_CODE = "Registracija: potrditev e-naslova"
    PHONE = "Registracija: mobilna številka"
    SMS_CODE = "Registracija: potrditev številke"
    PASSWORD = "Registracija: geslo"  # noqa: S105 - a heading
    TERMS = "Registracija: pogoji uporabe"
    DATA = "Registracija: osebni podatki"
    PUK = "Registracija: koda PUK"
    ONEPASS = "Registracija: OnePass"


class Registration:
    """The steps of registration; each verb fills one page and goes on."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def _enter(self, **fields: str) -> None:
        for label, value in fields.items():
            self._agent.fill(label, value)
        self._agent.press("Naprej")

    def email(self, address: str) -> None:
        """Give the e-mail address that becomes the user name."""
        self._enter(**{"E-naslov": address})

    def code(self, field: str, code: str) -> None:
        """Confirm the e-mail address or the mobile number, by the label of the code's field."""
        self._enter(**{field: code})

    def email_code(self, code: str) -> None:
        """Confirm the e-mail address."""
        self.code(EMAIL_CODE, code)

    def phone(self, number: str) -> None:
        """Give the mobile number."""
        self._enter(**{"Mobilna številka": number})

    def sms_code(self, code: str) -> None:
        """Confirm the mobile number."""
        self.code(SMS_CODE, code)

    def send_again(self) -> None:
        """Ask for a new code."""
        self._agent.press("Pošlji novo kodo")

    def password(self, password: str) -> None:
        """Choose a password."""
        self._enter(**{"Geslo": password, "Ponovite geslo": password})

    def agree(self) -> None:
        """Agree to the terms of use."""
        self._agent.press("Strinjam se s pogoji uporabe")

    def disagree(self) -> None:
        """Refuse the terms of use."""
        self._agent.press("Ne strinjam se")

    def personal_data(self, person: Person) -> None:
        """Give name, date of birth, tax number and address."""
        self._enter(
            **{
                "Ime": person.given_name,
                "Priimek": person.family_name,
                "Datum rojstva": person.birthdate,
                "Davčna številka": person.tax_number,
                "Ulica in hišna številka": person.address.street,
                "Poštna številka": person.address.postal_code,
                "Kraj": person.address.city,
            }
        )

    def skip(self) -> None:
        """Leave a step out that may be left out."""
        self._agent.press("Preskoči")

    def read_puk(self) -> str:
        """Read the PUK code, which is shown this once; empty when it is not on the page."""
        return self._agent.read(PUK)

    def go_on(self) -> None:
        """Leave the page of the PUK code."""
        self._agent.press("Naprej")

    def read_onepass_secret(self) -> str:
        """Read the secret that stands beside the QR code."""
        return self._agent.read(ONEPASS_SECRET).replace(" ", "")

    def qr_code(self) -> str:
        """Give the address of the QR code's picture; empty when there is none."""
        return self._agent.attribute(QR_CODE, "src")

    def turn_on_onepass(self, pin: str, one_time_password: str) -> None:
        """Set the PIN and prove that the app works."""
        self._agent.fill("PIN", pin)
        self._agent.fill("OnePass geslo", one_time_password)
        self._agent.press("Vklopi OnePass")
