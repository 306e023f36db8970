Feature: The OnePass app is set up during registration
  The published instruction recommends one-time passwords of the OnePass app; it is set up on the last page.

  Rule: OnePass can be set up during registration and used at once

    @REG-11
    @id:onepass_setup/secret-pin-and-the-first-sign-in
    Scenario: Secret, PIN, and the first sign-in
      Given the person has come to "Registracija: OnePass"
      Then the QR code and the text hold the same secret for the person
      When the person sets up the OnePass app
      Then the person is back at "Aktivacija uporabnika", signed in
      And the OnePass app of the person opens with the PIN that was chosen
      When the person takes a fresh browser
      And the person comes to "OnePass geslo" at REKONO
      And the person confirms "OnePass geslo" with the next one-time password
      Then the person is on the page "Potrditev aktivacije"

    @REG-11
    @id:onepass_setup/onepass-is-on-only-after-the-app-has-shown-that-it-works
    Scenario: OnePass is on only after the app has shown that it works
      Given the person has come to "Registracija: OnePass"
      When the person tries to set up the OnePass app with a wrong one-time password
      Then REKONO refuses "OnePass geslo" to the person with "Enkratno geslo ni pravilno."
      When the person sets up the OnePass app
      Then the person is back at "Aktivacija uporabnika", signed in

    @REG-11
    @id:onepass_setup/a-pin-that-is-too-short
    Scenario: A PIN that is too short
      Given the person has come to "Registracija: OnePass"
      When the person sets up the OnePass app with the PIN 12
      Then REKONO refuses "PIN" to the person with "PIN naj ima od 4 do 8 števk."
      When the person sets up the OnePass app
      Then the person is back at "Aktivacija uporabnika", signed in
