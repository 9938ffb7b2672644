"""Passwords that are told: in mails and descriptions, with words before and behind them, and signs inside."""

import pytest
from test_literal_typed import found

IN_PAGES = """<p>Het wachtwoord van het bestand: ⟦7Jcxj:)CANARY,3PHe⟧</p>
<p>Mot de passe du fichier : <b>⟦CANARY(8f;x⟧</b></p>
<p>Your temporary password is: ⟦Sabine&amp;CANARY93⟧</p><p>Please change it.</p>
<p>Your temporary password is: ⟦w,BCANARYQcA#k5e55Lv⟧</p><p>Please change it.</p>
<p>Your temporary password is: ⟦fietsen.in.de.canary⟧</p>
<p>Passwort: <b>⟦X0(CANARYnJuJzf4$t~^5vAb⟧</b></p>
<div>WLAN: Contoso-Guest<br/>Password: ⟦X;wCANARY.;w8uMKcT⟧<br/></div>
<p>O arquivo está protegido. Senha: ⟦VtRCANARY5Y;aGcX3vxI⟧</p>
<p>pwd = <b>⟦yzbCANARYKNRv0w--xTF⟧</b></p>
{"type": "TextBlock", "text": "Gäste-WLAN Passwort: ⟦kC0,CANARY)8k_I⟧", "wrap": true}
{"type": "TextBlock", "text": "Gäste-WLAN Passwort: ⟦4F!,CANARYk;)d:3⟧", "wrap": true}"""

IN_SENTENCES = """Password for the SAP user ROBOT01 is ⟦vlYCANARY!.YtNRC61!a⟧
The password of the account svc_flow is ⟦CANARYx7!k⟧
Das Passwort für den Zugang zum Portal lautet: ⟦CANARYx7!k⟧
La contraseña del servicio es ⟦CANARY9x!k⟧
Het wachtwoord voor SAP is ⟦CANARY8f!x⟧
La password per il portale è ⟦CANARY8f!x⟧
pw: ⟦lyfCANARYfRnUy-Z⟧ - bitte nicht ändern
Ask Jens. Password ⟦HQuCANARY_vp-bYC⟧ works for test and prod.
Ask Jens. Password ⟦E!uCANARYx_woxMGu5.RRAKM⟧ works for test and prod.
Ask Jens. Password ⟦w.eCANARY_C-RE7m4⟧ works for test and prod.
SAP user ROBOT01 password ⟦ASiCANARY!mxtxIX⟧
Login failed with user svc and password ⟦e-gsm-fCANARY8lma-4Blu.c⟧
Zugang: Benutzer svc_flow, Passwort: ⟦p_VCANARY.V-hrmOaBstHKfx⟧
Passwort ⟦CANARY2024x⟧ ist 90Tage gültig"""

SILENT = """Password for the portal is required!
Password for the portal is required
Das Passwort für den Zugang ist abgelaufen
La contraseña del servicio es obligatoria
Password works for test and prod.
Password for SAP is stored in KeyVault2
The password for user svc is managed by Team-IT
pw: see wiki - bitte nicht ändern
Password Self-Service works for test and prod.
Password AES-256 works for all
Password GitHub-DevOps works for all
Password for Office365 is Office365-Standard
Passwort des Benutzers ROBOT01 ist nicht Teil2-Doku
<p>Your password is: <b>valid for 90 days</b></p>
<p>Your temporary password is: (see SMS)</p>
<p>Passwort: separat; Benutzer: Ihre Mailadresse</p>
<p>Passwort: getSecret('erp'); danach 2 Versuche</p>
<p>Password: <a href="https://h.example/reset?x=1,2">reset</a></p>
{"text": "Passwort: separat,per-SMS", "wrap": true}
{"title": "Password: Step1;Step2;Step3"}
{"text": "API key: rotate,every90days"}
<p>Passwort: A-Z,a-z,0-9,!$%</p>
Password HR.Onboarding.V2 was changed
password OneDrive!Sync
x%3Fpassword%3D%40%7Bvariables('x')%7D"""


def _marked(text: str) -> tuple[str, str]:
    before, _, rest = text.partition("⟦")
    secret, _, after = rest.partition("⟧")
    return before + secret + after, secret


@pytest.mark.parametrize(("text", "secret"), [*map(_marked, IN_PAGES.splitlines())])
def test_a_password_with_signs_that_a_page_or_a_card_shows(text, secret):
    assert found(text) == [secret]


@pytest.mark.parametrize(("text", "secret"), [*map(_marked, IN_SENTENCES.splitlines())])
def test_a_password_in_a_sentence(text, secret):
    assert found(text) == [secret]


@pytest.mark.parametrize("text", SILENT.splitlines())
def test_what_is_said_of_passwords_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize("function", ["uriComponentToString", "decodeUriComponent", "string"])
def test_a_parameter_of_a_url_that_was_encoded_whole(function):
    url = "https%3A%2F%2Fapi.contoso.example%2Fv1%3Ftop%3D1%26api_key%3DCANARYakVuSjd8LZRBhT5r4%26x%3D1"
    assert found(f"@{{{function}('{url}')}}") == ["CANARYakVuSjd8LZRBhT5r4"]
    assert found(f"@{{{function}('{url.replace('api_key', 'page_key')}')}}") == []
    assert found(f"@{{{function}('{url.replace('CANARYakVuSjd8LZRBhT5r4', 'your-api-key')}')}}") == []
