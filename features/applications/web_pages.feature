Feature: The pages of an application
  What every web application owes its people, looked at where the sign-in has made it worth stealing.

  Rule: The cookie of a session is out of reach

    @WEB-01
    Scenario Outline: The cookies of a signed-in person
      Given the person with a REKONO account
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "<service>"
      And the cookies of "<service>" are out of reach of scripts, of other sites and of other hosts

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

  Rule: Nobody is led to a foreign site

    @WEB-05
    Scenario Outline: Addresses that name a place to go on to after the sign-in
      Given the person with a REKONO account
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the person comes to "<service>" and signs in by addresses that name a foreign site
      Then the person has never left "<service>" and REKONO

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

  Rule: Pages of a signed-in person stay nowhere

    @WEB-06
    Scenario Outline: No page of a signed-in person is stored
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has been activated before
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the pages of "<service>" that show the person forbid to store them

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

  Rule: Rubbish is answered with a page that says so, and nothing of the inside

    @WEB-08
    Scenario Outline: Rubbish at the callback
      Given the person who has no REKONO account
      When the person comes to "<service>" by callbacks full of rubbish
      Then every answer was a page with a status of 4xx

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @WEB-08
    Scenario Outline: Rubbish in the forms
      Given the person with a REKONO account
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And rubbish is sent to every form of "<service>" with the cookies of the person
      Then every answer was a page with a status below 500

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @WEB-07
    Scenario Outline: Errors tell nothing of the inside
      Given the person who has no REKONO account
      When the person meets the error pages of "<service>"
      Then no error page and no header has told of traces, versions or paths

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |
