Feature: Fields for one-time codes
  A code that was just sent need not be learnt by heart or typed on the wrong keyboard.

  Rule: The field knows what it is for

    @UX-05
    @id:one_time_codes/the-field-of-a-one-time-password
    Scenario Outline: The field of a one-time password
      Given the person with a REKONO account and the OnePass app
      When the person goes from "Aktivacija uporabnika" to REKONO
      And the person goes on at REKONO to "<mechanism>"
      Then the field "<mechanism>" of the person is made for one-time codes

      Examples:
        | mechanism     |
        | SMS geslo     |
        | OnePass geslo |
