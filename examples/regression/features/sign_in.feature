Feature: Signing in to the Flask application

  @FLA-1
  Scenario: The person's own name after REKONO
    Given the person with a REKONO account and the mechanisms "sms_otp"
    When the person goes to REKONO
    And the person signs in at REKONO with "SMS geslo"
    Then the person is signed in
    And the person sees "Prijavljena oseba"

  Scenario: Signed out, and signed out after a reload
    Given the person has signed in
    When the person signs out
    Then nobody is signed in in the browser of the person
    When the person reloads the page
    Then the person is offered "Prijava z računom REKONO"

  @RP-06
  Scenario: A forged answer lets nobody in, the next one does
    Given the person with a REKONO account
    And REKONO has the fault "wrong_nonce"
    When the person signs in
    Then the sign-in of the person is refused
    And nobody is signed in in the browser of the person
    When REKONO works again
    And the person signs in
    Then the person is signed in

  @FLA-2
  Scenario: The first page is well made
    When the person opens the application
    Then the page has one main heading
