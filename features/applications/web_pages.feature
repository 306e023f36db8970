Feature: The pages of an application
  What every web application owes its people, looked at where the sign-in has made it worth stealing.

  Rule: The cookie of a session is out of reach

    @WEB-01
    @id:web_pages/the-cookies-of-a-signed-in-person
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

  Rule: A session belongs to whoever has signed in

    @WEB-02
    @id:web_pages/a-session-planted-before-the-sign-in
    Scenario Outline: A session planted before the sign-in
      Given the person with a REKONO account
      And the attacker has planted their own session of "<service>" in the browser of the person
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then the person is signed in to "<service>"
      And nobody is signed in to "<service>" in the browser of the attacker

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @WEB-02
    @id:web_pages/a-session-stolen-before-the-activation
    Scenario: A session stolen before the activation
      Given the person with a REKONO account
      And an activation code was sent to the person
      And the person has signed in to the activation service
      Then a stolen cookie shows the person as signed in to "Aktivacija uporabnika"
      When the person opens the confirmation and confirms the code
      Then the person reads "Vaš račun je aktiviran."
      And the stolen cookie shows nobody as signed in to "Aktivacija uporabnika"

  Rule: A page is neither framed, nor fed with scripts, nor does it leave traces elsewhere

    @WEB-03
    @id:web_pages/no-page-can-be-framed-by-a-foreign-site
    Scenario Outline: No page can be framed by a foreign site
      Given the person with a REKONO account
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the person fetches the pages of "<service>", its error pages included
      Then every page has forbidden foreign sites to frame it

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @WEB-04
    @id:web_pages/a-policy-without-inline-scripts
    Scenario Outline: A policy without inline scripts
      Given the person with a REKONO account
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the person fetches the pages of "<service>", its error pages included
      Then every page has had a content security policy without inline scripts

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @WEB-10
    @id:web_pages/addresses-stay-here-and-types-are-not-guessed
    Scenario Outline: Addresses stay here, and types are not guessed
      Given the person with a REKONO account
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      And the person fetches the pages of "<service>", its error pages included
      Then every page has kept its address from other sites and its type from being guessed

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

  Rule: What somebody else has written comes out as text

    @WEB-09
    @id:web_pages/a-name-with-markup
    Scenario Outline: A name with markup
      Given the person with a REKONO account
      And REKONO has the fault "name_with_markup" for the person
      When the person goes from "<service>" to REKONO
      And the person signs in at REKONO with "SMS geslo"
      Then "<service>" shows the markup in the name of the person as text

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @WEB-09
    @id:web_pages/markup-in-the-field-for-the-code
    Scenario: Markup in the field for the code
      Given the person who has no REKONO account
      When the person opens the start page of the activation service
      And the person types a piece of markup with quotes as the code
      And the person presses "PRIJAVA"
      Then what the person has typed comes back as text, if at all

  Rule: Nobody is led to a foreign site

    @WEB-05
    @id:web_pages/addresses-that-name-a-place-to-go-on-to-after-the-sign-in
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
    @id:web_pages/no-page-of-a-signed-in-person-is-stored
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
    @id:web_pages/rubbish-at-the-callback
    Scenario Outline: Rubbish at the callback
      Given the person who has no REKONO account
      When the person comes to "<service>" by callbacks full of rubbish
      Then every answer was a page with a status of 4xx

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |

    @WEB-08
    @id:web_pages/rubbish-in-the-forms
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
    @id:web_pages/errors-tell-nothing-of-the-inside
    Scenario Outline: Errors tell nothing of the inside
      Given the person who has no REKONO account
      When the person meets the error pages of "<service>"
      Then no error page and no header has told of traces, versions or paths

      Examples:
        | service                         |
        | Aktivacija uporabnika           |
        | Register monitoringa pitne vode |
