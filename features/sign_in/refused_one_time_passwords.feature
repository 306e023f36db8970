Feature: One-time passwords that must be refused
  A one-time password that is wrong, expired or already used signs nobody in, whoever knows the password.

  Rule: A wrong one-time password is refused

    @MFA-06
    @id:refused_one_time_passwords/a-wrong-one-time-password
    Scenario Outline: A wrong one-time password
      Given the person with a REKONO account and the OnePass app
      And the person has come to "<mechanism>" at REKONO
      When the person confirms "<mechanism>" with a wrong one-time password
      Then REKONO refuses "<mechanism>" to the person with "Enkratno geslo ni pravilno."
      And the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      When the person confirms "<mechanism>" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

      Examples:
        | mechanism     |
        | SMS geslo     |
        | OnePass geslo |

  Rule: An expired one-time password is refused

    @MFA-06
    @id:refused_one_time_passwords/an-sms-geslo-that-has-expired
    Scenario: An SMS geslo that has expired
      Given the person with a REKONO account
      And the person has come to "SMS geslo" at REKONO
      And the code for "SMS geslo" was sent to the person 11 minutes ago
      When the person confirms "SMS geslo" with the right one-time password
      Then REKONO refuses "SMS geslo" to the person with "Enkratno geslo je poteklo."
      And the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      When the person presses "Pošlji novo geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-06
    @id:refused_one_time_passwords/an-sms-geslo-shortly-before-it-expires
    Scenario: An SMS geslo shortly before it expires
      Given the person with a REKONO account
      And the person has come to "SMS geslo" at REKONO
      And the code for "SMS geslo" was sent to the person 9 minutes ago
      When the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-06
    @id:refused_one_time_passwords/a-onepass-geslo-that-has-expired
    Scenario: A OnePass geslo that has expired
      Given the person with a REKONO account and the OnePass app
      And the person has come to "OnePass geslo" at REKONO
      When the person confirms "OnePass geslo" with a one-time password of 5 minutes ago
      Then REKONO refuses "OnePass geslo" to the person with "Enkratno geslo je poteklo."
      And the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      When the person confirms "OnePass geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-06
    @id:refused_one_time_passwords/a-new-sms-geslo-voids-the-old-one
    Scenario: A new SMS geslo voids the old one
      Given the person with a REKONO account
      And the person has come to "SMS geslo" at REKONO
      When the person presses "Pošlji novo geslo"
      And the person confirms "SMS geslo" with the one-time password sent first
      Then REKONO refuses "SMS geslo" to the person with "Enkratno geslo ni pravilno."
      When the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

  Rule: A one-time password that was used is refused

    @MFA-06
    @id:refused_one_time_passwords/a-one-time-password-is-tried-a-second-time
    Scenario Outline: A one-time password is tried a second time
      Given the person with a REKONO account and the OnePass app
      And the person has come to "<mechanism>" at REKONO
      When the person confirms "<mechanism>" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"
      When the person takes a fresh browser
      And the person comes to "<mechanism>" at REKONO
      And the person confirms "<mechanism>" with the one-time password used before
      Then REKONO refuses "<mechanism>" to the person with "Enkratno geslo je bilo že uporabljeno."
      And the person is signed in nowhere
      When the person confirms "<mechanism>" with <another>
      Then the person is on the page "Potrditev aktivacije"

      Examples:
        | mechanism     | another                     |
        | SMS geslo     | the right one-time password |
        | OnePass geslo | the next one-time password  |
