Feature: Accounts that cannot be guessed at or looked for
  REKONO tells strangers nothing, locks after repeated failures, and helps the owner back in.

  Rule: Sign-in does not tell whether an e-mail address has an account

    @MFA-12
    @id:guarded_accounts/a-wrong-password-and-an-unknown-address-get-the-same-answer
    Scenario: A wrong password and an unknown address get the same answer
      Given the person with a REKONO account
      And the attacker who has no REKONO account
      When the attacker tries a wrong password with an unknown address and with that of the person
      Then REKONO has answered both alike, with "E-naslov ali geslo ni pravilno."

    @MFA-12
    @id:guarded_accounts/a-locked-account-gets-the-same-answer-too
    Scenario: A locked account gets the same answer, too
      Given the person with a REKONO account
      And the account of the person is locked
      And the attacker who has no REKONO account
      When the attacker tries a wrong password with an unknown address and with that of the person
      Then REKONO has answered both alike, with "E-naslov ali geslo ni pravilno."

    @MFA-12
    @id:guarded_accounts/the-page-of-a-forgotten-password-does-not-tell-either
    Scenario: The page of a forgotten password does not tell either
      Given the person with a REKONO account
      And the attacker who has no REKONO account
      When the attacker tries a wrong PUK with an unknown address and with that of the person
      Then REKONO has answered both alike, with "E-naslov ali koda PUK ni pravilna."

  Rule: Repeated failures lock, and the person learns how to go on

    @MFA-07
    @id:guarded_accounts/five-wrong-passwords-lock-the-account
    Scenario: Five wrong passwords lock the account
      Given the person with a REKONO account
      When the attacker opens the start page of the activation service
      And the attacker presses "PRIJAVA"
      And the attacker gives the e-mail address of the person with 5 wrong passwords
      And the person comes to REKONO
      And the person gives e-mail address and password
      Then the person reads "Račun je zaklenjen."
      And the person reads "support@rekono.si"
      And the person is signed in nowhere

    @MFA-07
    @id:guarded_accounts/four-wrong-passwords-do-not-lock-the-account
    Scenario: Four wrong passwords do not lock the account
      Given the person with a REKONO account
      When the attacker opens the start page of the activation service
      And the attacker presses "PRIJAVA"
      And the attacker gives the e-mail address of the person with 4 wrong passwords
      And the person comes to "SMS geslo" at REKONO
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-07
    @id:guarded_accounts/the-puk-opens-an-account-that-wrong-passwords-have-locked
    Scenario: The PUK opens an account that wrong passwords have locked
      Given the person with a REKONO account
      When the person comes to REKONO
      And the person gives the e-mail address of the person with 5 wrong passwords
      And the person presses "Pozabljeno geslo"
      And the person sets a new password with the PUK
      And the person presses "Prijava v REKONO"
      And the person gives e-mail address and the new password
      And the person presses "SMS geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-07
    @id:guarded_accounts/wrong-one-time-passwords-end-a-try-and-then-the-sign-in
    Scenario Outline: Wrong one-time passwords end a try, and then the sign-in
      Given the person with a REKONO account and the OnePass app
      And the person has come to "<mechanism>" at REKONO
      When the person confirms "<mechanism>" wrongly until REKONO has had enough
      Then the person is on the page "Izberite način potrditve"
      And the person reads "Preveč napačnih poskusov."
      And the person reads "support@rekono.si"
      When the person presses "<mechanism>"
      And the person confirms "<mechanism>" wrongly until REKONO ends the sign-in
      Then the person is on the page "Prijava je bila preklicana"
      And the person is signed in nowhere

      Examples:
        | mechanism     |
        | SMS geslo     |
        | OnePass geslo |

  Rule: A forgotten password is reset with the PUK, and a wrong PUK is throttled

    @MFA-13
    @id:guarded_accounts/the-puk-sets-a-new-password
    Scenario Outline: The PUK sets a new password
      Given the person with a REKONO account
      When the person comes to REKONO
      And the person presses "Pozabljeno geslo"
      And the person sets a new password with <PUK>
      Then the person is on the page "Geslo je nastavljeno"
      When the person presses "Prijava v REKONO"
      And the person gives e-mail address and the new password
      Then the person is on the page "Izberite način potrditve"

      Examples:
        | PUK                                   |
        | the PUK                               |
        | the PUK in small letters with hyphens |

    @MFA-13
    @id:guarded_accounts/a-wrong-puk-changes-nothing
    Scenario: A wrong PUK changes nothing
      Given the person with a REKONO account
      When the person comes to REKONO
      And the person presses "Pozabljeno geslo"
      And the person sets a new password with a wrong PUK
      Then the person reads "E-naslov ali koda PUK ni pravilna."
      When the person comes to REKONO
      And the person gives e-mail address and the new password
      Then the person reads "E-naslov ali geslo ni pravilno."
      When the person gives e-mail address and password
      Then the person is on the page "Izberite način potrditve"

    @MFA-13
    @id:guarded_accounts/guessing-the-puk-is-stopped-and-the-right-one-waits-too
    Scenario: Guessing the PUK is stopped, and the right one waits too
      Given the person with a REKONO account
      When the person comes to REKONO
      And the person presses "Pozabljeno geslo"
      And the person tries wrong PUKs until REKONO has had enough
      Then the person reads "Preveč poskusov."
      When the person takes a fresh browser
      And the person comes to REKONO
      And the person presses "Pozabljeno geslo"
      And the person sets a new password with the PUK
      Then the person reads "Preveč poskusov."
      When the person comes to REKONO
      And the person gives e-mail address and password
      Then the person is on the page "Izberite način potrditve"
