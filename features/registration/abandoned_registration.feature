Feature: A registration that was abandoned
  People are called away, lose their connection or never meant it: nothing is lost and nobody is in the way.

  Rule: An abandoned registration can be taken up again

    @REG-10
    @id:abandoned_registration/the-window-was-closed
    Scenario Outline: The window was closed
      Given the person has come to "<page>"
      When the person takes a fresh browser
      And the person opens the start page of the activation service
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      Then the person is back at "Aktivacija uporabnika", signed in
      And there is a REKONO account of the person

      Examples:
        | page                              |
        | Registracija: potrditev e-naslova |
        | Registracija: mobilna številka    |
        | Registracija: potrditev številke  |
        | Registracija: geslo               |
        | Registracija: pogoji uporabe      |

    @REG-10
    @id:abandoned_registration/the-page-is-opened-again-later-in-the-same-browser
    Scenario: The page is opened again later in the same browser
      Given the person has come to "Registracija: geslo"
      When the person looks at another page and comes back to the address
      Then the person is on the page "Registracija: geslo"
      When the person goes through the rest of registration
      Then the person is back at "Aktivacija uporabnika", signed in

    @REG-10
    @id:abandoned_registration/the-window-was-closed-after-the-account-was-made
    Scenario: The window was closed after the account was made
      Given the person has come to "Registracija: osebni podatki"
      When the person takes a fresh browser
      And the person comes to "SMS geslo" at REKONO
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @REG-10
    @id:abandoned_registration/a-registration-that-has-run-out-begins-again
    Scenario: A registration that has run out begins again
      Given the person has come to "Registracija: geslo"
      And the registration of the person was begun 8 days ago
      When the person chooses a good password
      Then the person reads "Registracija je potekla"
      When the person opens the start page of the activation service
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      Then the person is back at "Aktivacija uporabnika", signed in

  Rule: It blocks nobody

    @REG-10
    @id:abandoned_registration/somebody-else-has-begun-with-the-same-address-or-phone
    Scenario Outline: Somebody else has begun with the same address or phone
      Given the attacker who pretends to have the <what> of the person
      And the attacker has come to "<page>"
      When the person opens the start page of the activation service
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      Then the person is back at "Aktivacija uporabnika", signed in
      And there is a REKONO account of the person

      Examples:
        | what           | page                              |
        | e-mail address | Registracija: potrditev e-naslova |
        | mobile number  | Registracija: potrditev številke  |
