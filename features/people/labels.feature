Feature: Slovenian pages with the documented labels
  Who follows the published instruction finds on the screen what it names, in Slovenian.

  Rule: Every page says that it is Slovenian and carries the documented labels

    @UX-01
    @id:labels/the-way-of-somebody-without-an-account
    Scenario: The way of somebody without an account
      Given pages with these labels
        | page                              | labels                                                           |
        | Aktivacija uporabnika             | Aktivacijska koda, PRIJAVA, REGISTRACIJA, Podpora                |
        | Registracija: e-naslov            | E-naslov, Naprej, Prekliči                                       |
        | Registracija: potrditev e-naslova | Koda iz e-pošte, Naprej, Pošlji novo kodo, Nazaj, Prekliči       |
        | Registracija: mobilna številka    | Mobilna številka, Naprej, Prekliči                               |
        | Registracija: potrditev številke  | Koda iz sporočila SMS, Naprej, Pošlji novo kodo, Nazaj, Prekliči |
        | Registracija: geslo               | Geslo, Ponovite geslo, Naprej, Prekliči                          |
        | Registracija: pogoji uporabe      | Strinjam se s pogoji uporabe, Ne strinjam se, Prekliči           |
        | Registracija: osebni podatki      | Ime, Priimek, Datum rojstva, Davčna številka, Naprej, Preskoči   |
        | Registracija: koda PUK            | Naprej                                                           |
        | Registracija: OnePass             | PIN, OnePass geslo, Vklopi OnePass, Preskoči                     |
        | Potrditev aktivacije              | Aktivacijska koda, Potrditev aktivacijske kode, Odjava           |
        | Register monitoringa pitne vode   | English                                                          |
      And pages with these labels where they come
        | page       | labels                                                              |
        | Aplikacije | Register monitoringa pitne vode, Notranji nadzor pitne vode, Odjava |
      When the person takes the way of somebody without an account and looks for the labels
      Then every page was in Slovenian and had its labels

    @UX-01
    @id:labels/the-way-of-somebody-with-an-account
    Scenario: The way of somebody with an account
      Given pages with these labels
        | page                            | labels                                                             |
        | Prijava v REKONO                | E-naslov, Geslo, Prijava, REGISTRACIJA, Pozabljeno geslo, Prekliči |
        | Izberite način potrditve        | SMS geslo, OnePass geslo, Prekliči                                 |
        | SMS geslo                       | SMS geslo, Potrdi, Pošlji novo geslo, Izberi drug način, Prekliči  |
        | OnePass geslo                   | OnePass geslo, Potrdi, Izberi drug način, Prekliči                 |
        | OnePass potrditev               | Pošlji novo obvestilo, Izberi drug način, Prekliči                 |
        | Potrditev aktivacije            | Aktivacijska koda, Potrditev aktivacijske kode, Odjava             |
        | Register monitoringa pitne vode | English                                                            |
      And pages with these labels where they come
        | page                  | labels                                                              |
        | Račun še ni aktiviran | Aktivacija uporabnika, Odjava                                       |
        | Aplikacije            | Register monitoringa pitne vode, Notranji nadzor pitne vode, Odjava |
        | Podpora               | English                                                             |
        | Odjava iz REKONO      | Odjava, Ostani prijavljen                                           |
      When the person takes the way of somebody with an account and looks for the labels
      Then every page was in Slovenian and had its labels

    @UX-01
    @id:labels/the-way-of-somebody-in-trouble
    Scenario: The way of somebody in trouble
      Given pages with these labels
        | page                 | labels                                                        |
        | Prijava ni mogoča    | English                                                       |
        | Pozabljeno geslo     | E-naslov, Koda PUK, Novo geslo, Ponovite geslo, Nastavi geslo |
        | Potrditev aktivacije | Aktivacijska koda, Potrditev aktivacijske kode, Odjava        |
      And pages with these labels where they come
        | page                         | labels                           |
        | Prijava je bila preklicana   | PRIJAVA                          |
        | Za potrditev se prijavite    | PRIJAVA                          |
        | REKONO trenutno ni dosegljiv | PRIJAVA                          |
        | Prijava ni uspela            | English                          |
      When the person takes the way of somebody in trouble and looks for the labels
      Then every page was in Slovenian and had its labels
