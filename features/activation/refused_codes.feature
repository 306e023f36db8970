Feature: Activation codes that must be refused
  A code that is unknown, expired, used, revoked or no code at all activates nobody, and the person
  learns why and whom to ask.

  Rule: A wrong code is refused after sign-in

    @ACT-10
    @smoke
    @id:refused_codes/an-unknown-code
    Scenario: An unknown code
      Given the person with a REKONO account
      And the person has signed in to the activation service
      When the person types a code that was never issued
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Te aktivacijske kode ne poznamo."
      And the person reads "podpora@mpv.si"
      And the person is not activated

    @ACT-10
    @id:refused_codes/a-code-with-one-sign-wrong
    Scenario: A code with one sign wrong
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When the person types the code from the e-mail with its last sign changed
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Te aktivacijske kode ne poznamo."
      And the code of the person is unused
      And the person is not activated

    @ACT-10
    @id:refused_codes/something-else-than-a-code
    Scenario: Something else than a code
      Given the person with a REKONO account
      And the person has signed in to the activation service
      When the person sends what is no code to "Aktivacija uporabnika"
      Then every answer was a page with a status below 500
      And the person is not activated

    @ACT-11
    @smoke
    @id:refused_codes/an-expired-code
    Scenario: An expired code
      Given the person with a REKONO account
      And an activation code that has expired was sent to the person
      And the person has signed in to the activation service
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Aktivacijska koda je potekla."
      And the person reads "podpora@mpv.si"
      And the person is not activated

    @ACT-12
    @smoke
    @id:refused_codes/a-code-that-somebody-else-has-used
    Scenario: A code that somebody else has used
      Given the person with a REKONO account
      And another person with a REKONO account
      And an activation code was sent to another person
      And another person has been activated before
      And the person has signed in to the activation service
      When the person types the code that was sent to another person
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Aktivacijska koda je že uporabljena."
      And the person is not activated
      And another person is activated

    @ACT-13
    @id:refused_codes/the-same-person-confirms-the-same-code-again
    Scenario: The same person confirms the same code again
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      And the person keeps a second tab open at the confirmation
      When the person confirms the code with "Potrditev aktivacijske kode"
      And the person turns to the second tab
      And the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je že aktiven."
      And the person is activated

    @ACT-33
    @id:refused_codes/an-active-person-confirms-somebody-elses-code
    Scenario: An active person confirms somebody else's code
      Given the person with a REKONO account
      And another person with a REKONO account
      And an activation code was sent to the person
      And an activation code was sent to another person
      And the person has signed in to the activation service
      And the person keeps a second tab open at the confirmation
      When the person confirms the code with "Potrditev aktivacijske kode"
      And the person turns to the second tab
      And the person types the code that was sent to another person
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je že aktiven."
      And the code of another person is unused
      And the code that was sent to another person still activates

    @ACT-14
    @id:refused_codes/a-revoked-code
    Scenario: A revoked code
      Given the person with a REKONO account
      And an activation code that was revoked was sent to the person
      And the person has signed in to the activation service
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Aktivacijska koda je preklicana."
      And the person is not activated

    @ACT-14
    @id:refused_codes/a-new-code-voids-the-old-one
    Scenario: A new code voids the old one
      Given the person with a REKONO account
      And an activation code was sent to the person
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When the person types the old code
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Aktivacijska koda je preklicana."
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."

  Rule: What is no code is refused at the field

    @ACT-15
    @id:refused_codes/rubbish-in-the-field-of-the-start-page
    Scenario Outline: Rubbish in the field of the start page
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      And the person types <rubbish> as the code
      And the person presses "PRIJAVA"
      Then the error at the field "Aktivacijska koda" tells the person "Aktivacijska koda ni pravilno zapisana."
      And the answer was a client error, not a server error, for the person

      Examples:
        | rubbish                  |
        | letters of another script |
        | ten thousand characters  |
        | a piece of markup        |
        | a piece of SQL           |
        | too few characters       |
        | control characters       |

    @ACT-15
    @id:refused_codes/rubbish-in-the-field-of-the-confirmation
    Scenario Outline: Rubbish in the field of the confirmation
      Given the person with a REKONO account
      And the person has signed in to the activation service
      When the person types <rubbish> as the code
      And the person presses "Potrditev aktivacijske kode"
      Then the error at the field "Aktivacijska koda" tells the person "<error>"
      And the answer was a client error, not a server error, for the person
      And the person is not activated

      Examples:
        | rubbish                 | error                                   |
        | nothing                 | Vpišite aktivacijsko kodo.              |
        | blanks                  | Vpišite aktivacijsko kodo.              |
        | ten thousand characters | Aktivacijska koda ni pravilno zapisana. |
        | a piece of markup       | Aktivacijska koda ni pravilno zapisana. |

    @ACT-31
    @id:refused_codes/what-was-typed-survives-an-error-and-a-change-of-language
    Scenario: What was typed survives an error and a change of language
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      And the person types too few characters as the code
      And the person presses "PRIJAVA"
      Then the field "Aktivacijska koda" holds "AB" for the person
      When the person presses "English"
      Then the field "Activation code" holds "AB" for the person

    @ACT-16
    @id:refused_codes/a-code-is-accepted-as-people-paste-it
    Scenario Outline: A code is accepted as people paste it
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When the person pastes the code <way>
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."

      Examples:
        | way                         |
        | without hyphens             |
        | with blanks for hyphens     |
        | in small letters            |
        | with no-break spaces        |
        | in full-width characters    |
        | with blanks at both ends    |
