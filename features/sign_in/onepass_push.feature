Feature: Sign-in by approving it on the phone
  REKONO sends a push notification to the OnePass app, and the page waits until the phone has answered.

  Background:
    Given the person with a REKONO account and the OnePass app
    And the person has come to "OnePass potrditev" at REKONO

  Rule: An approved sign-in goes on

    @MFA-03
    @id:onepass_push/the-sign-in-is-approved
    Scenario: The sign-in is approved
      Then the OnePass app of the person asks about "Aktivacija uporabnika"
      When the person approves the sign-in in the OnePass app
      And the page that waits for the phone of the person goes on
      Then the person is on the page "Potrditev aktivacije"

    @MFA-03
    @id:onepass_push/nothing-goes-on-before-the-phone-has-answered
    Scenario: Nothing goes on before the phone has answered
      Then the OnePass app of the person asks about "Aktivacija uporabnika"
      When the person presses "Preveri znova"
      Then the person is on the page "OnePass potrditev"
      And the person reads "Čakamo na odgovor s telefona."
      And the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      When the person approves the sign-in in the OnePass app
      And the page that waits for the phone of the person goes on
      Then the person is on the page "Potrditev aktivacije"

  Rule: A refused sign-in and one that has timed out do not go on, and another way is offered

    @MFA-03
    @id:onepass_push/the-sign-in-is-refused
    Scenario: The sign-in is refused
      When the person refuses the sign-in in the OnePass app
      And the page that waits for the phone of the person goes on
      Then the person is on the page "OnePass potrditev"
      And the person reads "Prijavo ste na telefonu zavrnili."
      And the OnePass app of the person asks about nothing
      And the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      When the person presses "Pošlji novo obvestilo"
      And the person approves the sign-in in the OnePass app
      And the page that waits for the phone of the person goes on
      Then the person is on the page "Potrditev aktivacije"

    @MFA-03
    @id:onepass_push/nobody-answers-in-time
    Scenario: Nobody answers in time
      When the push notification was sent to the person 3 minutes ago
      And the page that waits for the phone of the person goes on
      Then the person is on the page "OnePass potrditev"
      And the person reads "Čas za odgovor je potekel."
      And the OnePass app of the person asks about nothing
      And the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      When the person presses "Izberi drug način"
      And the person presses "SMS geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-03
    @id:onepass_push/an-answer-shortly-before-the-time-is-over
    Scenario: An answer shortly before the time is over
      When the push notification was sent to the person 1 minutes ago
      And the person approves the sign-in in the OnePass app
      And the page that waits for the phone of the person goes on
      Then the person is on the page "Potrditev aktivacije"

    @MFA-03
    @id:onepass_push/who-turns-to-another-way-leaves-no-question-on-the-phone
    Scenario: Who turns to another way leaves no question on the phone
      When the person presses "Izberi drug način"
      Then the OnePass app of the person asks about nothing
