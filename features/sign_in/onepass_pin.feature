Feature: The PIN of the OnePass app
  The app opens with a PIN. Wrong ones lock the app, and only the app.

  Rule: Three wrong PINs lock the OnePass app, not the account

    @MFA-08
    @id:onepass_pin/three-wrong-pins-lock-the-app
    Scenario: Three wrong PINs lock the app
      Given the person with a REKONO account and the OnePass app
      Then the OnePass app of the person opens
      When somebody types 3 wrong PINs into the OnePass app of the person
      Then the OnePass app of the person is locked, for the right PIN, too
      When the person comes to "SMS geslo" at REKONO
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-08
    @id:onepass_pin/a-locked-app-approves-nothing
    Scenario: A locked app approves nothing
      Given the person with a REKONO account and the OnePass app
      And the person has come to "OnePass potrditev" at REKONO
      When somebody types 3 wrong PINs into the OnePass app of the person
      Then the OnePass app of the person is locked, for the right PIN, too
      When the person presses "Preveri znova"
      Then the person reads "Čakamo na odgovor s telefona."
      When the person presses "Izberi drug način"
      And the person presses "SMS geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-08
    @id:onepass_pin/two-wrong-pins-lock-nothing
    Scenario: Two wrong PINs lock nothing
      Given the person with a REKONO account and the OnePass app
      When somebody types 2 wrong PINs into the OnePass app of the person
      Then the OnePass app of the person opens
      When the person comes to "OnePass geslo" at REKONO
      And the person confirms "OnePass geslo" with what the app shows
      Then the person is on the page "Potrditev aktivacije"

    @MFA-08
    @id:onepass_pin/a-locked-app-is-installed-anew
    Scenario: A locked app is installed anew
      Given the person with a REKONO account and the OnePass app
      When somebody types 3 wrong PINs into the OnePass app of the person
      Then the OnePass app of the person is locked, for the right PIN, too
      When the person installs the OnePass app anew
      Then the OnePass app of the person opens
