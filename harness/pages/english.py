"""What do the controls of our pages say to people who have chosen English?"""

from __future__ import annotations

from typing import Any, cast

from harness.agents import Agent

SWITCH = "English"
LABELS = {
    "Aktivacija uporabnika": "User activation",
    "Aktivacijska koda": "Activation code",
    "Datum rojstva": "Date of birth",
    "Davčna številka": "Tax number",
    "Digitalno potrdilo": "Digital certificate",
    "E-naslov": "E-mail address",
    "Geslo": "Password",
    "Ime": "First name",
    "Izberi drug način": "Choose another way",
    "Koda iz e-pošte": "Code from the e-mail",
    "Koda iz sporočila SMS": "Code from the SMS",
    "Kraj": "Town",
    "Mobilna številka": "Mobile number",
    "Naprej": "Next",
    "Nastavi geslo": "Set the password",
    "Ne strinjam se": "I do not agree",
    "Odjava": "Sign out",
    "OnePass geslo": "OnePass password",
    "OnePass potrditev": "OnePass approval",
    "Ostani prijavljen": "Stay signed in",
    "Ponovite geslo": "Repeat password",
    "Poštna številka": "Postal code",
    "Potrdi": "Confirm",
    "Potrditev aktivacijske kode": "Confirm activation code",
    "Pozabljeno geslo": "Forgotten password",
    "Pošlji novo geslo": "Send a new one-time password",
    "Prekliči": "Cancel",
    "Preskoči": "Skip",
    "Preveri znova": "Check again",
    "Prijava": "Sign in",
    "Prijava z računom REKONO": "Sign in with a REKONO account",
    "PRIJAVA": "SIGN IN",
    "Priimek": "Surname",
    "REGISTRACIJA": "REGISTER",
    "SMS geslo": "SMS password",
    "Strinjam se s pogoji uporabe": "I agree to the terms of use",
    "Ulica in hišna številka": "Street and number",
    "Vklopi OnePass": "Turn on OnePass",
}
"""The English label of each Slovenian one that the page objects use."""


class English:
    """The same window in the hands of a person who chooses English and looks for English labels."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._agent, name)

    def open(self, url: str) -> None:
        """Open a page, and choose English where it offers that."""
        self._agent.open(url)
        choose_english(self._agent)

    def fill(self, label: str, value: str) -> None:
        """Fill a field by its Slovenian label."""
        self._agent.fill(_english(label), value)

    def value(self, label: str) -> str:
        """Read a field by its Slovenian label."""
        return self._agent.value(_english(label))

    def offers(self, name: str) -> bool:
        """Tell whether a control is there, by its Slovenian name."""
        return self._agent.offers(_english(name))

    def press(self, name: str) -> None:
        """Press a control by its Slovenian name."""
        self._agent.press(_english(name))

    def wait_or_press(self, name: str) -> None:
        """Wait for the page to go on, or press a control by its Slovenian name."""
        self._agent.wait_or_press(_english(name))


def in_english(agent: Agent) -> Agent:
    """Return the same window for a person who chooses English and looks for the English labels."""
    return cast(Agent, English(agent))


def _english(label: str) -> str:
    return LABELS.get(label, label)


def choose_english(agent: Agent) -> None:
    """Choose English on a page that is in another language and offers it."""
    if agent.seen().language != "en" and agent.offers(SWITCH):
        agent.press(SWITCH)
