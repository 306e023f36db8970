"""What do the pages of signing in and out say?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    "page.product": Text("REKONO (testno okolje)", "REKONO (test double)"),
    "page.banner": Text(
        "Testno okolje – to ni pravi REKONO", "Test double – this is not the real REKONO"
    ),
    "page.skip": Text("Na vsebino", "Skip to content"),
    "page.pending": Text("Prijavljate se v", "You are signing in to"),
    "page.language": Text("Jezik", "Language"),
    "page.other_language": Text("English", "Slovenščina"),
    "page.title_error": Text("Napaka:", "Error:"),
    "page.errors": Text("Preverite označena polja.", "Check the marked fields."),
    "page.cancel": Text("Prekliči", "Cancel"),
    "page.support": Text("Težave z računom:", "Trouble with the account:"),
    "page.footer": Text(
        "Preskusni ponudnik identitet. Podatki so izmišljeni.",
        "A test provider. All data are made up.",
    ),
    "about.heading": Text("To ni pravi REKONO", "This is not the real REKONO"),
    "about.text": Text(
        "Na tem naslovu je preskusni ponudnik identitet, s katerim se preskuša prijava v "
        "aplikacije. Računi in osebe v njem so izmišljeni in izginejo, ko se preskus konča.",
        "At this address is a test provider, by which signing in to applications is tested. Its "
        "accounts and people are made up, and gone when the test ends.",
    ),
    "about.warning": Text(
        "Ne vpisujte svojih podatkov: ne gesla, ne davčne številke, ne kode.",
        "Do not enter data of your own: no password, no tax number, no code.",
    ),
    "about.operator": Text("Vzdržuje ga:", "It is run by:"),
    "about.nobody": Text(
        "Kdor ga je zagnal, ni povedal, kdo je.", "Whoever started it has not said who they are."
    ),
    "about.real": Text("Pravi REKONO je na naslovu", "The real REKONO is at"),
    "sign_in.heading": Text("Prijava v REKONO", "Sign in to REKONO"),
    "sign_in.username": Text("E-naslov", "E-mail address"),
    "sign_in.password": Text("Geslo", "Password"),
    "sign_in.submit": Text("Prijava", "Sign in"),
    "sign_in.forgotten": Text("Pozabljeno geslo", "Forgotten password"),
    "sign_in.create": Text("Ustvari račun", "Create account"),
    "sign_in.create_text": Text(
        "Še nimate računa REKONO? Ustvarite ga zdaj in nato nadaljujte, kjer ste bili.",
        "No REKONO account yet? Create one now, then continue where you were.",
    ),
    "sign_in.register": Text("REGISTRACIJA", "REGISTER"),
    "sign_in.cast": Text("Osebe za preskušanje", "Test people"),
    "sign_in.cast_phone": Text("Telefon:", "Phone:"),
    "sign_in.cast_tax_number": Text("Davčna številka:", "Tax number:"),
    "sign_in.wrong": Text(
        "E-naslov ali geslo ni pravilno.", "The e-mail address or the password is not correct."
    ),
    "sign_in.locked": Text(
        "Račun je zaklenjen. Pišite na support@rekono.si.",
        "The account is locked. Write to support@rekono.si.",
    ),
    "sign_in.username_missing": Text("Vpišite e-naslov.", "Enter the e-mail address."),
    "sign_in.password_missing": Text("Vpišite geslo.", "Enter the password."),
    "choose.heading": Text("Izberite način potrditve", "Choose how to confirm"),
    "choose.help": Text("Potrebujete pomoč?", "Need help?"),
    "choose.help_text": Text("Pišite na", "Write to"),
    "choose.unknown": Text(
        "Ta način potrditve ni na voljo. Izberite drugega.",
        "This way is not available. Choose another one.",
    ),
    "choose.too_many": Text(
        "Preveč napačnih poskusov. Izberite način potrditve in poskusite znova.",
        "Too many wrong attempts. Choose another way to confirm and try again.",
    ),
    "mechanism.confirm": Text("Potrdi", "Confirm"),
    "mechanism.resend": Text("Pošlji novo geslo", "Send a new one-time password"),
    "mechanism.choose": Text("Izberi drug način", "Choose another way"),
    "mechanism.resent": Text(
        "Poslali smo novo enkratno geslo.", "We have sent a new one-time password."
    ),
    "mechanism.empty": Text("Vpišite enkratno geslo.", "Enter the one-time password."),
    "mechanism.wrong": Text("Enkratno geslo ni pravilno.", "The one-time password is not correct."),
    "mechanism.expired": Text("Enkratno geslo je poteklo.", "The one-time password has expired."),
    "mechanism.used": Text(
        "Enkratno geslo je bilo že uporabljeno.", "The one-time password was already used."
    ),
    "mechanism.last_wrong": Text(
        "Enkratno geslo ni pravilno.", "The one-time password is not correct."
    ),
    "mechanism.too_many": Text("Preveč poskusov.", "Too many attempts."),
    "mechanism.sms_hint": Text(
        "Enkratno geslo smo poslali na številko, ki se konča z {end}.",
        "We have sent a one-time password to the number ending in {end}.",
    ),
    "mechanism.onepass_hint": Text(
        "Odprite aplikacijo OnePass in prepišite enkratno geslo.",
        "Open the OnePass app and copy the one-time password.",
    ),
    "sms.sign_in": Text(
        "REKONO (testno okolje): vaše enkratno geslo je {code}. Velja {validity}.",
        "REKONO (test double): your one-time password is {code}. It is valid for {validity}.",
    ),
    "code.empty": Text("Vpišite kodo.", "Enter the code."),
    "code.wrong": Text("Koda ni pravilna.", "The code is not correct."),
    "code.expired": Text("Koda je potekla.", "The code has expired."),
    "code.used": Text("Koda je bila že uporabljena.", "The code was already used."),
    "code.too_many": Text("Preveč poskusov.", "Too many attempts."),
    "end_session.heading": Text("Odjava iz REKONO", "Sign out of REKONO"),
    "end_session.text": Text(
        "Se želite odjaviti iz REKONO? Odjavljeni boste v tem brskalniku.",
        "Do you want to sign out of REKONO? You will be signed out in this browser.",
    ),
    "end_session.sign_out": Text("Odjava", "Sign out"),
    "end_session.stay": Text("Ostani prijavljen", "Stay signed in"),
    "signed_out.heading": Text("Odjavljeni ste", "You are signed out"),
    "signed_out.stayed": Text("Ostali ste prijavljeni", "You are still signed in"),
    "form_post.heading": Text("Nadaljujte v aplikacijo", "Go on to the application"),
    "signed_out.go_on": Text("Nazaj v aplikacijo", "Back to the application"),
    "signed_out.frame": Text("Odjava iz aplikacije", "Signing out of an application"),
    "signed_out.text": Text("To okno lahko zaprete.", "You can close this window."),
}
