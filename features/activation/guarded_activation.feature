Feature: Activation under attack
  Codes cannot be guessed, probed for, stolen on the way or redeemed by a trick.

  Rule: Guessing is throttled

    @ACT-17
    @id:guarded_activation/guessing-is-stopped-also-in-a-new-session-and-the-valid-code-waits-too
    Scenario: Guessing is stopped, also in a new session, and the valid code waits too
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When the person guesses codes until the service has had enough
      Then the person reads "Preveč poskusov."
      When the person signs in to the activation service in a fresh browser
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Preveč poskusov."
      And the code of the person is unused

    @ACT-17
    @id:guarded_activation/the-limit-survives-a-restart-of-the-service
    Scenario: The limit survives a restart of the service
      Given an activation service of its own
      And the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When the person guesses codes until the service has had enough
      And the service is restarted
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "Preveč poskusov."
      And the code of the person is unused

    @ACT-17
    @id:guarded_activation/guessing-by-many-accounts-from-one-address-is-stopped-too
    Scenario: Guessing by many accounts from one address is stopped, too
      Given an activation service of its own
      When the attacker guesses codes with many accounts from one address
      Then the service has had enough of the attacker

    @ACT-17
    @id:guarded_activation/guessing-by-one-account-from-many-addresses-is-stopped-too
    Scenario: Guessing by one account from many addresses is stopped, too
      Given the attacker with a REKONO account
      When the attacker guesses codes with one account from many addresses
      Then the service has had enough of the attacker

    @ACT-17
    @id:guarded_activation/guesses-at-once-get-no-further-than-one-after-the-other
    Scenario: Guesses at once get no further than one after the other
      Given an activation service of its own
      And the person with a REKONO account
      And another person with a REKONO account
      When the person guesses codes one after the other
      And another person guesses as many at the same instant
      Then no more guesses of another person were looked at than of the person

  Rule: Nothing tells before sign-in whether a code exists

    @ACT-18
    @id:guarded_activation/the-start-page-answers-a-real-and-a-made-up-code-alike
    Scenario: The start page answers a real and a made-up code alike
      Given the person who has no REKONO account
      And an activation code was sent to the person
      When the attacker tries a real and a made-up code at the start page, many times in turn
      Then the answers have the same status, address and length
      And the answers take equally long

  Rule: The code stays between the person and the service

    @ACT-19
    @id:guarded_activation/the-code-stands-in-no-address-no-referer-no-request-to-rekono-and-no-log
    Scenario: The code stands in no address, no Referer, no request to REKONO and no log
      Given an activation service of its own
      And the person who has no REKONO account
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      And the person types the code from the e-mail with its last sign changed
      And the person presses "Potrditev aktivacijske kode"
      And the person confirms the code with "Potrditev aktivacijske kode"
      Then no address and no header that the browser of the person sent holds the code
      And no address in the e-mail to the person holds the code
      And no request to REKONO holds the code
      And the log of the service does not hold the code

    @ACT-29
    @id:guarded_activation/issued-codes-cannot-be-guessed
    Scenario: Issued codes cannot be guessed
      Given the person who has no REKONO account
      When the administrator issues a hundred codes
      Then all codes differ
      And the codes have at least 60 bits and no look-alike characters

  Rule: Only the signed-in person can confirm

    @ACT-20
    @id:guarded_activation/confirming-without-a-session
    Scenario: Confirming without a session
      Given the person with a REKONO account
      And an activation code was sent to the person
      When the attacker sends the code of the person to the confirmation without a session
      Then the request of the attacker is refused
      And the code of the person is unused

    @ACT-21
    @id:guarded_activation/confirming-from-a-foreign-site
    Scenario: Confirming from a foreign site
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When a foreign site makes the browser of the person send the code
      Then the forged request is refused
      And the code of the person is unused
      And the person is not activated

    @ACT-21
    @id:guarded_activation/confirming-by-a-link-of-a-foreign-site
    Scenario: Confirming by a link of a foreign site
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      When a foreign site leads the browser of the person to an address with the code
      Then the code of the person is unused
      And the person is not activated

  Rule: A code activates one person

    @ACT-22
    @id:guarded_activation/two-people-confirm-one-code-at-the-same-instant
    Scenario: Two people confirm one code at the same instant
      Given the person with a REKONO account
      And another person with a REKONO account
      And an activation code was sent to the person
      When the person and another person confirm the code at the same instant
      Then exactly one of them is activated

  Rule: Everything is recorded

    @ACT-30
    @id:guarded_activation/an-activation-and-a-refusal-are-recorded-without-the-code
    Scenario: An activation and a refusal are recorded without the code
      Given the person with a REKONO account
      And an activation code that was revoked was sent to the person
      And the person has signed in to the activation service
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      And an activation code is sent to the person
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the service has recorded the activation: who, when, and the hash of the code
      And the service has recorded the refusal: who, when, why, and the hash of the code
