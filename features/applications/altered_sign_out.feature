Feature: Requests to sign out that were tampered with
  REKONO leads on only to an address that the application has registered, and only for its own hint.

  Rule: No redirect to a foreign address, nor on the word of a hint that is not REKONO's

    @OUT-08
    @id:altered_sign_out/an-altered-request-ends-at-rekono-the-same-one-unaltered-at-the-application
    Scenario Outline: An altered request ends at REKONO, the same one unaltered at the application
      Given the person with a REKONO account
      When the person goes from "Register monitoringa pitne vode" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the person signs out of "Register monitoringa pitne vode" only
      And the request to sign out reaches REKONO with <change>
      And the person agrees to sign out of REKONO
      Then the person has stayed at REKONO and is signed out there
      When the request to sign out reaches REKONO unaltered
      Then the person has come back to the registered address of "Register monitoringa pitne vode"

      Examples:
        | change                          |
        | an unregistered address         |
        | a query added to the address    |
        | no hint                         |
        | a hint that nobody signed       |
        | a hint with another signature   |
        | a hint for another application  |
