"""Lithuanian, Latvian and Estonian."""

from remediate.shapes.tongues.interface import tongue

LITHUANIAN = tongue(
    roots="slapt, raktas, raktai, žeton, prieig, saugos, eilut",
    passwords="slaptažodis, slaptažodžiai, slaptafrazė, slaptoji frazė",
    secrets="paslaptis, slaptas raktas, slaptasis raktas",
    keys="raktas, raktai",
    tokens="žetonas, prieigos raktas",
    pins="prieigos kodas, saugos kodas",
    connections="ryšio eilutė, prisijungimo eilutė, jungties eilutė",
    openers="prieigos, šifravimo, kliento, privatus, privatusis, programos, paskyros, paslaugos",
    others="""ilgis, galiojimas, galioja, pavadinimas, tipas, pamiršau, pamirštas, keisti, keitimas, taisyklės,
    viešasis""",
    nothing="nėra, nenustatyta, nežinoma, tuščia, nenurodyta, netaikoma, numatytasis, taip",
    placeholders="įveskite, įrašykite, jūsų, čia, pakeiskite, pavyzdys, užpildyti",
    sentences="ir, ar, į, iš, su, be, yra, bus, kaip, kur, žr, saugoma, saugomas",
)
LATVIAN = tongue(
    roots="parole, ieejas, slepen, noslēpum, atslēg, pilnvar, marķier, piekļuv, drošīb, savienojum",
    passwords="paroles frāze, ieejas frāze, slepenā frāze",
    weak="parole, paroles",
    secrets="noslēpums, slepenā atslēga",
    keys="atslēga, atslēgas",
    tokens="pilnvara, marķieris, piekļuves marķieris",
    pins="piekļuves kods, drošības kods",
    connections="savienojuma virkne",
    openers="piekļuves, šifrēšanas, klienta, privātā, lietotnes, konta, pakalpojuma",
    others="garums, derīgums, termiņš, nosaukums, veids, aizmirsta, aizmirsu, mainīt, maiņa, noteikumi, publiskā",
    nothing="nav, nav norādīts, nav norādīta, nezināms, tukšs, noklusējums, jā",
    placeholders="ievadiet, ievietojiet, šeit, jūsu, aizstājiet, piemērs, jāaizpilda",
    sentences="un, vai, uz, no, ar, bez, ir, tiks, kā, kur, skat, glabājas",
)
ESTONIAN = tongue(
    roots="parool, salasõna, saladus, salaja, võti, võtme, pääsu, pääsuk, turvakood, ühendus",
    passwords="parool, paroolid, salasõna, paroolifraas",
    secrets="saladus, salajane võti, kliendisaladus",
    keys="võti, võtmed",
    tokens="pääsuluba, juurdepääsuluba",
    pins="pääsukood, turvakood",
    connections="ühendusstring",
    openers="juurdepääsu, kliendi, krüpteerimis, rakenduse, konto, teenuse",
    others="pikkus, kehtivus, aegub, aegumine, tüüp, unustatud, unustasid, muuda, muutmine, reeglid, avalik",
    nothing="puudub, määramata, tühi, teadmata, pole, pole määratud, vaikimisi",
    placeholders="sisesta, sisestage, siia, asenda, asendage, näide, täpsustamisel",
    sentences="ja, või, on, ei, ole, kui, kus, vt, saadetakse, hoitakse, eraldi",
)

ALL = (LITHUANIAN, LATVIAN, ESTONIAN)
