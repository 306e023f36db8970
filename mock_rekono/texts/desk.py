"""What do the pages of the desk say?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    "desk.stranger": Text(
        "Te strani odgovarjajo samo na tem računalniku (127.0.0.1 ali localhost).",
        "These pages answer only on this machine (127.0.0.1 or localhost).",
    ),
    "desk.closed": Text(
        "Dostop je zaklenjen. Odprite naslov, ki ga je preskusni REKONO ob zagonu izpisal za "
        "»desk=«. V njem je ključ, ki velja do konca tega zagona.",
        "Access is locked. Open the address that the mock printed after “desk=” when it started. "
        "It contains a key that is valid until the mock ends.",
    ),
    "desk.nav": Text("Upravljalna plošča", "Control panel"),
    "desk.refresh": Text("Osveži", "Refresh"),
    "desk.pause": Text("Ustavi samodejno osveževanje", "Stop automatic refresh"),
    "desk.resume": Text("Znova vklopi samodejno osveževanje", "Resume automatic refresh"),
    "desk.tab.people": Text("Osebe", "People"),
    "desk.tab.mailbox": Text("E-pošta", "Mailbox"),
    "desk.tab.phone": Text("Telefon", "Phone"),
    "desk.tab.certificates": Text("Potrdila", "Certificates"),
    "desk.tab.requests": Text("Zahteve", "Requests"),
    "desk.people.heading": Text("Osebe za preskušanje", "Test people"),
    "desk.people.none": Text(
        "Preskusni REKONO teče brez oseb. Zaženite ga z --cast.",
        "The mock runs without test people. Start it with --cast.",
    ),
    "desk.people.person": Text("Oseba", "Person"),
    "desk.people.what": Text("Kaj pokaže", "What it shows"),
    "desk.people.password": Text("Geslo", "Password"),
    "desk.people.pin": Text("PIN", "PIN"),
    "desk.people.puk": Text("PUK", "PUK"),
    "desk.people.phone": Text("Telefon", "Phone"),
    "desk.people.tax_number": Text("Davčna številka", "Tax number"),
    "desk.people.mechanisms": Text("Načini prijave", "Ways to sign in"),
    "desk.people.others": Text("Drugi računi", "Other accounts"),
    "desk.people.no_others": Text("Nihče se še ni registriral.", "Nobody has registered yet."),
    "desk.people.level": Text("Raven", "Level"),
    "desk.mailbox.heading": Text("E-pošta", "Mailbox"),
    "desk.mailbox.none": Text("Sporočil še ni.", "No message yet."),
    "desk.to": Text("Za", "To"),
    "desk.code": Text("Koda", "Code"),
    "desk.phone.heading": Text("Telefon", "Phone"),
    "desk.phone.sms": Text("Sporočila SMS", "SMS messages"),
    "desk.phone.none": Text("Sporočil SMS še ni.", "No SMS yet."),
    "desk.onepass.heading": Text("Aplikacija OnePass", "OnePass app"),
    "desk.onepass.email": Text("E-naslov računa", "E-mail address of the account"),
    "desk.onepass.pin": Text("PIN", "PIN"),
    "desk.onepass.open": Text("Odpri", "Open"),
    "desk.onepass.close": Text("Zapri aplikacijo", "Close the app"),
    "desk.onepass.code": Text("OnePass geslo", "OnePass password"),
    "desk.onepass.seconds": Text("Velja še {seconds} s.", "Valid for another {seconds} s."),
    "desk.onepass.new": Text("nov račun", "new account"),
    "desk.onepass.add_heading": Text("Dodaj nov račun", "Add a new account"),
    "desk.onepass.secret": Text(
        "Besedilo z registracijske strani", "Text from the registration page"
    ),
    "desk.onepass.add": Text("Dodaj", "Add"),
    "desk.onepass.none": Text(
        "Račun s tem e-naslovom nima aplikacije OnePass.",
        "The account with this e-mail address has no OnePass app.",
    ),
    "desk.onepass.wrong": Text(
        "PIN ni pravilen. Preostali poskusi: {left}.", "The PIN is not correct. Tries left: {left}."
    ),
    "desk.onepass.locked": Text(
        "Aplikacija je zaklenjena, račun pa ne. Prijavite se s SMS geslom ali aplikacijo namestite "
        "znova.",
        "The app is locked, the account is not. Sign in with an SMS password, or reinstall the "
        "app.",
    ),
    "desk.onepass.reinstall": Text("Namesti aplikacijo znova", "Reinstall the app"),
    "desk.onepass.no_secret": Text(
        "To ni besedilo za OnePass: 16 do 64 črk A–Z in števk 2–7.",
        "This is not a text for OnePass: 16 to 64 letters A–Z and digits 2–7.",
    ),
    "desk.tab.faults": Text("Napake", "Faults"),
    "desk.faults.heading": Text("Namerne napake", "Faults"),
    "desk.faults.none": Text("Nobena napaka ni vklopljena.", "No fault is set."),
    "desk.faults.fault": Text("Kaj gre narobe", "What goes wrong"),
    "desk.faults.whose": Text("Pri kom", "For whom"),
    "desk.faults.end_column": Text("Izklop", "Clear"),
    "desk.faults.end": Text("Izklopi", "Clear"),
    "desk.faults.new": Text("Nova napaka", "New fault"),
    "desk.faults.begin": Text("Vklopi", "Set"),
    "desk.faults.next": Text("samo naslednja prijava", "the next sign-in only"),
    "desk.faults.for_one": Text(
        "pri osebi, aplikaciji ali naslednji prijavi",
        "for a person, an application or the next sign-in",
    ),
    "desk.faults.everybody": Text("pri vseh", "for everybody"),
    "desk.faults.clients": Text("Aplikacije", "Applications"),
    "desk.faults.all": Text("Vse napake", "All faults"),
    "desk.faults.id": Text("Oznaka", "Name"),
    "desk.faults.proves": Text("Zahteve", "Requirements"),
    "desk.faults.must": Text("Skladna aplikacija", "A conforming application"),
    "desk.faults.must.refused": Text(
        "zavrne prijavo ali odjavni žeton", "refuses the sign-in or the logout token"
    ),
    "desk.faults.must.accepted": Text(
        "sprejme prijavo ali odjavni žeton", "accepts the sign-in or the logout token"
    ),
    "desk.faults.must.coped": Text(
        "jo obravnava z jasnim sporočilom", "copes, and says so clearly"
    ),
    "desk.faults.unknown": Text("Izberite napako.", "Choose a fault."),
    "desk.faults.nobody": Text("Izberite, pri kom.", "Choose for whom."),
    "desk.faults.for_everybody": Text(
        "Ta napaka velja lahko samo za vse.",
        "This fault can only be set for everybody.",
    ),
    "desk.faults.not_for_everybody": Text(
        "Ta napaka velja lahko samo za osebo, aplikacijo ali naslednjo prijavo.",
        "This fault can only be set for a person, an application or the next sign-in.",
    ),
    "desk.requests.heading": Text("Zahteve", "Requests"),
    "desk.requests.none": Text("Zahtev še ni.", "No request yet."),
    "desk.requests.at": Text("Čas (UTC)", "Time (UTC)"),
    "desk.requests.what": Text("Zahteva", "Request"),
    "desk.requests.status": Text("Stanje", "Status"),
    "desk.requests.who": Text("Aplikacija in oseba", "Application and person"),
    "desk.requests.details": Text("Podrobnosti", "Details"),
}
