Feature: The e-mail address of a new account is confirmed
  REKONO sends a code of six digits; it holds for ten minutes, once, and until a newer one is sent.

  Rule: The code from the e-mail confirms the address

    @REG-02
    @id:email_code/the-right-code-from-the-e-mail
    Scenario: The right code from the e-mail
      Given the person has come to "Registracija: potrditev e-naslova"
      When the person enters the code that was sent into "Koda iz e-pošte"
      Then the person is on the page "Registracija: mobilna številka"

    @REG-02
    @id:email_code/a-wrong-code-from-the-e-mail
    Scenario: A wrong code from the e-mail
      Given the person has come to "Registracija: potrditev e-naslova"
      When the person enters a wrong code into "Koda iz e-pošte"
      Then REKONO refuses "Koda iz e-pošte" to the person with "Koda ni pravilna."
      And the person is on the page "Registracija: potrditev e-naslova"
      When the person enters the code that was sent into "Koda iz e-pošte"
      Then the person is on the page "Registracija: mobilna številka"

    @REG-02
    @id:email_code/an-expired-code-from-the-e-mail
    Scenario: An expired code from the e-mail
      Given the person has come to "Registracija: potrditev e-naslova"
      And the code for "Koda iz e-pošte" was sent to the person 11 minutes ago
      When the person enters the code that was sent into "Koda iz e-pošte"
      Then REKONO refuses "Koda iz e-pošte" to the person with "Koda je potekla."
      And the person is on the page "Registracija: potrditev e-naslova"
      When the person presses "Pošlji novo kodo"
      And the person enters the code that was sent into "Koda iz e-pošte"
      Then the person is on the page "Registracija: mobilna številka"

    @REG-02
    @id:email_code/a-code-from-the-e-mail-shortly-before-it-expires
    Scenario: A code from the e-mail shortly before it expires
      Given the person has come to "Registracija: potrditev e-naslova"
      And the code for "Koda iz e-pošte" was sent to the person 9 minutes ago
      When the person enters the code that was sent into "Koda iz e-pošte"
      Then the person is on the page "Registracija: mobilna številka"

    @REG-02
    @id:email_code/a-new-code-from-the-e-mail-voids-the-old-one
    Scenario: A new code from the e-mail voids the old one
      Given the person has come to "Registracija: potrditev e-naslova"
      When the person presses "Pošlji novo kodo"
      Then the person has been sent 2 messages for "Koda iz e-pošte"
      When the person enters the code that was sent first into "Koda iz e-pošte"
      Then REKONO refuses "Koda iz e-pošte" to the person with "Koda ni pravilna."
      And the person is on the page "Registracija: potrditev e-naslova"
      When the person enters the code that was sent into "Koda iz e-pošte"
      Then the person is on the page "Registracija: mobilna številka"

    @REG-02
    @id:email_code/too-many-tries-at-the-code-from-the-e-mail
    Scenario: Too many tries at the code from the e-mail
      Given the person has come to "Registracija: potrditev e-naslova"
      When the person enters wrong codes into "Koda iz e-pošte" until REKONO has had enough
      Then the person reads "Preveč poskusov."
      When the person enters the code that was sent into "Koda iz e-pošte"
      Then REKONO refuses "Koda iz e-pošte" to the person with "Preveč poskusov."
      And the person is on the page "Registracija: potrditev e-naslova"
      When the person presses "Pošlji novo kodo"
      And the person enters the code that was sent into "Koda iz e-pošte"
      Then the person is on the page "Registracija: mobilna številka"
