"""Danish, Norwegian, Swedish, Icelandic, Finnish and Hungarian."""

from remediate.shapes.tongues.interface import tongue

DANISH = tongue(
    roots="adgangs, kodeord, hemmelig, nøgle, sikkerhedskode, forbindelsesstreng",
    passwords="adgangskode, kodeord, adgangskoder, adgangssætning, adgangsfrase",
    secrets="hemmelighed, hemmeligheder, klienthemmelighed, hemmelig nøgle",
    keys="nøgle, nøgler",
    pins="sikkerhedskode",
    connections="forbindelsesstreng",
    openers="adgangs, krypterings, klient, tjeneste, lager, lagrings, signerings, hemmelig, delt",
    others="""længde, udløb, udløber, udløbsdato, glemt, skift, skiftet, ændret, ændring, krav, regler, politik,
    gyldig, nulstil, offentlig, fremmed, primær, navn, antal""",
    nothing="ingen, ikke angivet, ikke relevant, mangler, ukendt, nej, uoplyst, ikke sat, ikke oplyst, tom",
    placeholders="indsæt, indtast, udfyldes, udfyld, erstat, eksempel, oplyses, aftales",
)
NORWEGIAN = tongue(
    roots="""passord, passfrase, tilgangskode, nøkkel, nøkler, hemmelig, sikkerhetskode, tilkoblingsstreng,
    forbindelsesstreng""",
    passwords="passord, tilgangskode, passordfrase, passfrase",
    secrets="hemmelighet, hemmeligheter, klienthemmelighet, hemmelig nøkkel",
    keys="nøkkel, nøkler",
    pins="sikkerhetskode",
    connections="tilkoblingsstreng, forbindelsesstreng",
    openers="tilgangs, tjeneste, lagrings, delt",
    others="lengde, utløp, utløper, utløpsdato, endre, endret, tilbakestill, passordregler, glemte, gyldighet",
    nothing="ingen, ikke angitt, ikke satt, ukjent, nei, ikke aktuelt, mangler",
    placeholders="fylles, fyll, erstatt, avklares, eksempel",
)
SWEDISH = tongue(
    roots="lösen, hemlig, nyckel, nycklar, säkerhetskod, åtkomst, portkod, anslutningssträng",
    passwords="lösenord, lösenordet, lösenfras",
    secrets="hemlighet, hemligheter, klienthemlighet, hemlig nyckel",
    keys="nyckel, nycklar",
    pins="säkerhetskod, åtkomstkod, portkod",
    connections="anslutningssträng",
    openers="åtkomst, tjänst, lagrings, delad, hemlig, kund, prenumerations",
    others="längd, utgång, utgår, giltig, giltighet, glömt, ändra, ändrat, återställ, tips, namn, primär, främmande",
    nothing="saknas, ej angivet, okänt, ej tillämpligt, ej satt, inget, inga",
    placeholders="infoga, ersätt, exempel, ifylls, fastställs, skriv",
)
ICELANDIC = tongue(
    roots="lykil, aðgangsorð, leyndarm",
    passwords="lykilorð, aðgangsorð",
    secrets="leyndarmál",
    keys="lykill",
    openers="aðgangs, leyni",
    others="lengd, gildistími, gleymt",
    nothing="ekkert, óþekkt",
    placeholders="sláðu, hér",
)
FINNISH = tongue(
    roots="salasan, tunnus, salalause, salais, salain, avain, avaime, käyttöoik, poletti, koodi, yhteysmerk",
    passwords="salasana, salasanat, tunnussana, salalause, tunnuslause",
    secrets="salaisuus, asiakassalaisuus, salainen avain",
    keys="avain, avaimet",
    tokens="käyttöoikeustietue, poletti",
    pins="pin koodi, pinkoodi, tunnusluku, turvakoodi, pääsykoodi",
    connections="yhteysmerkkijono",
    openers="pääsy, käyttö, salaus, asiakas, sovellus, palvelu, yksityinen, tallennus, tilaus",
    others="""pituus, vanhenee, vanheneminen, vanhentuu, voimassa, tyyppi, päivämäärä, unohtunut, unohditko, vaihda,
    vaihto, käytäntö, vaatimukset, vihje, julkinen, vierasavain, perusavain, voimassaolo, vaihdettu""",
    nothing="ei mitään, ei asetettu, tyhjä, puuttuu, tuntematon, kyllä, ei määritetty, ei käytössä, ei ole",
    placeholders="syötä, lisää, tähän, täytä, korvaa, esimerkki, täydennetään, määritetään, sinun",
)
HUNGARIAN = tongue(
    roots="jelszó, jelszav, jelmond, jelige, titkos, titok, kulcs, jogkivon, pinkód, biztonsági, hozzáfér, kapcsolati",
    passwords="jelszó, jelszava, jelszavak, jelmondat, jelige",
    secrets="titok, titkos, titkos kulcs, titkos kód",
    keys="kulcs, kulcsok, kulcsa",
    tokens="jogkivonat, jogkivonata",
    pins="pinkód, pin kód, biztonsági kód, hozzáférési kód",
    connections="kapcsolati karakterlánc, kapcsolati sztring",
    openers="""hozzáférési, titkosítási, titkosító, privát, ügyfél, alkalmazás, előfizetési, tárfiók, szolgáltatás,
    aláíró, megosztott""",
    others="""hossz, hossza, lejárat, lejárata, lejár, neve, típus, típusa, dátum, dátuma, elfelejtett, elfelejtette,
    módosítás, módosítása, csere, szabályzat, szabály, emlékeztető, azonosító, azonosítója, állapot, nyilvános,
    idegen, elsődleges, követelmény""",
    nothing="nincs, nincs megadva, üres, ismeretlen, nem, igen, alapértelmezett, nem szükséges",
    placeholders="írja, illessze, töltse, kitöltendő, példa, cserélje, pótlandó, később",
)

ALL = (DANISH, NORWEGIAN, SWEDISH, ICELANDIC, FINNISH, HUNGARIAN)
