Feature: One account a person
  An e-mail address and a tax number belong to one account each; a phone may be shared in the family.

  Rule: An address already used gives no second account and no word to a stranger

    @REG-06
    @id:one_account_a_person/a-stranger-tries-the-address-of-somebody-who-has-an-account
    Scenario: A stranger tries the address of somebody who has an account
      Given the person with a REKONO account
      And the attacker who has no REKONO account
      When the attacker begins registration with an unused address and with that of the person
      Then REKONO has answered both alike, with "Poslali smo novo kodo."
      And the person is told by e-mail "račun REKONO zanj že obstaja", without a code
      And the account of the person is the one it was

    @REG-06
    @id:one_account_a_person/two-registrations-with-one-address-the-first-to-agree-has-the-account
    Scenario: Two registrations with one address: the first to agree has the account
      Given the person has come to "Registracija: pogoji uporabe"
      When the person takes a fresh browser
      And the person comes to "Registracija: osebni podatki" again
      And the person goes back to the first browser
      And the person presses "Strinjam se s pogoji uporabe"
      Then the person is on the page "Račun je že ustvarjen"
      And there is a REKONO account of the person

  Rule: A tax number belongs to one account

    @REG-07
    @id:one_account_a_person/the-tax-number-of-somebody-else
    Scenario: The tax number of somebody else
      Given the person has come to "Registracija: osebni podatki"
      And another person with a REKONO account
      When the person gives the tax number of another person
      Then REKONO refuses "Davčna številka" to the person with "Ta davčna številka je že povezana z računom REKONO."
      When the person gives their personal data
      Then the person is on the page "Registracija: koda PUK"

  Rule: Several accounts may share a phone

    @REG-07
    @id:one_account_a_person/two-people-with-one-phone
    Scenario: Two people with one phone
      Given another person with a REKONO account
      And the person has come to "Registracija: mobilna številka"
      When the person gives the mobile number of another person
      Then the person is on the page "Registracija: potrditev številke"
      When the person enters the code that was sent into "Koda iz sporočila SMS"
      And the person goes through the rest of registration
      Then the person is back at "Aktivacija uporabnika", signed in
      And the accounts of the person and of another person have the same mobile number

  Rule: A tax number is checked where it is typed

    @REG-08
    @id:one_account_a_person/a-tax-number-that-cannot-be-right
    Scenario Outline: A tax number that cannot be right
      Given the person has come to "Registracija: osebni podatki"
      When the person gives their tax number <mistake>
      Then REKONO refuses "Davčna številka" to the person with "Davčna številka ni pravilna."
      When the person gives their personal data
      Then the person is on the page "Registracija: koda PUK"

      Examples:
        | mistake                   |
        | with a wrong check digit  |
        | with two digits exchanged |
        | with a digit missing      |
        | with letters              |
