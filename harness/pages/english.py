"""What do the controls of our pages say to people who have chosen English?"""

from __future__ import annotations

from typing import Any, cast

from harness.agents import Agent

SWITCH = "English"
LABELS = {
    "Aktivacijska koda": "Activation code",
    "Datum rojstva": "Date of birth",
    "Davčna številka": "Tax number",
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
VERBS = ("fill", "value", "offers", "press", "wait_or_press")
"""What an agent does by a label."""


def in_english(agent: Agent) -> Agent:
    """Give the same window to a person who chooses English and looks for the English labels."""
    kind = type(agent)
    known = {verb: translated(getattr(kind, verb)) for verb in VERBS}
    known["open"] = choosing_english(kind.open)
    english: Any = object.__new__(type(f"English{kind.__name__}", (kind,), known))
    english.__dict__ = agent.__dict__
    return cast(Agent, english)


def translated(verb: Any) -> Any:
    """Let a verb of an agent take a label in Slovenian and look for it in English."""

    def act(agent: Agent, label: str, *more: str) -> Any:
        return verb(agent, LABELS.get(label, label), *more)

    return act


def choosing_english(verb: Any) -> Any:
    """Let an agent choose English on a page that it has opened."""

    def act(agent: Agent, url: str) -> None:
        verb(agent, url)
        choose_english(agent)

    return act


def choose_english(agent: Agent) -> None:
    """Choose English on a page that is in another language and offers it."""
    if agent.seen().language != "en" and agent.offers(SWITCH):
        agent.press(SWITCH)
