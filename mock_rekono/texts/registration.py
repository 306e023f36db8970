"""What does a person read while registering, in Slovenian and in English?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    # what every step shares
    "register.place": Text("Korak {number} od {of}", "Step {number} of {of}"),
    "register.next": Text("Naprej", "Next"),
    "register.back": Text("Nazaj", "Back"),
    "register.skip": Text("Preskoči", "Skip"),
    "register.resend": Text("Pošlji novo kodo", "Send a new code"),
    "register.resent": Text(
        "Poslali smo novo kodo. Prejšnja ne velja več.",
        "A new code was sent. The earlier one no longer works.",
    ),
    "register.code.empty": Text("Vpišite kodo.", "Enter the code."),
    "register.code.wrong": Text("Koda ni pravilna.", "The code is not correct."),
    "register.code.expired": Text(
        "Koda je potekla. Zahtevajte novo kodo.",
        "The code has expired. Ask for a new one.",
    ),
    "register.code.too_many": Text(
        "Preveč poskusov. Zahtevajte novo kodo.", "Too many attempts. Ask for a new code."
    ),
    "register.code.last_wrong": Text(
        "Koda ni pravilna. Preveč poskusov. Zahtevajte novo kodo.",
        "The code is not correct. Too many attempts. Ask for a new code.",
    ),
    "register.code.used": Text("Koda je bila že uporabljena.", "The code was already used."),
    "register.resend.too_many": Text(
        "Preveč poskusov. Nove kode nekaj časa ne moremo poslati.",
        "Too many attempts. No new code can be sent for some time.",
    ),
    "register.too_long": Text(
        "Vpis je predolg: največ {most} znakov.",
        "The entry is too long: at most {most} characters.",
    ),
    # 1: e-mail address
    "register.start.heading": Text("Registracija: e-naslov", "Registration: e-mail address"),
    "register.start.text": Text(
        "Z e-naslovom se boste prijavljali v REKONO.",
        "You will sign in to REKONO with your e-mail address.",
    ),
    "register.email": Text("E-naslov", "E-mail address"),
    "register.email.hint": Text(
        "Na ta naslov boste prejeli kodo za potrditev.",
        "A code to confirm the address will be sent to it.",
    ),
    "register.email.empty": Text("Vpišite e-naslov.", "Enter your e-mail address."),
    "register.email.wrong": Text(
        "E-naslov ni pravilno zapisan. Primer: ime.priimek@primer.si",
        "The e-mail address is not valid. Example: name.surname@example.com",
    ),
    # 2: code from the e-mail
    "register.email_code.heading": Text(
        "Registracija: potrditev e-naslova",
        "Registration: confirming the e-mail address",
    ),
    "register.email_code.text": Text(
        "Na {to} smo poslali sporočilo. Koda velja {validity}. Če sporočila ni v petih "
        "minutah, preverite e-naslov: vrnite se korak nazaj.",
        "A message was sent to {to}. The code is valid for {validity}. If it does not come "
        "within five minutes, go back one step and check the address.",
    ),
    "register.email_code": Text("Koda iz e-pošte", "Code from the e-mail"),
    # 3: phone
    "register.phone.heading": Text(
        "Registracija: mobilna številka",
        "Registration: mobile number",
    ),
    "register.phone.text": Text(
        "Brez potrjene mobilne številke računa ni mogoče ustvariti.",
        "No account can be created without a confirmed mobile number.",
    ),
    "register.phone": Text("Mobilna številka", "Mobile number"),
    "register.phone.hint": Text(
        "Na primer 041 123 456 ali +386 41 123 456.",
        "For example 041 123 456 or +386 41 123 456.",
    ),
    "register.phone.empty": Text("Vpišite mobilno številko.", "Enter your mobile number."),
    "register.phone.wrong": Text(
        "Mobilna številka ni pravilno zapisana. Primer: 041 123 456",
        "The mobile number is not valid. Example: 041 123 456 or +386 41 123 456",
    ),
    "register.phone.taken": Text(
        "Ta mobilna številka že pripada drugemu računu.",
        "This mobile number belongs to another account.",
    ),
    # 4: code from the SMS
    "register.sms_code.heading": Text(
        "Registracija: potrditev številke",
        "Registration: confirming the number",
    ),
    "register.sms_code.text": Text(
        "Na {to} smo poslali sporočilo SMS. Koda velja {validity}.",
        "An SMS was sent to {to}. The code is valid for {validity}.",
    ),
    "register.sms_code": Text("Koda iz sporočila SMS", "Code from the SMS"),
    # 5: password
    "register.password.heading": Text("Registracija: geslo", "Registration: password"),
    "register.password": Text("Geslo", "Password"),
    "register.password.repeat": Text("Ponovite geslo", "Repeat password"),
    "register.password.rule": Text(
        "Vsaj {least} znakov, med njimi vsaj ena črka in vsaj ena števka.",
        "At least {least} characters, among them at least one letter and one digit.",
    ),
    "register.password.rule_length": Text("Vsaj {least} znakov.", "At least {least} characters."),
    "register.password.empty": Text("Vpišite geslo.", "Enter a password."),
    "register.password.weak": Text(
        "Geslo ne ustreza pravilu: {rule}",
        "The password does not meet the rule: {rule}",
    ),
    "register.password.differs": Text("Gesli nista enaki.", "The passwords are not the same."),
    # 6: terms
    "register.terms.heading": Text("Registracija: pogoji uporabe", "Registration: terms of use"),
    "register.terms.text": Text(
        "Račun ustvarite s tem, da se strinjate s pogoji uporabe.",
        "Agreeing to the terms of use creates your account.",
    ),
    "register.terms.list": Text("Pogoji uporabe", "Terms of use"),
    "register.terms.1": Text(
        "To je testno okolje. Račun velja samo tukaj in ni pravi račun REKONO.",
        "This is a test environment. The account works only here and is not a real REKONO account.",
    ),
    "register.terms.2": Text(
        "Račun pripada eni fizični osebi. Gesla, kode PUK in kode PIN ne zaupajte nikomur.",
        "An account belongs to one natural person. Do not share the password, the PUK or the PIN.",
    ),
    "register.terms.3": Text(
        "Z eno davčno številko je povezan največ en račun.",
        "One tax number belongs to at most one account.",
    ),
    "register.terms.4": Text(
        "Ne vpisujte resničnih osebnih podatkov. Podatki se lahko kadar koli izbrišejo.",
        "Do not enter real personal data. Everything may be deleted at any time.",
    ),
    "register.terms.agree": Text("Strinjam se s pogoji uporabe", "I agree to the terms of use"),
    "register.terms.refuse": Text("Ne strinjam se", "I do not agree"),
    "register.terms.refused": Text(
        "Brez strinjanja s pogoji uporabe računa ni mogoče ustvariti.",
        "No account can be created without agreement to the terms of use.",
    ),
}
