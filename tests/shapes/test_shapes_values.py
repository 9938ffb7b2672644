"""Values that can be secrets, and values that cannot, whatever they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.shapes.looks import is_random
from remediate.shapes.names import Kind, Naming, naming
from remediate.shapes.placeholders import is_placeholder
from remediate.shapes.values import Verdict, judge

PASSWORD = Naming(Kind.PASSWORD, strong=True)
KEY = Naming(Kind.KEY, strong=True)
SOME_KEY = Naming(Kind.KEY, strong=False)
MARKED = """<password> {{password}} **** xxxxxxxx ${PASSWORD} %PWD% #{Pwd}# __pwd__ [REDACTED] changeme your-password
YOUR_API_KEY FILLMEIN tbc TODO <ENTER_SECRET> sk-xxxxxxxxxxxxxxxx ここに入力"""
WORDED = """insert key here
bitte hier einfügen
à compléter
rellenar aquí
hier invullen
nog te bepalen
noch zu ergänzen
identique à Windows
replace me"""
NOTHING = """null
true
N/A
https://contoso.example/reset
/subscriptions/1/vaults/v/secrets/s
ann@contoso.example
2024-05-01
#FF00AA
The password must have one digit
https://contoso.example/sites/hr/Shared Documents/Secrets
https://contoso.example/sites/hr/Freigegebene Dokumente 2024/Schlüssel
failed
Passed
fail
bestanden
échoué
k.A.
keine Angabe
n.v.t.
s/o
{"a": 1}
data:image/png;base64,iVBORw0KGgo="""


@pytest.mark.parametrize(
    "value",
    [
        "CANARY Winter2024!",
        "CANARY2024",
        "Canary-1",
        "c@nary#7",
        "CANARYabc",
        "0815",
        "changeme1",
        "ChangeMe123!",
        "a;b'c\"1",
        "CANARY4:b9",
        "B4CANARY",
        "canary_fan9",
        "Mai2024CANARY!",
        "Canary#10",
        "March-CANARY-3",
    ],
)
def test_passwords_of_people(value: str) -> None:
    assert judge(value, PASSWORD) in {Verdict.SURE, Verdict.LIKELY}


@pytest.mark.parametrize("value", ["@PASSWORD@@", *MARKED.split(), *(line.strip() for line in WORDED.splitlines())])
def test_placeholders(value: str) -> None:
    assert judge(value, PASSWORD, demanded=True) is Verdict.PLACEHOLDER


def test_four_equal_letters_in_a_long_drawn_value_are_chance() -> None:
    drawn = "eyJhbGciOiJSUzI1NiJ9.eyJqdGkiOiJDQU5BUlkifQ.q7Jr0Zt_wVb3nKd9" + "Ug5hQxXXxM2pLs8Ry4Ft6Ne1Ck-Ba"
    assert judge(drawn, Naming(Kind.TOKEN, strong=True)) in {Verdict.SURE, Verdict.LIKELY}
    for masked in (drawn + "xxxx", drawn.replace("xXXx", "xxxxxxxx"), "eyJhbGciOiJSUzI1NiJ9..." + drawn):
        assert is_placeholder(masked)


@pytest.mark.parametrize("value", ["", *(line.strip() for line in NOTHING.splitlines())])
def test_no_secrets_under_a_telling_name(value: str) -> None:
    assert judge(value, PASSWORD) is Verdict.NO
    assert judge(value, KEY) is Verdict.NO


@pytest.mark.parametrize(
    "value", ["status", "customer-name", "new_contosotable", "GetItemsFromList2", "1.2.3.4", "Bearer"]
)
def test_a_weak_name_needs_a_drawn_value(value: str) -> None:
    assert judge(value, SOME_KEY) is Verdict.NO


def test_a_guid_is_an_id_unless_the_name_or_the_place_demands_a_secret() -> None:
    guid = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
    assert judge(guid, SOME_KEY) is Verdict.NO
    assert judge(guid, KEY) is Verdict.LIKELY
    assert judge(guid, SOME_KEY, demanded=True) is Verdict.SURE


@given(st.binary(min_size=16, max_size=48))
def test_drawn_keys_look_drawn(key: bytes) -> None:
    text = key.hex()
    if len(set(text)) >= 8 and any(c.isalpha() for c in text) and any(c.isdigit() for c in text):
        assert is_random(text)


@given(st.text(max_size=300))
def test_any_text_gets_a_verdict(text: str) -> None:
    for named in (PASSWORD, KEY, SOME_KEY):
        assert isinstance(judge(text, named), Verdict)
    assert is_placeholder(text) in {True, False}


@pytest.mark.parametrize(
    "value",
    [
        "Canary_fan",
        "dragon-canary",
        "canary.munich",
        "correct horse canary",
        "river-canary-window-yellow",
        "canary.rain.staple",
        "cana rybb ccdd eeff",
    ],
)
def test_passphrases_and_app_passwords(value: str) -> None:
    assert judge(value, PASSWORD) is Verdict.LIKELY


@pytest.mark.parametrize(
    "value",
    [
        "see key vault",
        "stored in the vault",
        "siehe Key Vault",
        "Password list template.docx",
        "id_rsa.pub",
        "Get-AzKeyVaultSecret",
        "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/a/)",
        "process.env.API_KEY",
        "rotated on 2024-03-01",
        "en 1Password",
        "key_vault",
        "plain-text",
        "canary_prod",
        "SAP_Canary",
        "client_credentials",
        "not-applicable",
        "your_canary",
        "login.canary",
        "expired",
        "(none)",
        "^[0-9a-f]{32}$",
        "thumbnails/x7f2ab.png",
        "user:1234:profile",
        "2024/05/01/run.log",
        "2024/05/01/",
        "7th floor/plans/level2.pdf",
        "AES256",
        "YW5kIGludm9pY2UgdGhlIENBTkFSWSByZXZpZXcgb3JkZXIgSGVsbG8=",
        "Tabelle1[Passwort]",
        "new_canary1",
        "Config!B4",
        "A4:B9",
        "$.data[0].token",
        "#password",
        "password_1",
        "__password",
        "19:0123456789abcdef0123456789abcdef@thread.v2",
        "b!" + "aB3dE6gH9kL2mN5p" * 4,
        "1Z999AA10123456784",
        "JD014600006281230704",
        "+RID:~abcAAAAA==#RT:1#TRC:100",
        "CN=Ops,OU=IT,DC=contoso",
        "contoso\\svc-flow",
        "GRP_KeyVault_Readers",
        "2024-W18",
        "alle 90 Tage",
        "Mar 3, 2025",
        "01/31/2025 11:59 PM",
        "end of 2025",
        "monthly",
        "31-12-2025",
        "401: bad credentials",
        "tenant#10#order#13424",
        "DE|37127|2024-05",
        "your-256-bit-secret",
        "PBKDF2-SHA256",
        "[listKeys(resourceId('Microsoft.Storage/storageAccounts', 'st'), '2019-06-01').keys[0].value]",
        "pk_live_CANARYk3Jm9Qx7Rv2Wbc1D",
        "phc_CANARYk3Jm9Qx7Rv2Wbc1Dz",
        "MIIEjjCCrVrVjDlzG9h5kDNyvz65SAfJQekPGQyFa",
        "1",
    ],
)
def test_what_stands_there_in_place_of_one(value: str) -> None:
    assert judge(value, PASSWORD) in {Verdict.NO, Verdict.UNLIKELY, Verdict.PLACEHOLDER}


@pytest.mark.parametrize("value", ["{SSHA}CANARYnGcjPK/GLbuO9pZ+i1k", "rotated on 2024-03-01", "in 1Password"])
def test_even_where_a_secret_is_demanded_what_is_told_about_one_is_none(value: str) -> None:
    assert judge(value, PASSWORD, demanded=True) is Verdict.NO


@pytest.mark.parametrize("value", ["AccessKeyId2Secret", "x-ms-blob-content-md5", "CANARY_TLS_SNI_FROM_SERVER2"])
def test_the_name_of_a_key_is_no_key(value: str) -> None:
    assert judge(value, SOME_KEY) is Verdict.NO


@pytest.mark.parametrize(("value", "verdict"), [("xQM=CANARYt#LBa", Verdict.LIKELY), ("ABC-001", Verdict.NO)])
def test_a_word_that_may_mean_a_password_needs_one_that_looks_chosen(value: str, verdict: Verdict) -> None:
    assert judge(value, Naming(Kind.PASSWORD, strong=False)) is verdict


def test_a_pin_under_a_name_of_a_secret_number() -> None:
    named = naming("Geheimzahl")
    assert named
    assert judge("317645", named) is Verdict.LIKELY


def test_an_empty_guid_is_a_placeholder() -> None:
    assert judge("00000000-0000-0000-0000-000000000000", KEY) is Verdict.PLACEHOLDER


@pytest.mark.parametrize("value", ["CaNArYxQzT", "sQcaNARywZ", "bTxCaNarYG"])
def test_letters_that_change_as_in_no_word_are_drawn(value: str) -> None:
    assert judge(value, Naming(Kind.SECRET, strong=True)) is Verdict.LIKELY
    assert judge(value, KEY) is Verdict.LIKELY


@pytest.mark.parametrize("value", ["getOAuthToken", "PowerBIReport", "iOSAppKey", "customerIdAsOf", "HTTPSURLForAPI"])
def test_names_of_programs_are_not_drawn(value: str) -> None:
    assert judge(value, KEY) is Verdict.NO


@pytest.mark.parametrize("value", ["invoice;order;customer", "invoice,order,customer,shipment", "Ja|Nein"])
def test_words_side_by_side_are_no_key(value: str) -> None:
    assert judge(value, KEY) is Verdict.NO


@pytest.mark.parametrize("demanded", [True, False])
def test_a_key_that_everybody_may_see_is_no_secret(*, demanded: bool) -> None:
    assert judge("pk_live_CANARY51HxQ9Zk2LmNp8Rs", KEY, demanded=demanded) is Verdict.NO


@pytest.mark.parametrize("demanded", [True, False])
@pytest.mark.parametrize(
    "value",
    [
        "At least 8 characters",
        "at least one digit, min. 12",
        "Mindestens 12 Zeichen",
        "12 Zeichen oder mehr",
        "8-20 characters",
        "8 or more characters",
        "1 uppercase, 1 digit",
        "Length 8 to 64",
        "max 64 chars",
        "au moins 8 caractères",
        "8 caractères minimum",
        "al menos 8 caracteres",
        "pelo menos 8 letras",
        "minstens 8 tekens",
        "almeno 8 caratteri",
        "co najmniej 8 znaków",
        "8文字以上",
        "Must contain 1 number",
        "Das Kennwort muss 1 Ziffer enthalten",
    ],
)
def test_what_a_password_must_be_like_is_none(value: str, *, demanded: bool) -> None:
    assert judge(value, PASSWORD, demanded=demanded) is Verdict.NO


@pytest.mark.parametrize("value", ["CANARY 8x letters!", "8chars-CANARY", "min8CANARY", "Canary 12 Berlin!"])
def test_a_password_with_numbers_and_words_is_no_policy(value: str) -> None:
    assert judge(value, PASSWORD) in {Verdict.SURE, Verdict.LIKELY}


@pytest.mark.parametrize("value", ["^.{12,64}$", r"^\S{8,}$", "^[^ ]+$", "^(?=.*[A-Z]).{8,}$", "^.*$", "^(abc)+$"])
def test_a_pattern_for_passwords_is_none(value: str) -> None:
    assert judge(value, PASSWORD) in {Verdict.NO, Verdict.PLACEHOLDER}


@pytest.mark.parametrize("value", ["^CANARY.x9$", "^CANARY*9", "CANARY{8,}$"])
def test_signs_of_patterns_in_a_password(value: str) -> None:
    assert judge(value, PASSWORD) in {Verdict.SURE, Verdict.LIKELY}


@pytest.mark.parametrize("name", ["recovery key", "recoveryCode", "Wiederherstellungscode", "genieKey"])
@pytest.mark.parametrize("value", ["318204719355-660127", "204718-660127-318204", "3182-0471-9355-6601"])
def test_recovery_keys_are_numbers_in_groups(name: str, value: str) -> None:
    named = naming(name)
    assert named
    assert judge(value, named) is Verdict.LIKELY


@pytest.mark.parametrize("value", ["20240101-20241231", "4711-0815", "20240131-101500"])
def test_a_range_of_days_and_a_short_number_are_no_recovery_key(value: str) -> None:
    assert judge(value, KEY) is Verdict.NO


@pytest.mark.parametrize("value", ["https://CANARY 4x!", "https://contoso.example/login CANARY1!x"])
def test_an_address_with_blanks_goes_on_in_words(value: str) -> None:
    assert judge(value, PASSWORD) not in {Verdict.NO, Verdict.PLACEHOLDER}


@pytest.mark.parametrize(
    "value",
    [
        "winter.is.canary.here",
        "winter is canary here!",
        "le_chat_canary_dort_bien",
        "le chat canary dort bien",
        "vamos-a-la-canary",
        "canary.in.de.regen-CANARY",
        "der kleine canary im regen 7",
    ],
)
def test_a_small_sentence_is_a_passphrase(value: str) -> None:
    assert not is_placeholder(value)
    assert judge(value, PASSWORD) is Verdict.LIKELY
    assert judge(value, PASSWORD, demanded=True) is Verdict.SURE


@pytest.mark.parametrize(
    "value",
    """see.the.canary.wiki
