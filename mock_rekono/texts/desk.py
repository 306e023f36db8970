"""What do the pages of the desk say?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    "desk.stranger": Text(
        "Te strani odgovarjajo samo na tem računalniku (127.0.0.1 ali localhost).",
        "These pages are answered on this machine only (127.0.0.1 or localhost).",
    ),
    "desk.nav": Text("Delovna miza", "Desk"),
    "desk.refresh": Text("Osveži", "Refresh"),
    "desk.pause": Text("Ustavi samodejno osveževanje", "Stop automatic refresh"),
    "desk.resume": Text("Spet osvežuj samodejno", "Refresh automatically again"),
    "desk.tab.people": Text("Osebe", "People"),
    "desk.tab.mailbox": Text("E-pošta", "Mailbox"),
    "desk.tab.phone": Text("Telefon", "Phone"),
    "desk.tab.certificates": Text("Potrdila", "Certificates"),
    "desk.tab.requests": Text("Zahteve", "Requests"),
    "desk.people.heading": Text("Osebe za preizkušanje", "People for trying out"),
    "desk.people.none": Text(
        "Ponudnik je zagnan brez oseb. Zaženite ga z --cast.",
        "The provider runs without a cast. Start it with --cast.",
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
    "desk.mailbox.none": Text("Ni še nobenega sporočila.", "There is no message yet."),
    "desk.to": Text("Za", "To"),
    "desk.code": Text("Koda", "Code"),
    "desk.phone.heading": Text("Telefon", "Phone"),
    "desk.phone.sms": Text("Sporočila SMS", "SMS messages"),
    "desk.phone.none": Text("Ni še nobenega sporočila SMS.", "There is no SMS yet."),
    "desk.onepass.heading": Text("Aplikacija OnePass", "OnePass app"),
    "desk.onepass.email": Text("E-naslov računa", "E-mail address of the account"),
    "desk.onepass.pin": Text("PIN", "PIN"),
    "desk.onepass.open": Text("Odpri", "Open"),
    "desk.onepass.close": Text("Zapri aplikacijo", "Close the app"),
    "desk.onepass.code": Text("OnePass geslo", "OnePass password"),
    "desk.onepass.seconds": Text("Velja še {seconds} s.", "Valid for {seconds} s more."),
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
        "PIN ni pravilen. Preostali poskusi: {left}.", "The PIN is not right. Tries left: {left}."
    ),
    "desk.onepass.locked": Text(
        "Aplikacija je zaklenjena, račun pa ne. Prijavite se s SMS geslom ali aplikacijo namestite "
        "znova.",
        "The app is locked, the account is not. Sign in with an SMS password, or install the app "
        "anew.",
    ),
    "desk.onepass.reinstall": Text("Namesti aplikacijo znova", "Install the app anew"),
    "desk.onepass.no_secret": Text(
        "To ni besedilo za OnePass: 16 do 64 črk A–Z in števk 2–7.",
        "This is no text for OnePass: 16 to 64 letters A–Z and digits 2–7.",
    ),
    "desk.tab.faults": Text("Napake", "Faults"),
    "desk.faults.heading": Text("Napake namenoma", "Faults on purpose"),
    "desk.faults.none": Text("Vse je prav.", "Nothing goes wrong."),
    "desk.faults.fault": Text("Kaj gre narobe", "What goes wrong"),
    "desk.faults.whose": Text("Pri kom", "For whom"),
    "desk.faults.end_column": Text("Odprava", "Ending it"),
    "desk.faults.end": Text("Odpravi", "End it"),
    "desk.faults.new": Text("Nova napaka", "A new fault"),
    "desk.faults.begin": Text("Vklopi", "Switch on"),
    "desk.faults.next": Text("samo naslednja prijava", "the next sign-in only"),
    "desk.faults.for_one": Text(
        "pri osebi, aplikaciji ali naslednji prijavi",
        "for a person, an application or the next sign-in",
    ),
    "desk.faults.everybody": Text("pri vseh", "for everybody"),
    "desk.faults.clients": Text("Aplikacije", "Applications"),
    "desk.faults.all": Text("Vse, kar je mogoče", "All that there is"),
    "desk.faults.id": Text("Oznaka", "Name"),
    "desk.faults.proves": Text("Zahteve", "Requirements"),
    "desk.faults.must": Text("Pravilna aplikacija", "A right application"),
    "desk.faults.must.refused": Text(
        "zavrne prijavo ali odjavni žeton", "refuses the sign-in or the logout token"
    ),
    "desk.faults.must.accepted": Text(
        "sprejme prijavo ali odjavni žeton", "accepts the sign-in or the logout token"
    ),
    "desk.faults.must.coped": Text("jo jasno obvlada", "copes with it clearly"),
    "desk.faults.unknown": Text("Izberite, kaj gre narobe.", "Choose what goes wrong."),
    "desk.faults.nobody": Text("Izberite, pri kom.", "Choose for whom."),
    "desk.faults.for_everybody": Text(
        "To gre lahko narobe samo pri vseh hkrati.",
        "This can only go wrong for everybody at once.",
    ),
    "desk.faults.not_for_everybody": Text(
        "To gre lahko narobe samo pri osebi, aplikaciji ali naslednji prijavi.",
        "This can only go wrong for a person, an application or the next sign-in.",
    ),
    "desk.requests.heading": Text("Zahteve", "Requests"),
    "desk.requests.none": Text("Ni še nobene zahteve.", "There is no request yet."),
    "desk.requests.at": Text("Čas (UTC)", "Time (UTC)"),
    "desk.requests.what": Text("Zahteva", "Request"),
    "desk.requests.status": Text("Stanje", "Status"),
    "desk.requests.who": Text("Aplikacija in oseba", "Application and person"),
    "desk.requests.details": Text("Podrobnosti", "Details"),
}
