Feature: Signing out
  After signing out, the computer may go to the next person.

  Rule: The session of the application ends on its server

    @OUT-01
    @id:sign_out/back-and-a-stolen-cookie-show-nothing-after-signing-out
    Scenario Outline: Back and a stolen cookie show nothing after signing out
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has been activated before
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then a stolen cookie shows the person as signed in to "<service>"
      When the person signs out of "<service>" and of REKONO
      Then going back shows nothing of the person
      And nobody is signed in to "<service>" in the browser of the person
      And the stolen cookie shows nobody as signed in to "<service>"

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

  Rule: The session at REKONO ends, too, and the person comes back

    @OUT-02
    @id:sign_out/signing-out-at-rekono-leads-back-to-the-application
    Scenario Outline: Signing out at REKONO leads back to the application
      Given the person with a REKONO account
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the person signs out of "<service>" and of REKONO
      Then the person has come back to the registered address of "<service>"
      And the request to sign out named the person by a hint and a registered address of "<service>"
      When the person goes from "<service>" to REKONO
      Then the person is on the page "Prijava v REKONO"

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |
