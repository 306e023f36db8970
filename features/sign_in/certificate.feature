Feature: Sign-in with a digital certificate
  After the password the browser shows a certificate in the TLS handshake, and REKONO judges it.

  Rule: Sign-in by digital certificate over real mutual TLS

    @MFA-04
    @guide
    @id:certificate/a-valid-certificate
    Scenario: A valid certificate
      Given the person with a REKONO account and a digital certificate
      And the browser of the person has a certificate that is valid
      When the person comes to "Digitalno potrdilo" at REKONO
      Then the person is on the page "Potrditev aktivacije"
      And the certificate of the person was asked for over TLS

    @MFA-04
    @id:certificate/a-browser-without-a-certificate
    Scenario: A browser without a certificate
      Given the person with a REKONO account and a digital certificate
      And the browser of the person has no certificate
      When the person comes to "Digitalno potrdilo" at REKONO
      Then REKONO refuses the certificate of the person with "Brskalnik ni poslal digitalnega potrdila."
      And the person is signed in nowhere
      When the person presses "Izberi drug način"
      And the person presses "SMS geslo"
      And the person confirms "SMS geslo" with the right one-time password
      Then the person is on the page "Potrditev aktivacije"

    @MFA-04
    @id:certificate/the-certificate-alone-does-not-sign-in
    Scenario: The certificate alone does not sign in
      Given the person with a REKONO account and a digital certificate
      And the browser of the person has a certificate that is valid
      When the person comes to REKONO
      And the person shows the certificate without having given the password
      Then the person is signed in nowhere
      When the person comes to "Digitalno potrdilo" at REKONO
      Then the person is on the page "Potrditev aktivacije"

  Rule: A certificate that cannot be relied on is refused

    @MFA-05
    @id:certificate/a-certificate-that-is-state
    Scenario Outline: A certificate that is <state>
      Given the person with a REKONO account and a digital certificate
      And the browser of the person has a certificate that is <state>
      When the person comes to "Digitalno potrdilo" at REKONO
      Then REKONO refuses the certificate of the person with "<reason>"
      And the certificate of the person was asked for over TLS
      And the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      Given the browser of the person has a certificate that is valid
      When the person comes to "Digitalno potrdilo" at REKONO
      Then the person is on the page "Potrditev aktivacije"

      Examples:
        | state               | reason                                       |
        | expired             | Digitalno potrdilo je poteklo.               |
        | not yet valid       | Digitalno potrdilo še ne velja.              |
        | revoked             | Digitalno potrdilo je preklicano.            |
        | of a foreign issuer | Izdajatelju digitalnega potrdila ne zaupamo. |
        | self-signed         | Digitalno potrdilo je samopodpisano.         |

    @MFA-05
    @id:certificate/the-certificate-of-another-person
    Scenario: The certificate of another person
      Given the person with a REKONO account and a digital certificate
      And another person with a REKONO account and a digital certificate
      And the browser of the person has the certificate of another person
      When the person comes to "Digitalno potrdilo" at REKONO
      Then REKONO refuses the certificate of the person with "Digitalno potrdilo pripada drugi osebi."
      And the person is signed in nowhere
      And REKONO has sent no authorization code for the person
      Given the browser of the person has a certificate that is valid
      When the person comes to "Digitalno potrdilo" at REKONO
      Then the person is on the page "Potrditev aktivacije"
