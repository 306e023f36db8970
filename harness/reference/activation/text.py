"""Which words does the activation service use, in Slovenian and in English?"""

from __future__ import annotations

from ..text import Text

TITLE = Text("Informacijski sistem pitne vode", "Drinking water information system")

TEXTS: dict[str, Text] = {
    "sign_in": Text("PRIJAVA", "SIGN IN"),
    "register": Text("REGISTRACIJA", "REGISTER"),
    "code": Text("Aktivacijska koda", "Activation code"),
    "code_kept": Text(
        "Kodo, ki ste jo vpisali, smo shranili. Po prijavi vas bo počakala.",
        "We kept the code you typed. It will be waiting for you after sign-in.",
    ),
    "start.title": Text("Aktivacija uporabnika", "User activation"),
    "start.lead": Text(
        "Ob prvi prijavi povežite svoj račun REKONO z informacijskim sistemom. Potrebujete "
        "aktivacijsko kodo iz pozdravne elektronske pošte.",
        "When you sign in for the first time, connect your REKONO account with the information "
        "system. You need the activation code from the welcome e-mail.",
    ),
    "start.hint": Text(
        "Štiri skupine po štiri znake. Presledki in velikost črk niso pomembni.",
        "Four groups of four characters. Spaces and upper or lower case do not matter.",
    ),
    "start.have_account": Text("Račun REKONO že imam", "I have a REKONO account"),
    "start.have_account.text": Text(
        "Prijavite se z njim in potrdite kodo.", "Sign in with it and confirm the code."
    ),
    "start.no_account": Text("Računa REKONO še nimam", "I have no REKONO account yet"),
    "start.no_account.text": Text(
        "Registrirajte se. Za enkratna gesla priporočamo aplikacijo OSI OnePass. Po registraciji "
        "se vrnete sem.",
        "Register. For one-time passwords we recommend the app OSI OnePass. After registration "
        "you come back here.",
    ),
    "start.stale": Text(
        "Stran je bila odprta predolgo ali v več zavihkih. Preverite kodo in poskusite znova.",
        "The page was open for too long or in several tabs. Check the code and try again.",
    ),
    "signed_out_here": Text(
        "Tukaj ste odjavljeni. Odjave iz sistema REKONO ni bilo mogoče dokončati: zaprite vsa "
        "okna brskalnika.",
        "You are signed out here. Signing out of REKONO could not be finished: close all windows "
        "of your browser.",
    ),
    "confirm.title": Text("Potrditev aktivacije", "Confirm activation"),
    "confirm.lead": Text(
        "Vpišite aktivacijsko kodo iz pozdravne elektronske pošte in jo potrdite. Koda se poveže "
        "z računom, s katerim ste prijavljeni.",
        "Enter the activation code from the welcome e-mail and confirm it. The code is bound to "
        "the account you are signed in with.",
    ),
    "confirm.ready": Text(
        "Koda, ki ste jo vpisali, je pripravljena. Preverite jo in jo potrdite. Povezala se bo z "
        "računom, s katerim ste prijavljeni.",
        "The code you typed is ready. Check it and confirm it. It will be bound to the account "
        "you are signed in with.",
    ),
    "confirm.button": Text("Potrditev aktivacijske kode", "Confirm activation code"),
    "confirm.help": Text("Pomoč pri aktivaciji: {mpv}", "Help with activation: {mpv}"),
    "code.empty": Text("Vpišite aktivacijsko kodo.", "Enter the activation code."),
    "code.malformed": Text(
        "Aktivacijska koda ni pravilno zapisana.", "The activation code is not written correctly."
    ),
    "code.malformed.what": Text(
        "Koda ima štiri skupine po štiri znake. Prepišite jo natanko tako, kot je v pošti.",
        "A code has four groups of four characters. Copy it exactly as it is in the e-mail.",
    ),
    "code.unknown": Text(
        "Te aktivacijske kode ne poznamo.", "We do not know this activation code."
    ),
    "code.unknown.what": Text(
        "Preverite, ali je vpisana natanko tako kot v zadnji pozdravni pošti.",
        "Check that it is typed exactly as in the latest welcome e-mail.",
    ),
    "code.expired": Text("Aktivacijska koda je potekla.", "The activation code has expired."),
    "code.expired.what": Text("Za novo kodo pišite na {mpv}.", "For a new code write to {mpv}."),
    "code.used": Text(
        "Aktivacijska koda je že uporabljena.", "The activation code was already used."
    ),
    "code.used.what": Text(
        "Kodo lahko uporabi en sam račun. Če ste jo uporabili vi, se odjavite in se prijavite z "
        "računom, s katerim ste jo potrdili.",
        "A code works for one account only. If it was you who used it, sign out and sign in with "
        "the account you confirmed it with.",
    ),
    "code.revoked": Text("Aktivacijska koda je preklicana.", "The activation code was revoked."),
    "code.revoked.what": Text(
        "Če ste prejeli novejšo pošto, uporabite kodo iz nje.",
        "If you received a newer e-mail, use the code in it.",
    ),
    "code.throttled": Text("Preveč poskusov.", "Too many attempts."),
    "code.throttled.what": Text(
        "Znova lahko poskusite {wait}. Do takrat tudi pravilne kode ne sprejmemo.",
        "You can try again {wait}. Until then even the right code is not accepted.",
    ),
    "applications.title": Text("Aplikacije", "Applications"),
    "applications.activated": Text("Vaš račun je aktiviran.", "Your account is activated."),
    "applications.already_active": Text(
        "Vaš račun je že aktiven.", "Your account is already active."
    ),
    "applications.lead": Text(
        "Prijavite se v aplikacijo, ki jo potrebujete. Uporabite isti račun REKONO.",
        "Sign in to the application you need. Use the same REKONO account.",
    ),
    "applications.none": Text(
        "Za zdaj ni nobene aplikacije.", "There is no application at the moment."
    ),
    "instructions": Text("Navodila za upravljanje računa REKONO", "Managing a REKONO account"),
    "support": Text("Podpora", "Support"),
    "support.rekono": Text("Račun REKONO", "REKONO account"),
    "support.rekono.text": Text(
        "Pri težavah z ustvarjanjem ali upravljanjem računa REKONO, z gesli, SMS sporočili ali "
        "aplikacijo OnePass pišite na {rekono}.",
        "For trouble with creating or managing a REKONO account, with passwords, text messages or "
        "the OnePass app write to {rekono}.",
    ),
    "support.activation": Text("Aktivacija uporabnika", "User activation"),
    "support.activation.text": Text(
        "Pri težavah z aktivacijsko kodo pišite na {mpv}. Navedite oznako dogodka, ki jo je "
        "pokazala stran. Same aktivacijske kode ne pošiljajte.",
        "For trouble with the activation code write to {mpv}. Give the event reference the page "
        "showed. Do not send the activation code itself.",
    ),
    "support.applications": Text("Aplikacije in registri", "Applications and registers"),
    "support.applications.text": Text(
        "Za delovanje aplikacij, zahteve po spremembah v registrih in podobno pišite na {mpv}.",
        "About how the applications work, changes in registers and the like write to {mpv}.",
    ),
    "problem.cancelled.code": Text(
        "Vaša aktivacijska koda ostaja neporabljena.", "Your activation code is still unused."
    ),
    "problem.rekono_down.code": Text(
        "Vaša aktivacijska koda ostaja neporabljena.", "Your activation code is still unused."
    ),
    "problem.sign_in_failed.code": Text(
        "Vaša aktivacijska koda ostaja neporabljena.", "Your activation code is still unused."
    ),
    "problem.sign_in_needed.title": Text("Za potrditev se prijavite", "Sign in to confirm"),
    "problem.sign_in_needed.text": Text(
        "Niste prijavljeni ali pa je vaša prijava potekla. Prijavite se z računom REKONO in "
        "nadaljujte. Aktivirali nismo ničesar.",
        "You are not signed in, or your sign-in has ended. Sign in with your REKONO account and "
        "go on. Nothing was activated.",
    ),
    "mail.subject": Text(
        "Dobrodošli v informacijskem sistemu – aktivacijska koda",
        "Welcome to the information system – activation code",
    ),
    "mail.greeting": Text("Pozdravljeni, {name}!", "Dear {name},"),
    "mail.opening": Text(
        "Odprli smo vam dostop do informacijskega sistema pitne vode. Ob prvi prijavi ga "
        "aktivirajte s to kodo:",
        "You have been given access to the drinking water information system. Activate it with "
        "this code when you sign in for the first time:",
    ),
    "mail.steps": Text(
        "1. Odprite {address} in vpišite kodo v polje »Aktivacijska koda«.\n"
        "2. Če računa REKONO še nimate, izberite REGISTRACIJA (za enkratna gesla priporočamo "
        "aplikacijo OSI OnePass). Če ga imate, izberite PRIJAVA.\n"
        "3. Po prijavi kliknite »Potrditev aktivacijske kode«.\n"
        "4. Prijavite se v želeno aplikacijo.",
        "1. Open {address} and enter the code in the field “Activation code”.\n"
        "2. If you have no REKONO account yet, choose REGISTER (for one-time passwords we "
        "recommend the app OSI OnePass). If you have one, choose SIGN IN.\n"
        "3. After sign-in press “Confirm activation code”.\n"
        "4. Sign in to the application you want.",
    ),
    "mail.validity": Text("Koda velja do {end}.", "The code is valid until {end}."),
    "mail.support": Text(
        "Težave z računom REKONO: {rekono}\nTežave z aktivacijo in drugo: {mpv}",
        "Trouble with the REKONO account: {rekono}\nTrouble with activation and other: {mpv}",
    ),
    "mail.test": Text(
        "To sporočilo je poslalo testno okolje.", "This message was sent by a test double."
    ),
}
