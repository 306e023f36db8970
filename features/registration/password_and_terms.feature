Feature: Password and terms of use of a new account
  A password that obeys the rule, and agreement to the terms of use: without both there is no account.

  Rule: A password below the rule is refused, and the rule is shown

    @REG-04
    @id:password_and_terms/a-password-below-the-rule
    Scenario Outline: A password below the rule
      Given the person has come to "Registracija: geslo"
      When the person chooses the password "<password>"
      Then REKONO refuses "Geslo" to the person with "Geslo ne ustreza pravilu: Vsaj 10 znakov"
      And the person is on the page "Registracija: geslo"
      When the person chooses a good password
      Then the person is on the page "Registracija: pogoji uporabe"

      Examples:
        | what is wrong | password        |
        | too short     | Slap-1234       |
        | no digit      | Savinja-Savinja |
        | no letter     | 1234567890-12   |

  Rule: No account without agreement to the terms

    @REG-05
    @id:password_and_terms/the-terms-are-refused-and-then-agreed-to
    Scenario: The terms are refused, and then agreed to
      Given the person has come to "Registracija: pogoji uporabe"
      When the person presses "Ne strinjam se"
      Then the person reads "Brez strinjanja s pogoji uporabe računa ni mogoče ustvariti."
      And there is no REKONO account of the person
      When the person presses "Strinjam se s pogoji uporabe"
      Then the person is on the page "Registracija: osebni podatki"
      And there is a REKONO account of the person

    @REG-05
    @id:password_and_terms/the-terms-cannot-be-skipped
    Scenario: The terms cannot be skipped
      Given the person has come to "Registracija: pogoji uporabe"
      When the person goes to the address of the page "Registracija: osebni podatki"
      Then the person is on the page "Registracija: pogoji uporabe"
      And there is no REKONO account of the person

    @REG-05
    @id:password_and_terms/leaving-at-the-terms
    Scenario: Leaving at the terms
      Given the person has come to "Registracija: pogoji uporabe"
      When the person presses "Prekliči"
      Then the person is on the page "Prijava je bila preklicana"
      And there is no REKONO account of the person
