Feature: Personal data of a new account
  Name, date of birth and tax number are compared with the official register; what matches gives the
  account level 10. Nobody has to give them.

  Rule: Checked data give level 10; without them there is no level, and sign-in works all the same

    @REG-12
    @id:personal_data/data-that-match-the-register
    Scenario: Data that match the register
      Given the person has come to "Registracija: osebni podatki"
      And the official register has the data of the person
      When the person gives their personal data
      And the person goes through the rest of registration
      Then the account of the person has the level 10
      And the account of the person holds the personal data given
      When the person takes a fresh browser
      And the person comes to "SMS geslo" at REKONO
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @REG-12
    @id:personal_data/data-that-are-skipped
    Scenario: Data that are skipped
      Given the person has come to "Registracija: osebni podatki"
      When the person skips the personal data
      And the person goes through the rest of registration
      Then the account of the person has the level 0
      When the person takes a fresh browser
      And the person comes to "SMS geslo" at REKONO
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @REG-12
    @id:personal_data/data-that-do-not-match-the-register
    Scenario: Data that do not match the register
      Given the person has come to "Registracija: osebni podatki"
      And the official register has another date of birth for the person
      When the person gives their personal data
      Then the person reads "Podatki se ne ujemajo z uradno evidenco."
      When the person skips the personal data
      And the person goes through the rest of registration
      Then the account of the person has the level 0
      When the person takes a fresh browser
      And the person comes to "SMS geslo" at REKONO
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

  Rule: Names arrive unchanged in the application

    @REG-13
    @id:personal_data/names-as-people-have-them
    Scenario Outline: Names as people have them
      Given the person is called "<given name>" "<surname>"
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      And the person confirms the code with "Potrditev aktivacijske kode"
      And the person presses "Register monitoringa pitne vode"
      And the person presses "Prijava z računom REKONO"
      Then the application "Register monitoringa pitne vode" shows the person as signed in

      Examples:
        | letters     | given name   | surname           |
        | small       | žiga đuro    | čebašek šušteršič |
        | capital     | ŠPELA ĐURĐA  | ČUČEK ŽGAJNAR     |
        | hyphens     | Ana-Marija   | Novak-Šček-Žunić  |
        | apostrophes | Fiona d'Arcy | O’Šea-D'Angelò    |

    @REG-13
    @id:personal_data/names-of-100-characters
    Scenario: Names of 100 characters
      Given the person has a given name and a surname of 100 characters each
      And an activation code was sent to the person
      When the person opens the start page of the activation service
      And the person types the code from the e-mail into "Aktivacijska koda"
      And the person presses "REGISTRACIJA"
      And the person registers at REKONO with a one-time password by SMS
      And the person confirms the code with "Potrditev aktivacijske kode"
      And the person presses "Register monitoringa pitne vode"
      And the person presses "Prijava z računom REKONO"
      Then the application "Register monitoringa pitne vode" shows the person as signed in
