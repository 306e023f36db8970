"""Which words does an application use, in Slovenian and in English?"""

from __future__ import annotations

from ..text import Text

TEXTS: dict[str, Text] = {
    "sign_in": Text("Prijava z računom REKONO", "Sign in with a REKONO account"),
    "home.lead": Text(
        "Za vstop se prijavite z računom REKONO, ki ste ga povezali z informacijskim sistemom.",
        "To enter, sign in with the REKONO account you connected with the information system.",
    ),
    "home.lead.open": Text(
        "Za vstop se prijavite s svojim računom REKONO.",
        "To enter, sign in with your REKONO account.",
    ),
    "home.first": Text(
        "Prihajate prvič? Najprej opravite {link}.", "Here for the first time? Begin with {link}."
    ),
    "home.first.link": Text("aktivacijo uporabnika", "user activation"),
    "signed_out_here": Text(
        "Tukaj ste odjavljeni. Odjave iz sistema REKONO ni bilo mogoče dokončati: zaprite vsa "
        "okna brskalnika.",
        "You are signed out here. Signing out of REKONO could not be finished: close all windows "
        "of your browser.",
    ),
    "inactive.title": Text("Račun še ni aktiviran", "The account is not activated yet"),
    "inactive.text": Text(
        "Prijavljeni ste, vaš račun pa še ni povezan z informacijskim sistemom. Odprite spodnjo "
        "stran in potrdite aktivacijsko kodo iz pozdravne elektronske pošte. Če kode nimate, "
        "pišite na {mpv}.",
        "You are signed in, but your account is not connected with the information system yet. "
        "Open the page below and confirm the activation code from the welcome e-mail. If you have "
        "no code, write to {mpv}.",
    ),
    "inactive.link": Text("Aktivacija uporabnika", "User activation"),
    "problem.activation_down.title": Text(
        "Aktivacije trenutno ni mogoče preveriti", "Activation cannot be checked at the moment"
    ),
    "problem.activation_down.text": Text(
        "Ne moremo ugotoviti, ali je vaš račun aktiviran, zato aplikacije ne odpremo. Poskusite "
        "znova čez nekaj minut. Če se težava ponavlja, pišite na {mpv} in navedite oznako dogodka.",
        "We cannot find out whether your account is activated, so the application stays closed. "
        "Try again in a few minutes. If the trouble goes on, write to {mpv} and give the event "
        "reference.",
    ),
}
