Feature: One account for all applications
  The account is made once and activated once; after that it opens every application.

  Rule: Who is signed in to one application need not sign in to the next

    @SSO-01
    @smoke
    @id:single_sign_on/the-second-application-opens-without-a-password
    Scenario: The second application opens without a password
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has been activated before
      When the person goes from "Register monitoringa pitne vode" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "Register monitoringa pitne vode"
      When the person goes from "Notranji nadzor pitne vode" to REKONO
      Then REKONO has asked the person nothing
      And the person is signed in to "Notranji nadzor pitne vode"
      When the person goes from "Aktivacija uporabnika" to REKONO
      Then REKONO has asked the person nothing
      And the person is signed in to "Aktivacija uporabnika"

  Rule: The person stays the same whatever changes about them

    @SSO-02
    @id:single_sign_on/a-change-of-the-account-at-rekono
    Scenario Outline: A change of the account at REKONO
      Given the person with a REKONO account and the OnePass app
      And an activation code was sent to the person
      And the person has been activated before
      When <change> of the person changes at REKONO
      And the person goes from "Register monitoringa pitne vode" to REKONO
      And the person signs in at REKONO with "OnePass geslo"
      Then the application "Register monitoringa pitne vode" shows the person as signed in
      When the person goes from "Notranji nadzor pitne vode" to REKONO
      Then the application "Notranji nadzor pitne vode" shows the person as signed in
      And REKONO and the activation service know the person by the same "sub" as before

      Examples:
        | change                       |
        | the e-mail address           |
        | the name                     |
        | the choice of mechanisms     |
