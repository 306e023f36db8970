Feature: The documented flow
  Registration in the information system by the published instruction: a welcome e-mail with a code,
  the start page, REKONO, confirmation of the code, and then the application that is wanted.

  Rule: The welcome e-mail tells all that is needed

    @ACT-01
    @guide
    @smoke
    @id:documented_flow/the-welcome-e-mail-carries-the-code-the-address-and-both-support-addresses
    Scenario: The welcome e-mail carries the code, the address and both support addresses
      Given the person who has no REKONO account
      When an activation code is sent to the person
      Then the person receives a welcome e-mail with the activation code
      And the e-mail names the address of the start page
      And the e-mail names "support@rekono.si"
      And the e-mail names "podpora@mpv.si"

  Rule: The start page takes the code and leads on with and without an account

    @ACT-02
    @smoke
    @id:documented_flow/the-start-page-has-the-documented-field
    Scenario: The start page has the documented field
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      Then the page offers "Aktivacijska koda" to the person
      And the person reads "Aktivacijska koda"

    @ACT-03
    @id:documented_flow/the-start-page-has-a-way-on-for-both
    Scenario: The start page has a way on for both
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      Then the page offers "PRIJAVA" to the person
      And the page offers "REGISTRACIJA" to the person

    @ACT-03
    @id:documented_flow/the-start-page-leads-to-the-right-page-of-rekono
    Scenario Outline: The start page leads to the right page of REKONO
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      And the person presses "<button>"
      Then the person is on the page "<page>"

      Examples:
        | button       | page                  |
        | PRIJAVA      | Prijava v REKONO      |
        | REGISTRACIJA | Registracija: e-naslov |

    @ACT-03
    @id:documented_flow/the-start-page-leads-on-after-a-mistyped-code-too
    Scenario Outline: The start page leads on after a mistyped code, too
      Given the person with a REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types too few characters as the code
      And the person presses "PRIJAVA"
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "<button>"
      Then the person is on the page "<page>"

      Examples:
        | button       | page                  |
        | PRIJAVA      | Prijava v REKONO      |
        | REGISTRACIJA | Registracija: e-naslov |

    @ACT-32
    @id:documented_flow/a-person-without-an-account-is-told-of-onepass
    Scenario: A person without an account is told of OnePass
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      Then the person reads "OnePass"

  Rule: A new user gets from the welcome e-mail to the application

    @ACT-06
    @smoke
    @id:documented_flow/new-account-one-time-password-by-sms
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
      And the person is activated

    @ACT-06
    @guide
    @id:documented_flow/new-account-the-onepass-app
    Scenario: New account, the OnePass app
      Given the person who has no REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO and sets up the OnePass app
      And the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."
      And the person is activated

    @ACT-07
    @guide
    @id:documented_flow/from-the-welcome-e-mail-to-the-application
    Scenario Outline: From the welcome e-mail to the application
      Given the person who has no REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      And the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."
      And the person is on the page "Aplikacije"
      When the person presses "<application>"
      And the person presses "Prijava z računom REKONO"
      Then the application "<application>" shows the person as signed in

      Examples:
        | application                     |
        | Register monitoringa pitne vode |
        | Notranji nadzor pitne vode      |

    @ACT-06
    @guide
    @id:documented_flow/existing-account
    Scenario Outline: Existing account
      Given the person with a REKONO account and the OnePass app
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "PRIJAVA"
      And the person signs in at REKONO with "<mechanism>"
      And the person confirms the code with "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."
      And the person is activated

      Examples:
        | mechanism     |
        | SMS geslo     |
        | OnePass geslo |

    @ACT-06
    @id:documented_flow/a-code-on-its-last-day
    Scenario: A code on its last day
      Given the person with a REKONO account
      And an activation code that ends in an hour was sent to the person
      And the person has signed in to the activation service
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."
      And the person is activated

  Rule: The code survives the way through REKONO

    @ACT-04
    @id:documented_flow/the-code-typed-at-the-start-stands-ready-after-registration
    Scenario: The code typed at the start stands ready after registration
      Given the person who has no REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      Then the code stands ready in the field "Aktivacijska koda" for the person

    @ACT-04
    @smoke
    @id:documented_flow/the-code-typed-at-the-start-stands-ready-after-sign-in
    Scenario: The code typed at the start stands ready after sign-in
      Given the person with a REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "PRIJAVA"
      And the person signs in at REKONO with "SMS geslo"
      Then the code stands ready in the field "Aktivacijska koda" for the person

    @ACT-05
    @id:documented_flow/a-person-who-typed-no-code-is-asked-for-it-after-sign-in
    Scenario: A person who typed no code is asked for it after sign-in
      Given the person with a REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person presses "PRIJAVA"
      And the person signs in at REKONO with "SMS geslo"
      Then the person is on the page "Potrditev aktivacije"
      And the field "Aktivacijska koda" is empty for the person
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Vaš račun je aktiviran."

  Rule: Activation opens the applications, once and for all of them

    @ACT-08
    @smoke
    @id:documented_flow/activation-is-asked-for-at-the-first-sign-in-only
    Scenario: Activation is asked for at the first sign-in only
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has been activated before
      When the person opens the start page of the activation service
      And the person presses "PRIJAVA"
      And the person signs in at REKONO with "SMS geslo"
      Then the person is on the page "Aplikacije"
      And the person reads "Vaš račun je že aktiven."

    @ACT-09
    @guide
    @id:documented_flow/no-application-opens-before-activation
    Scenario Outline: No application opens before activation
      Given the person with a REKONO account
      When the person opens the application "<application>"
      And the person presses "Prijava z računom REKONO"
      And the person signs in at REKONO with "SMS geslo"
      Then the person is on the page "Račun še ni aktiviran"
      When the person presses "Aktivacija uporabnika"
      Then the person is on the page "Aktivacija uporabnika"

      Examples:
        | application                     |
        | Register monitoringa pitne vode |
        | Notranji nadzor pitne vode      |
