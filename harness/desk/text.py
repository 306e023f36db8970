"""What do the pages of the desk say, in Slovenian and in English?"""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_datetime

from harness.words import Words, words


def say(key: str, language: str, **facts: object) -> str:
    """Give a text in a language. Raises KeyError for a key that does not exist."""
    return TEXTS[key].say(language, **facts)


def moment(at: datetime, language: str) -> str:
    """Write a point in time as people here do, by this machine's clock."""
    locale = "en_GB" if language == "en" else "sl_SI"
    return format_datetime(at.astimezone(), "medium", locale=locale)


TEXTS: dict[str, Words] = {
    "banner": words(
        "Testno okolje – to ni pravi REKONO", "Test double – this is not the real REKONO"
    ),
    "skip": words("Preskoči na vsebino", "Skip to the content"),
    "product": words("Vodomer, ročni preskus", "Vodomer, control panel"),
    "nav": words("Strani", "Pages"),
    "nav.home": words("Pregled", "Overview"),
    "nav.mailbox": words("Nabiralnik", "Mailbox"),
    "nav.examine": words("Preverjanje", "Examine"),
    "nav.phone": words("Telefon", "Phone"),
    "other_language": words("English", "Slovenščina"),
    "new_tab": words("(nov zavihek)", "(new tab)"),
    "error_prefix": words("Napaka:", "Error:"),
    "home.heading": words("Ročni preskus", "Try it by hand"),
    "home.lead": words(
        "Preskusni REKONO, aktivacija in dve aplikaciji tečejo na tem računalniku. Nobeno "
        "sporočilo ga ne zapusti: e-pošta je v nabiralniku, SMS in OnePass sta na telefonu.",
        "A mock REKONO, the activation service and two applications run on this machine. No "
        "message leaves it: e-mail is in the mailbox, SMS and OnePass are on the phone.",
    ),
    "steps.heading": words("Kako začeti", "How to begin"),
    "steps.letter": words(
        "Izberite osebo in v nabiralniku preberite njeno pozdravno e-pošto z aktivacijsko kodo.",
        "Choose a person and read their welcome e-mail with the activation code in the mailbox.",
    ),
    "steps.start": words(
        "Na začetni strani vpišite kodo ter pritisnite PRIJAVA ali, kdor računa še nima, "
        "REGISTRACIJA.",
        "Enter the code on the start page and press SIGN IN or, without an account, REGISTER.",
    ),
    "steps.factor": words(
        "Geslo osebe je spodaj. Kode SMS in gesla OnePass so na telefonu, kode iz e-pošte v "
        "nabiralniku.",
        "The person's password is below. SMS codes and OnePass passwords are on the phone, codes "
        "by e-mail in the mailbox.",
    ),
    "steps.confirm": words(
        "Potrdite aktivacijsko kodo in se prijavite v aplikacijo.",
        "Confirm the activation code and sign in to an application.",
    ),
    "place.activation": words("Začetna stran", "Start page"),
    "place.activation.about": words("aktivacija uporabnika", "user activation"),
    "place.register": words("Register monitoringa pitne vode", "Register monitoringa pitne vode"),
    "place.register.about": words("aplikacija", "application"),
    "place.npv": words("Notranji nadzor pitne vode", "Notranji nadzor pitne vode"),
    "place.npv.about": words("aplikacija", "application"),
    "place.rekono": words("Upravljalna plošča REKONO", "REKONO control panel"),
    "place.rekono.about": words("telefon, računi, zahteve", "phone, accounts, requests"),
    "places.heading": words("Kam klikniti", "Where to click"),
    "cast.heading": words("Osebe za preskušanje", "Test people"),
    "cast.email": words("E-naslov", "E-mail address"),
    "cast.password": words("Geslo", "Password"),
    "cast.pin": words("PIN za OnePass", "OnePass PIN"),
    "cast.phone": words("Telefon", "Phone"),
    "cast.mechanisms": words("Načini prijave", "Ways to sign in"),
    "cast.code": words("Aktivacijska koda", "Activation code"),
    "cast.letter": words("Pozdravna e-pošta", "Welcome e-mail"),
    "cast.letter_of": words("Pozdravna e-pošta: {name}", "Welcome e-mail: {name}"),
    "cast.new_code": words("Nova koda", "New code"),
    "cast.new_code_for": words("Nova koda: {name}", "New code: {name}"),
    "state.none": words("ni izdana", "not issued"),
    "state.unused": words("neuporabljena", "unused"),
    "state.used": words("uporabljena", "used"),
    "state.expired": words("potekla", "expired"),
    "state.revoked": words("preklicana", "revoked"),
    "newcomer.heading": words("Oseba brez računa", "A person without an account"),
    "newcomer.lead": words(
        "Podatki za registracijo; davčna številka je veljavna, a izmišljena.",
        "What registration asks for; the tax number is well-formed, but made up.",
    ),
    "newcomer.birthdate": words("Datum rojstva", "Date of birth"),
    "newcomer.tax_number": words("Davčna številka", "Tax number"),
    "newcomer.address": words("Naslov", "Address"),
    "newcomer.pin": words("PIN za OnePass", "PIN for OnePass"),
    "newcomer.onepass": words(
        "OnePass: besedilo z registracijske strani dodajte na telefonu.",
        "OnePass: add the text from the registration page on the phone.",
    ),
    "faults.heading": words("Osebe, pri katerih gre kaj narobe", "People with a fault"),
    "faults.lead": words(
        "Ko se prijavi katera od njih, REKONO naredi napako.",
        "When one of them signs in, REKONO makes a mistake.",
    ),
    "faults.password": words("Geslo vseh teh oseb:", "The same password for all:"),
    "code.heading": words("Koda za drugo osebo", "A code for another person"),
    "code.lead": words(
        "Izda novo aktivacijsko kodo in pošlje pozdravno e-pošto. Prejšnja neuporabljena koda za "
        "isti e-naslov je s tem preklicana.",
        "Issues a new activation code and sends the welcome e-mail. This revokes "
        "an earlier unused code for the same address.",
    ),
    "code.name": words("Ime in priimek", "Full name"),
    "code.email": words("E-naslov", "E-mail address"),
    "code.issue": words("Izdaj kodo", "Issue a code"),
    "code.name_empty": words("Vpišite ime in priimek.", "Enter the full name."),
    "code.name_wrong": words(
        "Ime in priimek smeta imeti do 200 znakov v eni vrstici.",
        "The full name may have up to 200 characters on one line.",
    ),
    "code.email_empty": words("Vpišite e-naslov.", "Enter the e-mail address."),
    "code.email_wrong": words(
        "E-naslov ni pravilen. Primer: ime.priimek@example.test",
        "The e-mail address is not valid. Example: name.surname@example.test",
    ),
    "code.sent": words(
        "Koda za osebo {name} je izdana; pozdravna e-pošta je prišla.",
        "A code for {name} was issued; the welcome e-mail has arrived.",
    ),
    "over.heading": words("Začni znova", "Reset"),
    "over.lead": words(
        "Vse se ustavi in zažene na istih naslovih: novi računi, sporočila in aktivacije se "
        "pozabijo, osebe dobijo nove kode.",
        "Stops everything and starts it again at the same addresses: new accounts, messages "
        "and activations are deleted, and people get new codes.",
    ),
    "over.button": words("Začni znova", "Reset"),
    "over.done": words("Vse je spet kot na začetku.", "Reset complete."),
    "mailbox.heading": words("Nabiralnik", "Mailbox"),
    "mailbox.lead": words(
        "E-pošta vseh oseb, najnovejša najprej. Klik na kodo jo izbere.",
        "Everybody's e-mail, newest first. A click on a code selects it.",
    ),
    "mailbox.to": words("Prejemnik", "Recipient"),
    "mailbox.everybody": words("vsi", "everybody"),
    "mailbox.show": words("Pokaži", "Show"),
    "mailbox.refresh": words("Osveži", "Refresh"),
    "mailbox.none": words("Tu še ni e-pošte.", "No e-mail yet."),
    "mailbox.addressed": words("za {to}", "to {to}"),
    "mailbox.from.mpv": words("aktivacija", "activation"),
    "mailbox.from.rekono": words("REKONO", "REKONO"),
    "problem.home": words("Na pregled", "To the overview"),
    "problem.closed.title": words("Dostop je zaklenjen", "Access is locked"),
    "problem.closed.text": words(
        "Odprite naslov, ki ga je v terminalu izpisal ukaz »vodomer serve«. V njem je ključ, ki "
        "velja do konca tega zagona.",
        "Open the address that the command “vodomer serve” printed in the terminal. It contains "
        "a key that is valid until the command ends.",
    ),
    "problem.stranger.title": words("Napačen naslov", "Wrong address"),
    "problem.stranger.text": words(
        "Ta stran odgovarja samo na naslovu, ki ga je izpisal ukaz »vodomer serve«.",
        "This page answers only at the address that the command “vodomer serve” printed.",
    ),
    "problem.stale_form.title": words("Stran je zastarela", "The page is out of date"),
    "problem.stale_form.text": words(
        "Obrazec ni več veljaven, zato ga nismo upoštevali. Odprite stran znova.",
        "The form is no longer valid, so it was not accepted. Open the page again.",
    ),
    "problem.not_found.title": words("Strani ni mogoče najti", "Page not found"),
    "problem.not_found.text": words(
        "Naslov morda ni pravilno zapisan.", "The address may be mistyped."
    ),
    "problem.bad_request.title": words(
        "Zahteve ni bilo mogoče razumeti", "The request could not be understood"
    ),
    "problem.bad_request.text": words(
        "Brskalnik je poslal nekaj, česar tu ne pričakujemo.",
        "The browser sent something that is not expected here.",
    ),
    "problem.too_large.title": words("Zahteva je prevelika", "The request is too large"),
    "problem.too_large.text": words(
        "Zahteva presega, kar ta stran sprejme.", "The request is larger than this page accepts."
    ),
    "problem.broken.title": words("Prišlo je do napake", "Something went wrong"),
    "problem.broken.text": words(
        "Napaka je pri nas; podrobnosti so v terminalu.",
        "The error is on our side; see the terminal for details.",
    ),
    "problem.trouble.title": words(
        "REKONO ali aktivacija ne odgovarja", "REKONO or the activation service does not answer"
    ),
    "problem.trouble.text": words(
        "Ena od storitev se je ustavila. Začnite znova; če ne pomaga, ustavite ukaz "
        "»vodomer serve« s Ctrl-C in ga poženite še enkrat.",
        "One of the services has stopped. Reset; if that does not help, stop the command "
        "“vodomer serve” with Ctrl-C and run it again.",
    ),
}
