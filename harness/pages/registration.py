"""How does a person make a new account at the pretend REKONO, step by step?"""

from __future__ import annotations

from harness.agents import Agent
from harness.person import Person

EMAIL_CODE = "Koda iz e-pošte"
SMS_CODE = "Koda iz sporočila SMS"


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

    def email_code(self, code: str) -> None:
        """Confirm the e-mail address."""
        self._enter(**{EMAIL_CODE: code})

    def phone(self, number: str) -> None:
        """Give the mobile number."""
        self._enter(**{"Mobilna številka": number})

    def sms_code(self, code: str) -> None:
        """Confirm the mobile number."""
        self._enter(**{SMS_CODE: code})

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
        """Read the PUK code, which is shown this once."""
        return self._agent.read("#puk")

    def go_on(self) -> None:
        """Leave the page of the PUK code."""
        self._agent.press("Naprej")

    def read_onepass_secret(self) -> str:
        """Read the secret that stands beside the QR code."""
        return self._agent.read("#onepass-secret").replace(" ", "")

    def turn_on_onepass(self, pin: str, one_time_password: str) -> None:
        """Set the PIN and prove that the app works."""
        self._agent.fill("PIN", pin)
        self._agent.fill("OnePass geslo", one_time_password)
        self._agent.press("Vklopi OnePass")
