Feature: The mobile number of a new account is confirmed
  The same rules as for the e-mail address; without a confirmed number there is no account.

  Rule: The code from the SMS confirms the number

    @REG-03
    @id:sms_code/the-right-code-from-the-sms
    Scenario: The right code from the SMS
      Given the person has come to "Registracija: potrditev številke"
      When the person enters the code that was sent into "Koda iz sporočila SMS"
      Then the person is on the page "Registracija: geslo"

    @REG-03
    @id:sms_code/a-wrong-code-from-the-sms
    Scenario: A wrong code from the SMS
      Given the person has come to "Registracija: potrditev številke"
      When the person enters a wrong code into "Koda iz sporočila SMS"
      Then REKONO refuses "Koda iz sporočila SMS" to the person with "Koda ni pravilna."
      And the person is on the page "Registracija: potrditev številke"
      When the person enters the code that was sent into "Koda iz sporočila SMS"
      Then the person is on the page "Registracija: geslo"

    @REG-03
    @id:sms_code/an-expired-code-from-the-sms
    Scenario: An expired code from the SMS
      Given the person has come to "Registracija: potrditev številke"
      And the code for "Koda iz sporočila SMS" was sent to the person 11 minutes ago
      When the person enters the code that was sent into "Koda iz sporočila SMS"
      Then REKONO refuses "Koda iz sporočila SMS" to the person with "Koda je potekla."
      And the person is on the page "Registracija: potrditev številke"
      When the person presses "Pošlji novo kodo"
      And the person enters the code that was sent into "Koda iz sporočila SMS"
      Then the person is on the page "Registracija: geslo"

    @REG-03
    @id:sms_code/a-code-from-the-sms-shortly-before-it-expires
    Scenario: A code from the SMS shortly before it expires
      Given the person has come to "Registracija: potrditev številke"
      And the code for "Koda iz sporočila SMS" was sent to the person 9 minutes ago
      When the person enters the code that was sent into "Koda iz sporočila SMS"
      Then the person is on the page "Registracija: geslo"

    @REG-03
    @id:sms_code/a-new-code-from-the-sms-voids-the-old-one
    Scenario: A new code from the SMS voids the old one
      Given the person has come to "Registracija: potrditev številke"
      When the person presses "Pošlji novo kodo"
      Then the person has been sent 2 messages for "Koda iz sporočila SMS"
      When the person enters the code that was sent first into "Koda iz sporočila SMS"
      Then REKONO refuses "Koda iz sporočila SMS" to the person with "Koda ni pravilna."
      And the person is on the page "Registracija: potrditev številke"
      When the person enters the code that was sent into "Koda iz sporočila SMS"
      Then the person is on the page "Registracija: geslo"

    @REG-03
    @id:sms_code/too-many-tries-at-the-code-from-the-sms
    Scenario: Too many tries at the code from the SMS
      Given the person has come to "Registracija: potrditev številke"
      When the person enters wrong codes into "Koda iz sporočila SMS" until REKONO has had enough
      Then the person reads "Preveč poskusov."
      When the person enters the code that was sent into "Koda iz sporočila SMS"
      Then REKONO refuses "Koda iz sporočila SMS" to the person with "Preveč poskusov."
      And the person is on the page "Registracija: potrditev številke"
      When the person presses "Pošlji novo kodo"
      And the person enters the code that was sent into "Koda iz sporočila SMS"
      Then the person is on the page "Registracija: geslo"

  Rule: Without a confirmed number there is no account

    @REG-03
    @id:sms_code/the-sms-code-cannot-be-skipped
    Scenario Outline: The SMS code cannot be skipped
      Given the person has come to "Registracija: potrditev številke"
      When the person goes to the address of the page "<page>"
      Then the person is on the page "Registracija: potrditev številke"
      And there is no REKONO account of the person
      When the person enters the code that was sent into "Koda iz sporočila SMS"
      Then the person is on the page "Registracija: geslo"

      Examples:
        | page                         |
        | Registracija: geslo          |
        | Registracija: pogoji uporabe |
        | Registracija: osebni podatki |
