Feature: Levels of assurance
  How sure REKONO is of a person depends on how the account was proven and on how the person signs in.

  Rule: The account works at another provider of services, too

    @SSO-03
    @id:levels/another-provider-s-application-opens-with-the-same-account
    Scenario: Another provider's application opens with the same account
      Given the person with a REKONO account
      And another provider's application is registered with REKONO
      When the person goes from "Portal drugega ponudnika" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "Portal drugega ponudnika"
      When the person goes from "Register monitoringa pitne vode" to REKONO
      Then REKONO has asked the person nothing
      And the person is signed in to "Register monitoringa pitne vode"

  Rule: An application that needs a higher level asks for it and refuses a lower one

    @SSO-05
    @id:levels/the-level-of-the-account-is-high-enough
    Scenario: The level of the account is high enough
      Given the person with a REKONO account proven to the level "srednja"
      And another provider's application takes the levels "srednja, visoka" only
      When the person goes from "Portal drugega ponudnika" to REKONO
      Then the request of the person asks for the levels "srednja, visoka"
      When the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "Portal drugega ponudnika"

    @SSO-05
    @id:levels/the-level-of-the-account-is-too-low
    Scenario: The level of the account is too low
      Given the person with a REKONO account proven to the level "nizka"
      And another provider's application takes the levels "srednja, visoka" only
      When the person goes from "Portal drugega ponudnika" to REKONO
      Then the request of the person asks for the levels "srednja, visoka"
      When the person signs in at REKONO with "SMS geslo"
      Then the person is on the page "Raven zanesljivosti je prenizka"
      And nobody is signed in to "Portal drugega ponudnika" in the browser of the person

  Rule: The level told is above neither the account's nor the mechanism's

    @MFA-11
    @id:levels/an-application-that-takes-one-level-only-lets-the-person-in
    Scenario Outline: An application that takes one level only lets the person in
      Given the person with a REKONO account proven to the level "<account>"
      And another provider's application takes the levels "<told>" only
      When the person goes from "Portal drugega ponudnika" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "Portal drugega ponudnika"

      Examples:
        | account | told    |
        | nizka   | nizka   |
        | srednja | srednja |
        | visoka  | srednja |

    @MFA-11
    @id:levels/with-the-password-alone-the-level-is-low-however-the-account-was-proven
    Scenario: With the password alone the level is low, however the account was proven
      Given the person with a REKONO account proven to the level "visoka" and the password only
      And another provider's application takes the levels "nizka" only
      When the person goes from "Portal drugega ponudnika" to REKONO
      And the person signs in at REKONO with the password only
      Then the person is signed in to "Portal drugega ponudnika"
