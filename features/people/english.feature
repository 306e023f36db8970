Feature: English
  People who do not read Slovenian get through the whole flow in English.

  Rule: English is offered at once and goes along to the end

    @UX-06
    @id:english/the-whole-way-in-english
    Scenario Outline: The whole way in English
      When the person takes the way of <whose> in English
      Then every page was in English, or offered it and was then
      And no page had Slovenian words left

      Examples:
        | whose                       |
        | somebody without an account |
        | somebody with an account    |
        | somebody in trouble         |
