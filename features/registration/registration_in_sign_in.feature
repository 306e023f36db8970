Feature: A new REKONO account in the middle of a sign-in
  Step 2 of the published instruction: who has no REKONO account yet presses REGISTRACIJA, follows the
  pages of REKONO, and is back where the sign-in began, signed in with the new account.

  Rule: Registration is reached inside a pending sign-in and ends at the application that began it

    @REG-01
    @id:registration_in_sign_in/from-the-activation-service-by-its-own-button
    Scenario: From the activation service, by its own button
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      Then the person is back at "Aktivacija uporabnika", signed in
      And there is a REKONO account of the person

    @REG-01
    @id:registration_in_sign_in/from-the-activation-service-by-the-button-on-rekono-s-sign-in-page
    Scenario: From the activation service, by the button on REKONO's sign-in page
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      And the person presses "PRIJAVA"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      Then the person is back at "Aktivacija uporabnika", signed in
      And there is a REKONO account of the person

    @REG-01
    @id:registration_in_sign_in/from-an-application
    Scenario Outline: From an application
      Given the person who has no REKONO account
      When the person opens the application "<application>"
      And the person presses "Prijava z računom REKONO"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      Then the person is back at "<application>", signed in
      And the person is on the page "Račun še ni aktiviran"

      Examples:
        | application                     |
        | Register monitoringa pitne vode |
        | Notranji nadzor pitne vode      |