stored_in_the_canary_vault
canary wird separat zugestellt
Canary is on the second shelf
bitte den canary im team erfragen
solicite ao canary
le mot de passe du canary
get-it-from-the-canary
paste.the.canary.here
hier canary eintragen
your_canary_goes_here
cr123_the_canary_of_it
in_der_pipeline_gesetzt
not.the.canary
value_of_canary_secret""".splitlines(),
)
def test_a_sentence_that_tells_of_a_password_is_none(value: str) -> None:
    assert judge(value, PASSWORD) not in {Verdict.SURE, Verdict.LIKELY}


def test_a_small_sentence_under_a_weak_name_needs_a_number() -> None:
    weak = naming("pass")
    assert weak is not None
    assert judge("vamos_a_la_canary58", weak) is Verdict.LIKELY
    assert judge("vamos_a_la_canary", weak) is Verdict.NO


def test_an_old_secret_of_entra_may_stand_in_brackets() -> None:
    secret = Naming(Kind.SECRET, strong=True)
    assert judge("[cvDXegh@:.CANARY37.yMLyWCpWv0T]", secret, demanded=True) is Verdict.SURE
    for marked in ("[your client secret goes here 123]", "[INSERT-CLIENT-SECRET-VALUE-HERE]", "[CANARY]"):
        assert judge(marked, secret, demanded=True) is Verdict.PLACEHOLDER


@pytest.mark.parametrize(
    "value",
    ["lyfCANARYfRnUy-Z", "HQuCANARY_vp-bYC", "U-ECANARYPWYjcUjsh.d", "p_VCANARY.V-hrmOaBstHKfx", "ct:nPCANARYgVD2U-kw"],
)
def test_drawn_letters_with_joints_are_no_name(value: str) -> None:
    assert judge(value, PASSWORD) in {Verdict.SURE, Verdict.LIKELY}


@pytest.mark.parametrize("value", ["GitHub-DevOps", "users/getById2/canary", "api/v2Items/canary", "sap:CANARY01"])
def test_names_and_paths_with_joints_are_not_drawn(value: str) -> None:
    assert judge(value, PASSWORD) not in {Verdict.SURE, Verdict.LIKELY}
