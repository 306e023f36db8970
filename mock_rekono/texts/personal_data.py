"""What does a person read from personal data to the end of a registration, and in its mails?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    # 7: personal data
    "register.data.heading": Text("Registracija: osebni podatki", "Registration: personal data"),
    "register.data.text": Text(
        "Podatke primerjamo z uradnimi evidencami. Preverjeni podatki dajo računu nizko raven "
        "zanesljivosti (10). Ta korak lahko preskočite.",
        "The data are compared with official records. Verified data give the account the low level "
        "of assurance (10). You can skip this step.",
    ),
    "register.data.person": Text("Oseba", "Person"),
    "register.data.address": Text("Stalni naslov", "Permanent address"),
    "register.data.given_name": Text("Ime", "First name"),
    "register.data.family_name": Text("Priimek", "Surname"),
    "register.data.birthdate": Text("Datum rojstva", "Date of birth"),
    "register.data.birthdate.hint": Text("Na primer 1. 2. 1980.", "Day, month, year: 1. 2. 1980."),
    "register.data.tax_number": Text("Davčna številka", "Tax number"),
    "register.data.tax_number.hint": Text("Osem števk.", "Eight digits."),
    "register.data.street": Text("Ulica in hišna številka", "Street and number"),
    "register.data.postal_code": Text("Poštna številka", "Postal code"),
    "register.data.city": Text("Kraj", "Town"),
    "register.data.given_name.empty": Text("Vpišite ime.", "Enter your first name."),
    "register.data.family_name.empty": Text("Vpišite priimek.", "Enter your surname."),
    "register.data.birthdate.empty": Text("Vpišite datum rojstva.", "Enter your date of birth."),
    "register.data.birthdate.wrong": Text(
        "Datum rojstva ni pravilen. Primer: 1. 2. 1980",
        "The date of birth is not valid. Example: 1. 2. 1980",
    ),
    "register.data.tax_number.empty": Text("Vpišite davčno številko.", "Enter your tax number."),
    "register.data.tax_number.wrong": Text(
        "Davčna številka ni pravilna.",
        "The tax number is not valid.",
    ),
    "register.data.tax_number.taken": Text(
        "Ta davčna številka je že povezana z računom REKONO.",
        "This tax number already belongs to a REKONO account.",
    ),
    "register.data.street.empty": Text(
        "Vpišite ulico in hišno številko.",
        "Enter the street and number.",
    ),
    "register.data.postal_code.empty": Text("Vpišite poštno številko.", "Enter the postal code."),
    "register.data.postal_code.wrong": Text(
        "Poštna številka ni pravilna.",
        "The postal code is not valid.",
    ),
    "register.data.city.empty": Text("Vpišite kraj.", "Enter the town."),
    "register.data.name.wrong": Text(
        "Vpis vsebuje nedovoljene znake.",
        "The entry has characters that are not allowed.",
    ),
    "register.data.mismatch": Text(
        "Podatki se ne ujemajo z uradno evidenco. Popravite jih ali ta korak preskočite; prijava "
        "deluje tudi brez preverjenih podatkov.",
        "The data do not match the official records. Correct them or skip this step; signing in "
        "works without verified data, too.",
    ),
    # 8: PUK
    "register.puk.heading": Text("Registracija: koda PUK", "Registration: PUK code"),
    "register.puk.text": Text(
        "Račun je ustvarjen. S kodo PUK nastavite novo geslo, če ga pozabite.",
        "Your account has been created. The PUK code sets a new password when you forget yours.",
    ),
    "register.puk.label": Text("Koda PUK", "PUK code"),
    "register.puk.keep": Text(
        "Zapišite si jo in jo shranite na varno. Pozneje je ne bo mogoče več videti.",
        "Write it down and keep it safe. It will not be shown again.",
    ),
    "register.puk.shown": Text(
        "Koda PUK je bila že prikazana. Znova je ne prikažemo.",
        "The PUK code has already been shown. It is not shown again.",
    ),
    # 9: OnePass
    "register.onepass.heading": Text("Registracija: OnePass", "Registration: OnePass"),
    "register.onepass.text": Text(
        "Z aplikacijo OnePass ali drugo aplikacijo TOTP poskenirajte kodo QR ali vanjo prepišite "
        "besedilo pod njo. Izberite PIN za odpiranje aplikacije in vpišite geslo, ki ga pokaže.",
        "Scan the QR code with OnePass or another TOTP app, or type the text below it into the "
        "app. Choose the PIN that opens the app and enter the password it shows.",
    ),
    "register.onepass.qr": Text(
        "Koda QR za aplikacijo OnePass. Isto je zapisano v besedilu pod njo.",
        "QR code for the OnePass app. The text below it says the same.",
    ),
    "register.onepass.secret": Text("Besedilo za ročni vnos:", "Text to type in by hand:"),
    "register.onepass.pin": Text("PIN", "PIN"),
    "register.onepass.pin.hint": Text(
        "Od {least} do {most} števk.",
        "{least} to {most} digits.",
    ),
    "register.onepass.pin.empty": Text("Vpišite PIN.", "Enter a PIN."),
    "register.onepass.pin.wrong": Text(
        "PIN naj ima od {least} do {most} števk.",
        "The PIN must have {least} to {most} digits.",
    ),
    "register.onepass.code": Text("OnePass geslo", "OnePass password"),
    "register.onepass.code.hint": Text(
        "Števke, ki jih zdaj kaže aplikacija.",
        "The digits that the app shows now.",
    ),
    "register.onepass.code.empty": Text("Vpišite OnePass geslo.", "Enter the OnePass password."),
    "register.onepass.code.too_many": Text(
        "Preveč poskusov. OnePass lahko vklopite pozneje; ta korak preskočite.",
        "Too many attempts. You can turn OnePass on later; skip this step.",
    ),
    "register.onepass.turn_on": Text("Vklopi OnePass", "Turn on OnePass"),
    # when it cannot go on
    "register.taken.heading": Text("Račun je že ustvarjen", "The account has already been created"),
    "register.taken.text": Text(
        "S tem e-naslovom je bil medtem ustvarjen račun. Prijavite se z geslom, ki ste ga izbrali "
        "takrat.",
        "Meanwhile an account was created with this e-mail address. Sign in with the password "
        "chosen then.",
    ),
    "register.taken.sign_in": Text("Prijava v REKONO", "Sign in to REKONO"),
    "register.lost.heading": Text(
        "Registracije ni mogoče nadaljevati",
        "The registration cannot continue",
    ),
    "register.lost.text": Text(
        "Registracija je potekla ali pa se v tem brskalniku ni začela. Začnite znova z istim "
        "e-naslovom.",
        "The registration has expired or was not started in this browser. Start again with the "
        "same e-mail address.",
    ),
    "register.again": Text("Začni registracijo", "Start registration"),
    # messages sent out
    "register.mail.code.subject": Text("REKONO: koda za potrditev", "REKONO: confirmation code"),
    "register.mail.code.text": Text(
        "Koda za potrditev e-naslova: {code}\n\nKoda velja {validity}. Če registracije niste "
        "začeli, sporočilo prezrite.\n\nTestno okolje – to ni pravi REKONO.",
        "Code to confirm your e-mail address: {code}\n\nIt is valid for {validity}. If you "
        "did not start a registration, ignore this message.\n\n"
        "Test double – this is not the real REKONO.",
    ),
    "register.mail.exists.subject": Text(
        "REKONO: račun že obstaja",
        "REKONO: you already have an account",
    ),
    "register.mail.exists.text": Text(
        "Nekdo je s tem e-naslovom začel registracijo, a račun REKONO zanj že obstaja. Če ste bili "
        "to vi, se prijavite; pozabljeno geslo nastavite s kodo PUK. Sicer sporočilo prezrite.\n\n"
        "Testno okolje – to ni pravi REKONO.",
        "Somebody started a registration with this e-mail address, but it already has a REKONO "
        "account. If it was you, sign in; a forgotten password is reset with the PUK code. "
        "Otherwise ignore this message.\n\nTest double – this is not the real REKONO.",
    ),
    "register.sms.code.text": Text(
        "REKONO (test): koda za potrditev številke je {code}. Velja {validity}.",
        "REKONO (test): the code to confirm your number is {code}. Valid for {validity}.",
    ),
}
