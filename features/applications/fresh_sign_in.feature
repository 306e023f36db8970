Feature: How fresh a sign-in has to be
  An application may ask REKONO for a new sign-in, or for one that nobody sees.

  Background:
    Given the person with a REKONO account

  Rule: REKONO honours prompt=login, max_age and prompt=none

    @SSO-04
    @id:fresh_sign_in/a-person-who-is-signed-in-is-asked-again-only-where-the-application-wants-it
    Scenario Outline: A person who is signed in is asked again only where the application wants it
      When the person goes from "Register monitoringa pitne vode" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the session of the person at REKONO began <minutes> minutes ago
      And the last request reaches REKONO again with "<request>"
      Then REKONO has <asked> the person to sign in
      And REKONO has answered the application of the person with <answer>

      Examples:
        | request      | minutes | asked     | answer   |
        | prompt=login | 0       | asked     | nothing  |
        | max_age=300  | 10      | asked     | nothing  |
        | max_age=3600 | 10      | not asked | a "code" |
        | prompt=none  | 0       | not asked | a "code" |

    @SSO-04
    @id:fresh_sign_in/after-prompt-login-the-person-goes-on
    Scenario: After prompt=login the person goes on
      When the person goes from "Register monitoringa pitne vode" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the last request reaches REKONO again with "prompt=login"
      And the person signs in at REKONO with "SMS geslo"
      Then REKONO has answered the application of the person with a "code"

    @SSO-04
    @id:fresh_sign_in/without-a-session-prompt-none-shows-nothing-and-answers-with-an-error
    Scenario Outline: Without a session prompt=none shows nothing and answers with an error
      When the person goes from "Register monitoringa pitne vode" to REKONO
      And the last request reaches REKONO again with "<request>"
      Then REKONO has <asked> the person to sign in
      And REKONO has answered the application of the person with <answer>

      Examples:
        | request      | asked     | answer                     |
        | prompt=none  | not asked | the error "login_required" |
        | prompt=login | asked     | nothing                    |
