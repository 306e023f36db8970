Feature: A conforming sign-in
  Whoever signs in with REKONO in good order gets in and sees their own name.

  Rule: The sign-in ends in the application, which says who is signed in

    @RP-01
    @id:honest_sign_in/an-application-shows-who-has-signed-in
    Scenario Outline: An application shows who has signed in
      Given the person with a REKONO account and the OnePass app
      And an activation code was sent to the person
      And the person has been activated before
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "<mechanism>"
      Then the person is signed in to "<service>"

      Examples:
        | service                         | mechanism     |
        | Register monitoringa pitne vode | SMS geslo     |
        | Notranji nadzor pitne vode      | OnePass geslo |

    @RP-01
    @id:honest_sign_in/the-activation-service-shows-who-has-signed-in
    Scenario: The activation service shows who has signed in
      Given the person with a REKONO account
      When the person goes from "Aktivacija uporabnika" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is on the page "Potrditev aktivacije"
      And the person is signed in to "Aktivacija uporabnika"

    @RP-01
    @id:honest_sign_in/an-application-in-english-shows-who-has-signed-in
    Scenario: An application in English shows who has signed in
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has been activated before
      When the person signs in to "Register monitoringa pitne vode" in English
      Then the person is signed in to "Register monitoringa pitne vode"
