Feature: Ways to sign in are added and removed in the dashboard
  Whoever is signed in at REKONO finds in the dashboard which ways to sign in the account has.

  Rule: A mechanism added in the dashboard can be used at once

    @MFA-10
    @id:dashboard/onepass-is-added
    Scenario: OnePass is added
      Given the person with a REKONO account
      And the person is signed in at REKONO with "SMS geslo"
      Then a fresh sign-in of the person does not offer "OnePass geslo"
      When the person adds "OnePass geslo" in the dashboard and sets the app up
      Then the person reads "Način prijave je dodan."
      When the person takes a fresh browser
      And the person comes to "OnePass geslo" at REKONO
      And the person confirms "OnePass geslo" with the next one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-10
    @id:dashboard/a-way-that-was-removed-is-added-again
    Scenario: A way that was removed is added again
      Given the person with a REKONO account and the OnePass app
      And the person is signed in at REKONO with "SMS geslo"
      When the person removes "SMS geslo" in the dashboard
      And the person adds "SMS geslo" in the dashboard
      And the person takes a fresh browser
      And the person comes to "SMS geslo" at REKONO
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-10
    @id:dashboard/a-digital-certificate-is-added-by-showing-it
    Scenario: A digital certificate is added by showing it
      Given the person with a REKONO account
      And the browser of the person has a certificate that is valid
      And the person is signed in at REKONO with "SMS geslo"
      Then a fresh sign-in of the person does not offer "Digitalno potrdilo"
      When the person adds "Digitalno potrdilo" in the dashboard
      Then the person reads "Način prijave je dodan."
      Given the browser of the person has a certificate that is valid
      When the person comes to "Digitalno potrdilo" at REKONO
      Then the person is on the page "Potrditev aktivacije"

  Rule: A mechanism removed in the dashboard is no longer offered

    @MFA-10
    @id:dashboard/a-way-is-removed
    Scenario Outline: A way is removed
      Given the person with a REKONO account and the OnePass app
      And the person is signed in at REKONO with "SMS geslo"
      Then a fresh sign-in of the person offers "<mechanism>"
      When the person removes "<mechanism>" in the dashboard
      Then the person reads "Način prijave je odstranjen."
      And a fresh sign-in of the person does not offer "<mechanism>"
      And a fresh sign-in of the person offers "<other>"

      Examples:
        | mechanism         | other             |
        | SMS geslo         | OnePass geslo     |
        | OnePass geslo     | SMS geslo         |
        | OnePass potrditev | OnePass geslo     |

    @MFA-10
    @id:dashboard/a-way-removed-in-the-middle-of-a-sign-in-cannot-be-used
    Scenario: A way removed in the middle of a sign-in cannot be used
      Given the person with a REKONO account and the OnePass app
      And another window of the person has come to "OnePass geslo" at REKONO
      And the person is signed in at REKONO with "SMS geslo"
      When the person removes "OnePass geslo" in the dashboard
      Then the other window of the person cannot go on with "OnePass geslo"

    @MFA-10
    @id:dashboard/the-last-way-to-confirm-stays
    Scenario: The last way to confirm stays
      Given the person with a REKONO account
      And the person is signed in at REKONO with "SMS geslo"
      When the person removes "SMS geslo" in the dashboard
      Then the person reads "Zadnjega načina potrditve ni mogoče odstraniti."
      And a fresh sign-in of the person offers "SMS geslo"
