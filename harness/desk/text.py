"""What do the pages of the desk say, in Slovenian and in English?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime

LANGUAGES = ("sl", "en")


@dataclass(frozen=True)
class Text:
    """One text a person reads; `{names}` in it are filled in."""

    sl: str
    en: str


def say(key: str, language: str, **facts: object) -> str:
    """Give a text in a language. Raises KeyError for a key that does not exist."""
    text = TEXTS[key]
    written = text.en if language == "en" else text.sl
    return written.format(**facts) if facts else written


def moment(at: datetime, language: str) -> str:
    """Write a point in time as people here do, by this machine's clock."""
    locale = "en_GB" if language == "en" else "sl_SI"
    return format_datetime(at.astimezone(), "medium", locale=locale)


TEXTS: dict[str, Text] = {
    "banner": Text(
        "Testno okolje – to ni pravi REKONO", "Test double – this is not the real REKONO"
    ),
    "skip": Text("Preskoči na vsebino", "Skip to the content"),
    "product": Text("Vodomer, ročni preskus", "Vodomer, control panel"),
    "nav": Text("Strani", "Pages"),
    "nav.home": Text("Pregled", "Overview"),
    "nav.mailbox": Text("Nabiralnik", "Mailbox"),
    "nav.phone": Text("Telefon", "Phone"),
    "other_language": Text("English", "Slovenščina"),
    "new_tab": Text("(nov zavihek)", "(new tab)"),
    "error_prefix": Text("Napaka:", "Error:"),
    "home.heading": Text("Ročni preskus", "Try it by hand"),
    "home.lead": Text(
        "Preskusni REKONO, aktivacija in dve aplikaciji tečejo na tem računalniku. Nobeno "
        "sporočilo ga ne zapusti: e-pošta je v nabiralniku, SMS in OnePass sta na telefonu.",
        "A mock REKONO, the activation service and two applications run on this machine. No "
        "message leaves it: e-mail is in the mailbox, SMS and OnePass are on the phone.",
    ),
    "steps.heading": Text("Kako začeti", "How to begin"),
    "steps.letter": Text(
        "Izberite osebo in v nabiralniku preberite njeno pozdravno e-pošto z aktivacijsko kodo.",
        "Choose a person and read their welcome e-mail with the activation code in the mailbox.",
    ),
    "steps.start": Text(
        "Na začetni strani vpišite kodo ter pritisnite PRIJAVA ali, kdor računa še nima, "
        "REGISTRACIJA.",
        "Enter the code on the start page and press SIGN IN or, without an account, REGISTER.",
    ),
    "steps.factor": Text(
        "Geslo osebe je spodaj. Kode SMS in gesla OnePass so na telefonu, kode iz e-pošte v "
        "nabiralniku.",
        "The person's password is below. SMS codes and OnePass passwords are on the phone, codes "
        "by e-mail in the mailbox.",
    ),
    "steps.confirm": Text(
        "Potrdite aktivacijsko kodo in se prijavite v aplikacijo.",
        "Confirm the activation code and sign in to an application.",
    ),
    "place.activation": Text("Začetna stran", "Start page"),
    "place.activation.about": Text("aktivacija uporabnika", "user activation"),
    "place.register": Text("Register monitoringa pitne vode", "Register monitoringa pitne vode"),
    "place.register.about": Text("aplikacija", "application"),
    "place.npv": Text("Notranji nadzor pitne vode", "Notranji nadzor pitne vode"),
    "place.npv.about": Text("aplikacija", "application"),
    "place.rekono": Text("Upravljalna plošča REKONO", "REKONO control panel"),
    "place.rekono.about": Text("telefon, računi, zahteve", "phone, accounts, requests"),
    "places.heading": Text("Kam klikniti", "Where to click"),
    "cast.heading": Text("Osebe za preskušanje", "Test people"),
    "cast.email": Text("E-naslov", "E-mail address"),
    "cast.password": Text("Geslo", "Password"),
    "cast.pin": Text("PIN za OnePass", "OnePass PIN"),
    "cast.phone": Text("Telefon", "Phone"),
    "cast.mechanisms": Text("Načini prijave", "Ways to sign in"),
    "cast.code": Text("Aktivacijska koda", "Activation code"),
    "cast.letter": Text("Pozdravna e-pošta", "Welcome e-mail"),
    "cast.letter_of": Text("Pozdravna e-pošta: {name}", "Welcome e-mail: {name}"),
    "cast.new_code": Text("Nova koda", "New code"),
    "cast.new_code_for": Text("Nova koda: {name}", "New code: {name}"),
    "state.none": Text("ni izdana", "not issued"),
    "state.unused": Text("neuporabljena", "unused"),
    "state.used": Text("uporabljena", "used"),
    "state.expired": Text("potekla", "expired"),
    "state.revoked": Text("preklicana", "revoked"),
    "newcomer.heading": Text("Oseba brez računa", "A person without an account"),
    "newcomer.lead": Text(
        "Podatki za registracijo; davčna številka je veljavna, a izmišljena.",
        "What registration asks for; the tax number is well-formed, but made up.",
    ),
    "newcomer.birthdate": Text("Datum rojstva", "Date of birth"),
    "newcomer.tax_number": Text("Davčna številka", "Tax number"),
    "newcomer.address": Text("Naslov", "Address"),
    "newcomer.pin": Text("PIN za OnePass", "PIN for OnePass"),
    "newcomer.onepass": Text(
        "OnePass: besedilo z registracijske strani dodajte na telefonu.",
        "OnePass: add the text from the registration page on the phone.",
    ),
    "faults.heading": Text("Osebe, pri katerih gre kaj narobe", "People with a fault"),
    "faults.lead": Text(
        "Ko se prijavi katera od njih, REKONO naredi napako.",
        "When one of them signs in, REKONO makes a mistake.",
    ),
    "faults.password": Text("Geslo vseh teh oseb:", "The same password for all:"),
    "code.heading": Text("Koda za drugo osebo", "A code for another person"),
    "code.lead": Text(
        "Izda novo aktivacijsko kodo in pošlje pozdravno e-pošto. Prejšnja neuporabljena koda za "
        "isti e-naslov je s tem preklicana.",
        "Issues a new activation code and sends the welcome e-mail. This revokes "
        "an earlier unused code for the same address.",
    ),
    "code.name": Text("Ime in priimek", "Full name"),
    "code.email": Text("E-naslov", "E-mail address"),
    "code.issue": Text("Izdaj kodo", "Issue a code"),
    "code.name_empty": Text("Vpišite ime in priimek.", "Enter the full name."),
    "code.name_wrong": Text(
        "Ime in priimek smeta imeti do 200 znakov v eni vrstici.",
        "The full name may have up to 200 characters on one line.",
    ),
    "code.email_empty": Text("Vpišite e-naslov.", "Enter the e-mail address."),
    "code.email_wrong": Text(
        "E-naslov ni pravilen. Primer: ime.priimek@example.test",
        "The e-mail address is not valid. Example: name.surname@example.test",
    ),
    "code.sent": Text(
        "Koda za osebo {name} je izdana; pozdravna e-pošta je prišla.",
        "A code for {name} was issued; the welcome e-mail has arrived.",
    ),
    "over.heading": Text("Začni znova", "Reset"),
    "over.lead": Text(
        "Vse se ustavi in zažene na istih naslovih: novi računi, sporočila in aktivacije se "
        "pozabijo, osebe dobijo nove kode.",
        "Stops everything and starts it again at the same addresses: new accounts, messages "
        "and activations are deleted, and people get new codes.",
    ),
    "over.button": Text("Začni znova", "Reset"),
    "over.done": Text("Vse je spet kot na začetku.", "Reset complete."),
    "mailbox.heading": Text("Nabiralnik", "Mailbox"),
    "mailbox.lead": Text(
        "E-pošta vseh oseb, najnovejša najprej. Klik na kodo jo izbere.",
        "Everybody's e-mail, newest first. A click on a code selects it.",
    ),
    "mailbox.to": Text("Prejemnik", "Recipient"),
    "mailbox.everybody": Text("vsi", "everybody"),
    "mailbox.show": Text("Pokaži", "Show"),
    "mailbox.refresh": Text("Osveži", "Refresh"),
    "mailbox.none": Text("Tu še ni e-pošte.", "No e-mail yet."),
    "mailbox.addressed": Text("za {to}", "to {to}"),
    "mailbox.from.mpv": Text("aktivacija", "activation"),
    "mailbox.from.rekono": Text("REKONO", "REKONO"),
    "problem.home": Text("Na pregled", "To the overview"),
    "problem.closed.title": Text("Dostop je zaklenjen", "Access is locked"),
    "problem.closed.text": Text(
        "Odprite naslov, ki ga je v terminalu izpisal ukaz »vodomer serve«. V njem je ključ, ki "
        "velja do konca tega zagona.",
        "Open the address that the command “vodomer serve” printed in the terminal. It contains "
        "a key that is valid until the command ends.",
    ),
    "problem.stranger.title": Text("Napačen naslov", "Wrong address"),
    "problem.stranger.text": Text(
        "Ta stran odgovarja samo na naslovu, ki ga je izpisal ukaz »vodomer serve«.",
        "This page answers only at the address that the command “vodomer serve” printed.",
    ),
    "problem.stale_form.title": Text("Stran je zastarela", "The page is out of date"),
    "problem.stale_form.text": Text(
        "Obrazec ni več veljaven, zato ga nismo upoštevali. Odprite stran znova.",
        "The form is no longer valid, so it was not accepted. Open the page again.",
    ),
    "problem.not_found.title": Text("Strani ni mogoče najti", "Page not found"),
    "problem.not_found.text": Text(
        "Naslov morda ni pravilno zapisan.", "The address may be mistyped."
    ),
    "problem.bad_request.title": Text(
        "Zahteve ni bilo mogoče razumeti", "The request could not be understood"
    ),
    "problem.bad_request.text": Text(
        "Brskalnik je poslal nekaj, česar tu ne pričakujemo.",
        "The browser sent something that is not expected here.",
    ),
    "problem.too_large.title": Text("Zahteva je prevelika", "The request is too large"),
    "problem.too_large.text": Text(
        "Zahteva presega, kar ta stran sprejme.", "The request is larger than this page accepts."
    ),
    "problem.broken.title": Text("Prišlo je do napake", "Something went wrong"),
    "problem.broken.text": Text(
        "Napaka je pri nas; podrobnosti so v terminalu.",
        "The error is on our side; see the terminal for details.",
    ),
    "problem.trouble.title": Text(
        "REKONO ali aktivacija ne odgovarja", "REKONO or the activation service does not answer"
    ),
    "problem.trouble.text": Text(
        "Ena od storitev se je ustavila. Začnite znova; če ne pomaga, ustavite ukaz "
        "»vodomer serve« s Ctrl-C in ga poženite še enkrat.",
        "One of the services has stopped. Reset; if that does not help, stop the command "
        "“vodomer serve” with Ctrl-C and run it again.",
    ),
}
