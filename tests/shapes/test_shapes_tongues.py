"""Names in the languages of the world: what tells, what is only about it, and how texts are searched for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.shapes import connection_strings
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.placeholders import is_nothing, is_placeholder
from remediate.shapes.roots import lowered, roots
from remediate.shapes.tongues import GLUED, WORDED
from remediate.shapes.values import Verdict, judge

TELLING = """
κωδικός πρόσβασης
ΚΩΔΙΚΟΣ ΠΡΟΣΒΑΣΗΣ
Κωδικός Πρόσβασης SQL
κλειδί API
κλειδί πρόσβασης
μυστικό πελάτη
συμβολοσειρά σύνδεσης
סיסמה
סיסמת מנהל
מפתח API
מפתח גישה
סוד הלקוח
מחרוזת חיבור
كلمة المرور
كلمة مرور المسؤول
مفتاح API
مفتاح الوصول
سر العميل
سلسلة الاتصال
clau API
clau d'accés
Contrasenya
secret del client
mật khẩu
Mật khẩu quản trị
matKhau
mat_khau_sql
khóa API
khóa truy cập
mã thông báo truy cập
chuỗi kết nối
รหัสผ่าน
รหัสผ่านผู้ดูแล
คีย์ API
โทเค็นการเข้าถึง
비밀번호
API 키
액세스 키
클라이언트 암호
연결 문자열
密码
登录密码
金鑰
API 金鑰
API 密钥
访问密钥
客户端密码
客户端机密
連接字串
пароль
Пароль администратора
ключ API
ключ доступа
токен доступа
секрет клиента
строка подключения
паролі
рядок підключення
ключ доступу
парола
ключ за достъп
şifre
Şifre
API anahtarı
erişim anahtarı
istemci gizli anahtarı
bağlantı dizesi
heslo
klíč API
přístupový klíč
tajný klíč klienta
připojovací řetězec
API kľúč
pripájací reťazec
jelszó
API-kulcs
hozzáférési kulcs
titkos kulcs
kapcsolati karakterlánc
cheie API
cheie de acces
fraza de acces
șir de conexiune
lozinka
zaporka
API ključ
tajni ključ
pristupni ključ
geslo
dostopni ključ
skrivnost odjemalca
adgangskode
API-nøgle
adgangsnøgle
klienthemmelighed
forbindelsesstreng
passord
API-nøkkel
tilgangsnøkkel
lösenord
API-nyckel
åtkomstnyckel
klienthemlighet
anslutningssträng
salasana
API-avain
pääsyavain
asiakassalaisuus
yhteysmerkkijono
parool
API võti
slaptažodis
API raktas
prieigos raktas
API atslēga
पासवर्ड
API कुंजी
kata sandi
kataSandi
kunci API
kunci akses
rahasia klien
ﾊﾟｽﾜｰﾄﾞ
Ｐａｓｓｗｏｒｄ
ＡＰＩキー
パスワード（本番）
hasło
klucz dostępu
wpis tajny klienta
lykilorð
"""
#: About a credential, or with a word that means another thing there.
HARMLESS = """
μήκος κωδικού
ταχυδρομικός κώδικας
κωδικός χώρας
κωδικός προϊόντος
λήξη κωδικού πρόσβασης
αναγνωριστικό κλειδιού
όνομα χρήστη
ξεχάσατε τον κωδικό πρόσβασης
πολιτική κωδικών πρόσβασης
אורך סיסמה
מדיניות סיסמה
שכחת סיסמה
תוקף הסיסמה
שם משתמש
מזהה מפתח
בית ספר יסודי
מילות מפתח
שם המפתח
תאריך שינוי סיסמה
طول كلمة المرور
سياسة كلمة المرور
نسيت كلمة المرور
انتهاء كلمة المرور
اسم المستخدم
معرف المفتاح
لوحة المفاتيح
الكلمات المفتاحية
تغيير كلمة المرور
اسم المفتاح
longitud de la contrasenya
política de contrasenyes
clauer
clau primària
caducitat de la contrasenya
identificador de clau
nom de la clau
conclave
clausula
clause
Claude
độ dài mật khẩu
chính sách mật khẩu
quên mật khẩu
hạn mật khẩu
từ khóa
khóa chính
tên người dùng
ID khóa
loại khóa
tần số
ความยาวรหัสผ่าน
ลืมรหัสผ่าน
นโยบายรหัสผ่าน
ชื่อผู้ใช้
คีย์เวิร์ด
รหัสไปรษณีย์
รหัสสินค้า
วันหมดอายุรหัสผ่าน
비밀번호 변경일
비밀번호 정책
비밀번호 찾기
비밀번호 길이
키워드
키보드
사용자 이름
키 이름
키 ID
암호화 방식
우편번호
密码长度
密码策略
忘记密码
密码过期时间
关键字
主键
用户名
密钥名称
密钥标识
密碼提示
關鍵字
密码强度
длина пароля
политика паролей
срок действия пароля
забыли пароль
имя ключа
идентификатор ключа
ключевое слово
имя пользователя
дата смены пароля
подсказка пароля
тип токена
первичный ключ
внешний ключ
почтовый код
довжина пароля
забули пароль
срок на паролата
забравена парола
şifre uzunluğu
şifre politikası
şifremi unuttum
anahtar kelime
birincil anahtar
kullanıcı adı
anahtar kimliği
posta kodu
sır
şifreleme yöntemi
délka hesla
platnost hesla
název klíče
klíčové slovo
zapomenuté heslo
zásady hesla
cizí klíč
primární klíč
ID klíče
uživatelské jméno
dĺžka hesla
zabudnuté heslo
jelszó hossza
jelszó lejárata
elfelejtett jelszó
kulcsszó
kulcs azonosító
elsődleges kulcs
felhasználónév
kulcs neve
lungimea parolei
cheie primară
cheie străină
parolă uitată
cuvânt cheie
nume utilizator
expirare parolă
duljina lozinke
zaboravljena lozinka
istek lozinke
primarni ključ
strani ključ
ključna riječ
korisničko ime
šifra proizvoda
dolžina gesla
pozabljeno geslo
ključna beseda
længde på adgangskode
adgangskode udløber
glemt adgangskode
nøgleord
brugernavn
primær nøgle
fremmednøgle
passordlengde
glemt passord
nøkkelord
lösenordets längd
glömt lösenord
nyckelord
lösenord utgår
primärnyckel
salasanan pituus
unohtunut salasana
avainsana
salasana vanhenee
käyttäjätunnus
perusavain
avainluku
parooli pikkus
võtmesõna
slaptažodžio ilgis
raktažodis
paroles garums
atslēgvārds
पासवर्ड नीति
पासवर्ड भूल गए
पासवर्ड की लंबाई
उपयोगकर्ता नाम
lupa kata sandi
panjang kata sandi
kata kunci
kebijakan kata sandi
nama pengguna
kunci utama
jenis kunci
długość hasła
zmiana hasła
zapomniałem hasła
hasło wygasa
słowo kluczowe
klucz obcy
klucz podstawowy
nazwa klucza
identyfikator klucza
kod pocztowy
lykilorð gleymt
keyboard
Tan
パスワード必須
キーボード
パスワードを忘れた
パスワードポリシー
キーワード
パスワード有効期限
"""
ALL = (*WORDED, *GLUED)


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("name", lines(TELLING))
def test_names_that_tell(name: str) -> None:
    found = naming(name)
    assert found
    assert found.strong


@pytest.mark.parametrize("name", lines(HARMLESS))
def test_names_that_hold_nothing(name: str) -> None:
    assert naming(name) is None


@pytest.mark.parametrize("word", sorted({word for tongue in ALL for word in tongue.telling}))
def test_a_text_with_a_telling_word_is_read(word: str) -> None:
    for written in (word, word.upper(), word.title()):
        assert next(roots(lowered(f"{written}: CANARY")), None)


@given(st.sampled_from([word for tongue in ALL for word in tongue.telling]), st.text(max_size=20))
def test_roots_come_in_order(word: str, around: str) -> None:
    found = [root.start() for root in roots(lowered(f"{around} password {word} {around}"))]
    assert found == sorted(found)


@pytest.mark.parametrize("value", sorted({value for tongue in ALL for value in tongue.nothing}))
def test_values_that_say_that_nothing_is_there(value: str) -> None:
    assert is_nothing(value)
    assert is_nothing(value.capitalize())


@pytest.mark.parametrize(
    "value",
    [
        *("введите пароль", "уточняется", "въведете тук", "zadejte heslo", "doplnit", "wpisz tutaj", "unesite ovdje"),
        *("indsæt her", "fylles ut", "fylls i här", "täydennetään", "kitöltendő", "completați aici", "buraya girin"),
        *("εισάγετε εδώ", "הזן כאן", "أدخل هنا", "nhập ở đây", "masukkan di sini", "กรุณากรอก", "여기에 입력", "待补充"),
    ],
)
def test_values_that_are_still_to_come(value: str) -> None:
    assert is_placeholder(value)


@pytest.mark.parametrize(
    "value",
    lines("""
