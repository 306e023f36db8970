Feature: Support
  Trouble with the REKONO account goes to support@rekono.si, everything else to podpora@mpv.si.

  Rule: The right address is named where the trouble happens

    @SUP-01
    @guide
    @id:support/the-start-page-and-rekono-name-the-support-for-accounts
    Scenario: The start page and REKONO name the support for accounts
      Given the person with a REKONO account
      When the person opens the start page of the activation service
      Then the person reads "support@rekono.si"
      When the person presses "PRIJAVA"
      And the person signs in at REKONO with a wrong password
      Then the person reads "support@rekono.si"

    @SUP-01
    @id:support/a-rekono-that-does-not-answer-names-the-support-for-accounts
    Scenario: A REKONO that does not answer names the support for accounts
      Given an activation service whose REKONO does not answer
      And the person who has no REKONO account
      When the person opens the start page of the activation service
      And the person presses "PRIJAVA"
      Then the person reads "support@rekono.si"

    @SUP-02
    @guide
    @id:support/an-unknown-code-names-the-support-for-activation-with-a-reference
    Scenario: An unknown code names the support for activation with a reference
      Given the person with a REKONO account
      And the person has signed in to the activation service
      When the person types a code that was never issued
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "podpora@mpv.si"
      And the person can quote a reference that holds no secret

    @SUP-02
    @id:support/a-refused-code-names-the-support-for-activation-with-a-reference
    Scenario: A refused code names the support for activation with a reference
      Given the person with a REKONO account
      And an activation code that was revoked was sent to the person
      And the person has signed in to the activation service
      When the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "Potrditev aktivacijske kode"
      Then the person reads "podpora@mpv.si"
      And the person can quote a reference that holds no secret

    @SUP-04
    @id:support/the-start-page-links-to-the-instructions-for-managing-mechanisms
    Scenario: The start page links to the instructions for managing mechanisms
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      Then the page offers "Navodila za upravljanje računa REKONO" to the person

    @SUP-03
    @id:support/the-support-page-names-whom-to-ask-about-what
    Scenario: The support page names whom to ask about what
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      And the person presses "Podpora"
      Then the person is on the page "Podpora"
      And the person reads "podpora@mpv.si"
      And the person reads "support@rekono.si"
