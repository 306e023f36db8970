"""What does a person read who is to approve a sign-in in the OnePass app?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    "push.text": Text(
        "V aplikacijo OnePass smo poslali potisno obvestilo. Odprite jo s kodo PIN in potrdite "
        "prijavo. Obvestilo velja {seconds} s.",
        "We have sent a push notification to your OnePass app. Open it with the PIN and approve "
        "the sign-in. The notification is valid for {seconds} s.",
    ),
    "push.waiting": Text(
        "Čakamo na odgovor s telefona.", "We are waiting for an answer from the phone."
    ),
    "push.resent": Text(
        "Poslali smo novo obvestilo. Prejšnje ne velja več.",
        "We have sent a new notification. The earlier one is no longer valid.",
    ),
    "push.refused": Text(
        "Prijavo ste na telefonu zavrnili. Pošljite novo obvestilo ali izberite drug način.",
        "You refused the sign-in on the phone. Send a new notification or choose another way.",
    ),
    "push.expired": Text(
        "Čas za odgovor je potekel. Pošljite novo obvestilo ali izberite drug način.",
        "The time to answer has run out. Send a new notification or choose another way.",
    ),
    "push.check": Text("Preveri znova", "Check again"),
    "push.resend": Text("Pošlji novo obvestilo", "Send a new notification"),
    "desk.push.heading": Text("Potisna obvestila", "Push notifications"),
    "desk.push.open": Text(
        "OnePass: prijava čaka na odgovor. Odprite aplikacijo.",
        "OnePass: a sign-in is waiting for an answer. Open the app.",
    ),
    "desk.push.none": Text("Nobena prijava ne čaka.", "No sign-in is waiting."),
    "desk.push.ask": Text("Prijava v: {application}", "Sign-in to: {application}"),
    "desk.push.approve": Text("Potrdi", "Approve"),
    "desk.push.refuse": Text("Zavrni", "Refuse"),
    "desk.push.over": Text(
        "Ta prijava ne čaka več na odgovor.", "This sign-in is no longer waiting for an answer."
    ),
}
