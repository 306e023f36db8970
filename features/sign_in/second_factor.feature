Feature: Sign-in with a second factor
  After e-mail address and password REKONO asks how the person wants to confirm: by a one-time password
  sent by SMS, or by one that the OnePass app shows.

  Rule: Sign-in by password and one-time password by SMS

    @MFA-01
    @id:second_factor/password-and-sms-geslo
    Scenario: Password and SMS geslo
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has been activated before
      When the person opens the application "Register monitoringa pitne vode"
      And the person presses "Prijava z računom REKONO"
      Then the person is on the page "Prijava v REKONO"
      When the person gives e-mail address and password
      Then the person is on the page "Izberite način potrditve"
      When the person presses "SMS geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the application "Register monitoringa pitne vode" shows the person as signed in

    @MFA-01
    @smoke
    @id:second_factor/the-password-alone-does-not-sign-in
    Scenario: The password alone does not sign in
      Given the person with a REKONO account
      And the person has come to the choice at REKONO
      Then the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      When the person presses "SMS geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

  Rule: Sign-in by password and one-time password of the OnePass app, which opens with a PIN

    @MFA-02
    @id:second_factor/password-and-onepass-geslo
    Scenario: Password and OnePass geslo
      Given the person with a REKONO account and the OnePass app
      And an activation code was sent to the person
      And the person has been activated before
      Then the OnePass app of the person opens with the PIN that was chosen
      When the person opens the application "Register monitoringa pitne vode"
      And the person presses "Prijava z računom REKONO"
      Then the person is on the page "Prijava v REKONO"
      When the person gives e-mail address and password
      Then the person is on the page "Izberite način potrditve"
      When the person presses "OnePass geslo"
      And the person confirms "OnePass geslo" with the right one-time password
      Then the application "Register monitoringa pitne vode" shows the person as signed in

  Rule: Another mechanism can be chosen at any time

    @MFA-09
    @id:second_factor/another-way-before-anything-was-typed
    Scenario Outline: Another way before anything was typed
      Given the person with a REKONO account and the OnePass app
      And the person has come to "<first>" at REKONO
      When the person presses "Izberi drug način"
      Then the person is on the page "Izberite način potrditve"
      When the person presses "<then>"
      And the person confirms "<then>" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

      Examples:
        | first         | then          |
        | SMS geslo     | OnePass geslo |
        | OnePass geslo | SMS geslo     |

    @MFA-09
    @id:second_factor/another-way-after-a-wrong-one-time-password
    Scenario Outline: Another way after a wrong one-time password
      Given the person with a REKONO account and the OnePass app
      And the person has come to "<first>" at REKONO
      When the person confirms "<first>" with a wrong one-time password
      And the person presses "Izberi drug način"
      And the person presses "<then>"
      And the person confirms "<then>" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

      Examples:
        | first         | then          |
        | SMS geslo     | OnePass geslo |
        | OnePass geslo | SMS geslo     |

    @MFA-09
    @id:second_factor/there-and-back-again
    Scenario: There and back again
      Given the person with a REKONO account and the OnePass app
      And the person has come to "SMS geslo" at REKONO
      When the person presses "Izberi drug način"
      And the person presses "OnePass geslo"
      And the person presses "Izberi drug način"
      And the person presses "SMS geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"
