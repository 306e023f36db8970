Feature: The PUK code
  REKONO shows a PUK code once, when the account is made; it sets a new password when the old one is
  forgotten.

  Rule: The PUK is shown once

    @REG-09
    @id:puk/loading-the-page-again-does-not-show-it-again
    Scenario: Loading the page again does not show it again
      Given the person has come to "Registracija: koda PUK"
      Then the PUK code is shown to the person
      When the person reloads the page
      Then the PUK code is not shown to the person
      When the person presses "Naprej"
      Then the person is on the page "Registracija: OnePass"

    @REG-09
    @id:puk/going-back-does-not-show-it-again
    Scenario: Going back does not show it again
      Given the person has come to "Registracija: koda PUK"
      Then the PUK code is shown to the person
      When the person presses "Naprej"
      And the person goes back
      Then the PUK code is not shown to the person
      And there was no error page for the person

  Rule: The PUK resets a forgotten password

    @REG-09
    @id:puk/a-new-password-by-the-puk-of-the-registration
    Scenario: A new password, by the PUK of the registration
      Given the person has come to "Registracija: OnePass"
      When the person takes a fresh browser
      And the person opens the start page of the activation service
      And the person presses "PRIJAVA"
      And the person presses "Pozabljeno geslo"
      And the person sets a new password with the PUK
      And the person presses "Prijava v REKONO"
      And the person gives e-mail address and password
      Then the person reads "E-naslov ali geslo ni pravilno."
      When the person gives e-mail address and the new password
      And the person presses "SMS geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"
