"""What does a person read when the password is forgotten, and on the page of the own account?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    "forgotten.heading": Text("Pozabljeno geslo", "Forgotten password"),
    "forgotten.text": Text(
        "Novo geslo nastavite s kodo PUK, ki ste jo dobili ob registraciji.",
        "Set a new password with the PUK code that you were given at registration.",
    ),
    "forgotten.email": Text("E-naslov", "E-mail address"),
    "forgotten.puk": Text("Koda PUK", "PUK code"),
    "forgotten.puk_hint": Text(
        "Presledki, vezaji in velikost črk niso pomembni.",
        "Spaces, hyphens and capital letters do not matter.",
    ),
    "forgotten.new_password": Text("Novo geslo", "New password"),
    "forgotten.repeat_password": Text("Ponovite geslo", "Repeat password"),
    "forgotten.submit": Text("Nastavi geslo", "Set the password"),
    "forgotten.puk.empty": Text("Vpišite kodo PUK.", "Enter the PUK code."),
    "forgotten.wrong": Text(
        "E-naslov ali koda PUK ni pravilna.", "The e-mail address or the PUK code is not correct."
    ),
    "forgotten.last_wrong": Text(
        "E-naslov ali koda PUK ni pravilna. Preveč poskusov. Poskusite znova čez {minutes} min.",
        "The e-mail address or the PUK code is not correct. Too many attempts. Try again in "
        "{minutes} min.",
    ),
    "forgotten.too_many": Text(
        "Preveč poskusov. Poskusite znova čez {minutes} min.",
        "Too many attempts. Try again in {minutes} min.",
    ),
    "forgotten.done": Text("Geslo je nastavljeno", "The password is set"),
    "forgotten.done_text": Text("Prijavite se z novim geslom.", "Sign in with the new password."),
    "forgotten.sign_in": Text("Prijava v REKONO", "Sign in to REKONO"),
    "dashboard.heading": Text("Nadzorna plošča", "Dashboard"),
    "dashboard.account": Text("Račun", "Account"),
    "dashboard.name": Text("Ime in priimek", "Name"),
    "dashboard.no_name": Text("ni vpisano", "not entered"),
    "dashboard.email": Text("E-naslov", "E-mail address"),
    "dashboard.phone": Text("Mobilna številka", "Mobile number"),
    "dashboard.level": Text("Raven zanesljivosti", "Level of assurance"),
    "dashboard.level.0": Text("brez preverjenih podatkov", "no verified data"),
    "dashboard.level.10": Text("nizka (10)", "low (10)"),
    "dashboard.level.20": Text("srednja (20)", "substantial (20)"),
    "dashboard.level.30": Text("visoka (30)", "high (30)"),
    "dashboard.mechanisms": Text("Načini prijave", "Ways to sign in"),
    "dashboard.others": Text("Dodaj način prijave", "Add a way to sign in"),
    "dashboard.add": Text("Dodaj", "Add"),
    "dashboard.remove": Text("Odstrani", "Remove"),
    "dashboard.added": Text("Način prijave je dodan.", "The way to sign in has been added."),
    "dashboard.removed": Text(
        "Način prijave je odstranjen.", "The way to sign in has been removed."
    ),
    "dashboard.unknown": Text("Tega ni mogoče storiti.", "This cannot be done."),
    "dashboard.last": Text(
        "Zadnjega načina potrditve ni mogoče odstraniti. Najprej dodajte drugega.",
        "The last way to confirm cannot be removed. Add another one first.",
    ),
    "dashboard.needs_phone": Text(
        "Račun nima mobilne številke, na katero bi poslali SMS geslo.",
        "The account has no mobile number to send an SMS password to.",
    ),
    "dashboard.needs_tax_number": Text(
        "Račun nima davčne številke, po kateri bi prepoznali potrdilo.",
        "The account has no tax number to recognise the certificate by.",
    ),
    "dashboard.onepass.heading": Text("Nastavitev OnePass", "Setting up OnePass"),
    "dashboard.onepass.text": Text(
        "Dodajte račun v aplikacijo OnePass, izberite PIN in prepišite geslo, ki ga kaže.",
        "Add the account to the OnePass app, choose a PIN and copy the password that it shows.",
    ),
    "dashboard.onepass.too_many": Text(
        "Preveč poskusov. Aplikaciji dodajte novo besedilo.",
        "Too many attempts. Add the new text to the app.",
    ),
    "dashboard.signed_out": Text("Niste prijavljeni", "You are not signed in"),
    "dashboard.signed_out_text": Text(
        "Prijavite se v aplikaciji, ki uporablja REKONO, nato odprite to stran.",
        "Sign in at an application that uses REKONO, then open this page.",
    ),
}