минимум 8 символов
хранится в хранилище ключей
будет отправлен отдельно по SMS
см. Key Vault
как в Windows
спросить у администратора
мінімум 8 символів
зберігається в сховищі
най-малко 8 знака
pelo menos 8 caracteres
minimálně 8 znaků
uloženo v trezoru
bude zasláno zvlášť
zeptejte se správce
co najmniej 8 znaków
przechowywane w sejfie
zostanie wysłane osobno
zapytaj administratora
mindestens 8 Zeichen
legalább 8 karakter
külön lesz elküldve
minim 8 caractere
se trimite separat
najmanje 8 znakova
šalje se odvojeno
mindst 8 tegn
sendes separat på SMS
minst 8 tegn
lagres i hvelvet
minst 8 tecken
skickas separat via SMS
vähintään 8 merkkiä
lähetetään erikseen tekstiviestillä
vähemalt 8 märki
bent 8 simboliai
vismaz 8 rakstzīmes
τουλάχιστον 8 χαρακτήρες
αποθηκεύεται στο θησαυροφυλάκιο
θα σταλεί ξεχωριστά
en az 8 karakter
ayrıca gönderilecek
yöneticiye sorun
ít nhất 8 ký tự
lưu trong két
sẽ gửi riêng
minimal 8 karakter
akan dikirim terpisah
tanyakan kepada admin
לפחות 8 תווים
יישלח בנפרד ב SMS
נשמר בכספת
8 أحرف على الأقل
محفوظة في الخزنة
سيتم إرسالها لاحقا
almeno 8 caratteri
au moins 8 caractères
mínimo 8 caracteres
min. 8 tekens
minimaal 8 tekens
8文字以上
別途連絡
管理者に確認
8자 이상
별도 전달
至少8个字符
至少 8 个字符
另行通知
请联系管理员
อย่างน้อย 8 ตัวอักษร
कम से कम 8 अक्षर
como mínimo 8 caracteres
ver el administrador
2025年3月31日
2025. 3. 31.
31. 3. 2025
31 mars 2025
31. März 2025
31 марта 2025 г.
31 Mart 2025
2025年3月
sí
так
Ναι
כן
نعم
да
evet
kyllä
igen
是
はい
예
да, обязателен
zablokowane
vypršelo
заблокирован
истёк
изменён
geblokkeerd
bloqueada
bloqué
verrouillé
modifiée
geändert
gewijzigd
cambiada
alterada
spärrad
låst
endret
vanhentunut
"""),
)
def test_what_is_said_of_a_password_is_none(value: str) -> None:
    verdict = judge(value, Naming(Kind.PASSWORD, strong=True))
    assert verdict in {Verdict.NO, Verdict.PLACEHOLDER, Verdict.UNLIKELY}


@pytest.mark.parametrize("value", ["KölnCANARY84!", "CANARYпароль7", "Canary密2024!", "лиса CANARY утюг ложка"])
def test_passwords_with_letters_of_other_scripts(value: str) -> None:
    assert judge(value, Naming(Kind.PASSWORD, strong=True)) in {Verdict.SURE, Verdict.LIKELY}


def test_a_sentence_behind_the_name_of_a_setting_is_none() -> None:
    text = "SERVER=a.contoso.net\nUSER=svc\nSenha=wird separat per SMS verschickt\nTIMEOUT=1"
    assert not list(connection_strings.in_text(text, lowered(text)))
    text = text.replace("wird separat per SMS verschickt", "CANARYx7")
    assert [found.value for found in connection_strings.in_text(text, lowered(text))] == ["CANARYx7"]
