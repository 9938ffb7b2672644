"""Greek, Romanian, Catalan and Turkish."""

from remediate.shapes.tongues.interface import tongue

GREEK = tongue(
    roots="κωδικ, συνθημ, πρόσβασ, φράσ, μυστικ, κλειδ, διακριτικ, τόκεν, συμβολοσειρ",
    passwords="""κωδικός πρόσβασης, κωδικοί πρόσβασης, συνθηματικό, συνθηματική φράση, φράση πρόσβασης,
    μυστικός κωδικός""",
    weak="κωδικός, κωδικός χρήστη",
    secrets="μυστικό, μυστικά, μυστικό κλειδί, μυστική τιμή",
    keys="κλειδί, κλειδιά",
    tokens="διακριτικό, τόκεν",
    pins="κωδικός pin, κωδικός ασφαλείας",
    connections="συμβολοσειρά σύνδεσης",
    openers="""πρόσβασης, κρυπτογράφησης, πελάτη, εφαρμογής, ιδιωτικό, συνδρομής, λογαριασμού, υπηρεσίας, υπογραφής,
    αποθήκευσης""",
    others="""μήκος, λήξη, λήξης, λήγει, όνομα, ονομασία, τύπος, ημερομηνία, ξεχάσατε, αλλαγή, επαναφορά, πολιτική,
    υπόδειξη, κανόνες, αναγνωριστικό, δημόσιο, ταχυδρομικός, χώρας, προϊόντος, κατάσταση, απαιτήσεις, ξένο,
    πρωτεύον""",
    nothing="κανένα, κανένας, κενό, δεν ορίστηκε, άγνωστο, όχι, ναι, προεπιλογή, δεν υπάρχει, καμία",
    placeholders="""εισάγετε, εισαγάγετε, συμπληρώστε, εδώ, σας, αντικαταστήστε, παράδειγμα, οριστεί, εκκρεμεί,
    συμπληρωθεί""",
)
ROMANIAN = tongue(
    roots="frază, fraza, expresie, parolă, parole, cheie, cheia, chei, cod de, cod_de, conexiune",
    passwords="frază de acces, fraza de acces, expresie de acces",
    weak="parolă, parole, parolele",
    secrets="secretul, cheie secretă, cheia secretă",
    keys="cheie, cheia, chei",
    tokens="jetonul, tokenul",
    pins="cod de acces, cod de securitate",
    connections="șir de conexiune, șirul de conexiune",
    openers="criptare, clientului, aplicație, aplicației, privată, abonament, stocare, serviciu, cont, contului",
    others="""lungime, lungimea, expirare, expiră, nume, numele, tipul, uitat, uitată, schimbă, schimbare, resetare,
    politică, reguli, indiciu, cerințe, publică, primară, străină, stare, valabilitate, cuvânt""",
    nothing="niciuna, lipsă, necunoscut, necunoscută, fără, nesetat, nesetată, nu este setat, implicit, nu este cazul",
    placeholders="introduceți, completați, înlocuiți, aici, dvs, exemplu, completat, stabilit, introdu",
)
CATALAN = tongue(
    roots="contraseny, clau, clauapi, testimoni, codi de, connexió",
    passwords="contrasenya, contrasenyes, frase de contrasenya, mot de pas",
    secrets="clau secreta, valor secret",
    keys="clau",
    tokens="testimoni",
    pins="codi de seguretat, codi secret",
    connections="cadena de connexió",
    openers="xifratge, compte, subscripció, aplicació, emmagatzematge, funció",
    others="""caducitat, caduca, oblidada, oblidat, canviar, canvi, tipus, requisits, estrangera, primària, clauer,
    paraula""",
    nothing="buit, buida, desconegut, desconeguda, sense, no aplicable, no disponible, cap",
    placeholders="introduïu, introdueix, substituïu, emplenar, vostra, exemple, escriviu",
)
TURKISH = tongue(
    roots="şifre, gizli, anahtar, belirte, jeton, erişim, güvenlik, bağlant",
    passwords="şifre, şifresi, şifreniz, gizli ifade",
    secrets="gizli, gizli anahtar",
    keys="anahtar, anahtarı, anahtarlar",
    tokens="belirteç, belirteci, jetonu",
    pins="pin kodu, erişim kodu, güvenlik kodu",
    connections="bağlantı dizesi, bağlantı cümlesi",
    openers="""erişim, şifreleme, istemci, uygulama, özel, abonelik, hesap, hesabı, depolama, hizmet, imza, imzalama,
    lisans""",
    others="""uzunluğu, uzunluk, süresi, bitiş, geçerlilik, türü, tarihi, unuttum, unutulan, değiştir, değiştirme,
    sıfırla, sıfırlama, politikası, ilkesi, ipucu, kuralları, kimliği, durumu, genel, yabancı, birincil, kelime,
    kelimeler""",
    nothing="yok, boş, belirtilmedi, bilinmiyor, hayır, evet, varsayılan, gerekli değil, ayarlanmadı, tanımsız",
    placeholders="girin, giriniz, buraya, yazın, yerine, sizin, doldurulacak, örnek, belirlenecek, ekleyin",
)

ALL = (GREEK, ROMANIAN, CATALAN, TURKISH)
