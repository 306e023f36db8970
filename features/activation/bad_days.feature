Feature: Activation on bad days
  What people do in a hurry, and what happens when something breaks, loses no code and activates nobody
  twice.

  Rule: Haste does no harm

    @ACT-23
    @id:bad_days/a-double-click-on-the-confirmation
    Scenario: A double click on the confirmation
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person double-clicks "Potrditev aktivacijske kode"
      Then the person is on the page "Aplikacije"
      And the person is activated
      And there was no error page for the person

    @ACT-23
    @id:bad_days/reload-and-back-after-the-confirmation
    Scenario: Reload and Back after the confirmation
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      And the person reloads the page
      Then the person is on the page "Aplikacije"
      When the person goes back
      Then there was no error page for the person
      And the person is activated

    @ACT-06
    @id:bad_days/a-scanner-opens-the-links-of-the-e-mail-first
    Scenario: A scanner opens the links of the e-mail first
      Given the person with a REKONO account
      And an activation code was sent to the person
      When a scanner opens the links of the e-mail to the person
      And the person signs in to the activation service in a fresh browser
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."
      And the person is activated

    @ACT-24
    @id:bad_days/two-tabs-one-of-them-stale
    Scenario: Two tabs, one of them stale
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      And the person keeps a second tab open at the confirmation
      When the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."
      When the person turns to the second tab
      And the person reloads the page
      Then the person is on the page "Aplikacije"
      And the person is activated

  Rule: Giving up at REKONO loses nothing

    @ACT-25
    @id:bad_days/cancelling-at-rekono
    Scenario Outline: Cancelling at REKONO
      Given the person with a REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "<button>"
      And the person cancels at REKONO
      Then the person is on the page "Prijava je bila preklicana"
      And the code of the person is unused
      When the person presses "PRIJAVA"
      And the person signs in at REKONO with "SMS geslo"
      And the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."

      Examples:
        | button       |
        | PRIJAVA      |
        | REGISTRACIJA |

  Rule: REKONO out of order is not the end

    @ACT-26
    @id:bad_days/rekono-does-not-answer-at-all
    Scenario: REKONO does not answer at all
      Given an activation service whose REKONO does not answer
      And the person who has no REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "PRIJAVA"
      Then the person is on the page "REKONO trenutno ni dosegljiv"
      And the person reads "support@rekono.si"
      And the code of the person is unused

    @ACT-26
    @id:bad_days/rekono-breaks-down-during-the-sign-in
    Scenario Outline: REKONO breaks down during the sign-in
      Given the person with a REKONO account
      And an activation code was sent to the person
      And REKONO has the fault "<fault>" for the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "PRIJAVA"
      And the person signs in at REKONO with "SMS geslo"
      Then the person is on the page "REKONO trenutno ni dosegljiv"
      And the person reads "support@rekono.si"
      And the code of the person is unused
      When REKONO is in order again for the person
      And the person opens the start page of the activation service
      And the person presses "PRIJAVA"
      And the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."

      Examples:
        | fault                   |
        | token_endpoint_down     |
        | token_endpoint_slow     |
        | userinfo_down           |
        | temporarily_unavailable |

  Rule: A session that ends loses nothing

    @ACT-27
    @id:bad_days/the-session-ends-between-sign-in-and-confirmation
    Scenario: The session ends between sign-in and confirmation
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When the session of the person at the activation service ends
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person is asked to sign in again
      And the code of the person is unused
      When the person presses "PRIJAVA"
      And the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."

    @ACT-28
    @id:bad_days/a-restart-of-the-service-in-the-middle-of-the-flow
    Scenario: A restart of the service in the middle of the flow
      Given an activation service of its own
      And the person with a REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "PRIJAVA"
      And the service is restarted
      And the person signs in at REKONO with "SMS geslo"
      And the service is restarted
      And the person confirms the code with "Potrditev aktivacijske kode"
      And the service is restarted
      And the person reloads the page
      Then the person is on the page "Aplikacije"
      And the person is activated
