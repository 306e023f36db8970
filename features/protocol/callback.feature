Feature: The way back from REKONO
  What an application makes of an answer that brings no good news, or comes a second time.

  Rule: An error is explained on a clear page

    @RP-24
    @id:callback/each-error-that-rekono-can-answer-with
    Scenario Outline: Each error that REKONO can answer with
      Given the person who has no REKONO account
      When the person is sent back to "<service>" with each of these errors
        | error                   |
        | access_denied           |
        | login_required          |
        | interaction_required    |
        | server_error            |
        | temporarily_unavailable |
        | an_error_of_tomorrow    |
      Then each time a clear page has told the person what happened and how to go on
      And nobody is signed in to "<service>" in the browser of the person

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @RP-25
    @id:callback/the-words-of-somebody-else-are-no-markup
    Scenario Outline: The words of somebody else are no markup
      Given the person who has no REKONO account
      When the person is sent back to "<service>" with markup in the description of each of these errors
        | error                |
        | access_denied        |
        | server_error         |
        | an_error_of_tomorrow |
      Then no page has had the markup in it

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

  Rule: A code is used once

    @RP-26
    @id:callback/the-same-callback-a-second-time
    Scenario Outline: The same callback a second time
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has been activated before
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the person comes back to "<service>" by the same callback again
      Then REKONO has not been asked for tokens again for the person
      And the person has met no error page there
      And the person is signed in to "<service>"

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |
