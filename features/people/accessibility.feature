@browser
Feature: Pages for everybody
  People who do not see, see little, use no mouse or hold a small telephone get through the whole flow.

  Rule: An automatic check finds nothing against WCAG 2.2, A and AA

    @UX-02
    @id:accessibility/axe-looks-at-every-page-its-error-states-included
    Scenario Outline: Axe looks at every page, its error states included
      When the person takes the way of <whose> and axe looks at every page
      Then axe has found nothing on any page

      Examples:
        | whose                       |
        | somebody without an account |
        | somebody with an account    |
        | somebody in trouble         |

  Rule: A narrow screen is wide enough

    @UX-04
    @id:accessibility/a-screen-of-320-pixels
    Scenario Outline: A screen of 320 pixels
      When the person takes the way of <whose> on a screen 320 pixels wide
      Then no page has been wider than the screen

      Examples:
        | whose                       |
        | somebody without an account |
        | somebody with an account    |
        | somebody in trouble         |

  Rule: A keyboard is enough, and the focus is never out of sight

    @UX-03
    @id:accessibility/nothing-but-the-keyboard
    Scenario Outline: Nothing but the keyboard
      When the person takes the way of <whose> by the keyboard alone
      Then the focus was visible wherever it went
      And the focus went to the error wherever there was one

      Examples:
        | whose                       |
        | somebody without an account |
        | somebody with an account    |
