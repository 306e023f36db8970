Feature: The authorization request
  What an application sends to REKONO by the person's browser when the sign-in button is pressed.

  Rule: The request asks for the authorization code flow in the application's own name

    @RP-02
    @id:authorization_request/the-request-asks-for-a-code-for-its-own-client-and-a-registered-address
    Scenario Outline: The request asks for a code, for its own client and a registered address
      Given the person who has no REKONO account
      When the person goes from "<service>" to REKONO
      Then the request of the person asks for a code and for the scope "openid"
      And the request of the person names the client and an address registered for "<service>"
      And REKONO has received the request just as the browser of the person sent it

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |
        | Notranji nadzor pitne vode      |

  Rule: Nobody can guess what ties the answer to the request

    @RP-03
    @id:authorization_request/every-sign-in-has-a-fresh-state-that-cannot-be-guessed
    Scenario Outline: Every sign-in has a fresh state that cannot be guessed
      Given the person who has no REKONO account
      When the person goes from "<service>" to REKONO 3 times
      Then every request of the person has another "state" of at least 128 bits

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @RP-05
    @id:authorization_request/every-sign-in-has-a-fresh-nonce
    Scenario Outline: Every sign-in has a fresh nonce
      Given the person who has no REKONO account
      When the person goes from "<service>" to REKONO 3 times
      Then every request of the person has another "nonce" of at least 128 bits

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @RP-07
    @id:authorization_request/every-sign-in-uses-pkce-with-s256-and-a-fresh-verifier
    Scenario Outline: Every sign-in uses PKCE with S256 and a fresh verifier
      Given the person who has no REKONO account
      When the person goes from "<service>" to REKONO 3 times
      Then every request of the person has a "code_challenge_method" of "S256"
      And every request of the person has another "code_challenge" of at least 128 bits

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |
