Feature: A sign-in that somebody else has begun
  An attacker sends a victim a callback with the attacker's own code: whoever follows it would work
  under the attacker's name without noticing it (RFC 6749, 10.12). The code is real and unused, so
  nothing but the state can give the attack away.

  Rule: A callback whose state this browser did not just send out signs nobody in

    @RP-04
    @id:login_csrf/a-callback-to-the-activation-service-with-a-wrong-state
    Scenario Outline: A callback to the activation service with a wrong state
      Given the person with a REKONO account
      And the attacker with a REKONO account
      And the person has gone from "Aktivacija uporabnika" to REKONO
      And the attacker has kept back a callback of "Aktivacija uporabnika" whose state is <state>
      When the person opens the callback that was kept back
      Then nobody is signed in to "Aktivacija uporabnika" in the browser of the person
      When the person goes from "Aktivacija uporabnika" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "Aktivacija uporabnika"

      Examples:
        | state             |
        | missing           |
        | made up           |
        | another browser's |

    @RP-04
    @id:login_csrf/a-callback-to-an-application-with-a-wrong-state
    Scenario Outline: A callback to an application with a wrong state
      Given the person with a REKONO account
      And the attacker with a REKONO account
      And the person has gone from "Register monitoringa pitne vode" to REKONO
      And the attacker has kept back a callback of "Register monitoringa pitne vode" whose state is <state>
      When the person opens the callback that was kept back
      Then nobody is signed in to "Register monitoringa pitne vode" in the browser of the person
      When the person goes from "Register monitoringa pitne vode" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "Register monitoringa pitne vode"

      Examples:
        | state             |
        | missing           |
        | made up           |
        | another browser's |

    @RP-04
    @id:login_csrf/a-callback-with-a-state-that-has-been-used
    Scenario Outline: A callback with a state that has been used
      Given the person with a REKONO account
      And the attacker with a REKONO account
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "<service>"
      Given the attacker has kept back a callback of "<service>" whose state is the person's
      When the person opens the callback that was kept back
      Then nobody else is signed in to "<service>" in the browser of the person

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @RP-04
    @id:login_csrf/the-same-callback-is-good-in-the-browser-that-asked-for-it
    Scenario Outline: The same callback is good in the browser that asked for it
      Given the attacker with a REKONO account
      And the attacker has kept back a callback of "<service>" whose state is another browser's
      When the attacker opens the callback that was kept back
      Then the attacker is signed in to "<service>"

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |
