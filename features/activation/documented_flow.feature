Feature: The documented flow
  Registration in the information system by the published instruction: a welcome e-mail with a code,
  the start page, REKONO, confirmation of the code, and then the application that is wanted.

  Rule: A new user gets from the welcome e-mail to the application

    @ACT-02 @ACT-06 @ACT-07
    Scenario: New account, one-time password by SMS
      Given the person who has no REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      Then the person is on the page "Potrditev aktivacije"
      When the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."
      And the person is on the page "Aplikacije"
      And the person is activated
      When the person presses "Register monitoringa pitne vode"
      And the person presses "Prijava z računom REKONO"
      Then the application "Register monitoringa pitne vode" shows the person as signed in
