"""Passwords that commands take without a name, and texts that look like such commands."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remediate.shapes import commands, embedded
from remediate.shapes.programs import BEFORE
from remediate.shapes.roots import lowered
from remediate.shapes.values import Verdict


def found(text: str) -> list[str]:
    sightings = commands.in_text(text, lowered(text))
    return [text[f.start : f.end] for f in sightings if f.verdict is not Verdict.PLACEHOLDER]


@pytest.mark.parametrize(
    "command",
    [
        "curl -u svc:{} https://contoso.example",
        "curl -s --user 'svc:{}' https://contoso.example",
        "sshpass -p '{}' ssh svc@host",
        "sqlcmd -S srv -U sa -P {} -Q 'select 1'",
        "az login --service-principal -u 0f1e2d3c -p {} --tenant contoso",
        "docker login -u svc -p {} registry.contoso.example",
        "mysql -u root -p{} orders",
        "mysql -u root '-p{}' orders",
        "7z a -p{} orders.7z",
        "sqlcmd -S srv -U sa -P{}",
        "net user svcflow '{}' /add",
        "keytool -list -keystore a.jks -storepass {}",
        "net use Z: \\\\fs01\\data {} /user:contoso\\svc",
        "sqlplus etl/{}@ORCL",
        "Set-Item env:API_TOKEN '{}'",
        "SET PASSWORD FOR 'etl'@'%' = '{}'",
        "plink -ssh svc@host -pw {}",
        "New-Object System.Net.NetworkCredential('svc', '{}')",
        "requests.get(url, auth=('svc', \"{}\"))",
        'requests.get(url, auth=(\\"svc\\", \\"{}\\"))',
        "ConvertTo-SecureString -AsPlainText '{}' -Force",
        "ConvertTo-SecureString -String '{}' -AsPlainText -Force",
        "server.login('svc', '{}')",
        "redis-cli -h cache.contoso.example -a {} ping",
        "mariadb -u root -p{} orders",
        "mongosh contoso.example -u svc -p {}",
        "unzip -P {} orders.zip",
        "7za x '-p{}' orders.7z",
        "rar a -hp{} orders.rar",
        "curl -sSu svc:{} https://contoso.example",
        "curl -usvc:{} https://contoso.example",
        "az login -u svc -p{}",
        "podman login -u svc -p {} registry.contoso.example",
        "ldapsearch -x -D cn=svc -w {} '(uid=a)'",
        "smbclient //fs01/data -U svc%{}",
        "schtasks /create /ru svc /rp {} /tn orders",
        "htpasswd -b .htpasswd svc {}",
        "lftp -u svc,{} sftp://contoso.example",
        "xfreerdp /u:svc /p:{} /v:contoso",
        "rabbitmqctl add_user svc {}",
        "db2 connect to orders user svc using {}",
        "echo 'svc:{}' | chpasswd",
        "echo {} | passwd --stdin svc",
        "net use \\\\fs01\\data {}",
        "net use \\\\fs01\\data {} /user:svc",
        'sqlplus etl/"{}"@ORCL',
        "sqlplus -s etl/{}",
        "sqlldr userid=etl/{}@ORCL control=a.ctl",
        "DriverManager.getConnection(url, 'svc', '{}')",
        'new UsernamePasswordCredentials("svc", "{}")',
        "new ClientSecretCredential('tenant', 'client', '{}')",
        "$c = mysqli_connect('db01', 'svc', '{}')",
        "'{}' | ConvertTo-SecureString -AsPlainText -Force",
        "az keyvault secret set --vault-name kv --name sap --value {}",
        'gh secret set SAP --body "{}"',
        'dotnet user-secrets set "Smtp:Password" "{}"',
        'setx SAP_PASSWORD "{}"',
        "ssh-keygen -t rsa -N '{}' -f key",
        "const auth = 'Basic ' + btoa('svc:{}')",
        "base64.b64encode(b'svc:{}')",
        '[Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("svc:{}"))',
        "pdf.decrypt('{}')",
        "zf.setpassword(b'{}')",
        "Set-Variable -Name apiToken -Value '{}'",
        "pg01.contoso.example:5432:orders:etl:{}",
        "PopulateTextField Control: appmask['Login']['Input password'] Text: $'''{}'''",
        "openssl enc -aes-256-cbc -k {} -in a",
        "certutil -f -p {} -importpfx a.pfx",
        "signtool sign /f a.pfx /p {} a.exe",
        "[System.Net.NetworkCredential]::new('svc','{}')",
        "EXEC sp_addlinkedsrvlogin 'srv', 'false', NULL, 'sa', '{}'",
        "EXEC sp_addlogin 'svc', '{}'",
        "SELECT ENCRYPTBYPASSPHRASE('{}', name) FROM t",
        "SELECT pgp_sym_encrypt(name, '{}') FROM t",
        "SELECT * FROM OPENROWSET('SQLNCLI', 'srv';'sa';'{}', 'select 1')",
        "CREATE USER etl IDENTIFIED WITH mysql_native_password BY '{}'",
        "ALTER USER etl IDENTIFIED BY {};",
        'cx_Oracle.connect("scott", "{}", "orcl")',
    ],
)
def test_commands(command: str) -> None:
    assert found(command.format("CANARY882!x")) == ["CANARY882!x"]


@pytest.mark.parametrize(
    "text",
    [
        "curl https://contoso.example",
        "curl -u $USER:$PASSWORD https://contoso.example",
        "docker login -u svc --password-stdin",
        "net user svcflow /delete",
        "ConvertTo-SecureString $plain -AsPlainText -Force",
        "the author (auth = a list)",
        "mysql://localhost:3306/orders",
        "mysql --port=3306 --protocol=tcp --plugin-dir=/usr/lib64/x orders",
        "mysql -h my-pdb01.contoso.example orders",
        "mysqldump --skip-password1 orders",
        "docker run -d mysql -p33060:3306",
        "sqlcmd -S srv -U sa -Port1433",
        "7z a x.7z file-p123",
        "redis-cli -h cache.contoso.example ping",
        "mariadb --protocol=tcp orders",
        "unzip orders.zip -d target1",
        "ldapsearch -x -W -D cn=svc",
        "net use Z: /delete",
        "net use \\\\fs01\\data /persistent:yes",
        "sqlplus / as sysdba",
        "sqlplus /nolog",
        'curl -u "$USER:$PASSWORD" https://contoso.example',
        'mysql -u root "-p$secret9" orders',
        "mysql -u root -profile1 orders",
        "DriverManager.getConnection('jdbc:h2:mem')",
        "new ClientSecretCredential('tenant', 'client1', secret)",
        "$plain | ConvertTo-SecureString -AsPlainText -Force",
        "rar a orders-p2.rar files",
        "az keyvault secret set --name sap --file sap.txt",
        "az keyvault secret set --name sap --value $value",
        "setx JAVA_HOME C:/jdk17",
        "btoa('hello world')",
        "cipher.decrypt('CANARY882x!')",
        "Set-Variable -Name country -Value 'CANARY882x!'",
        "postgresql://pg01.contoso.example:5432/orders",
        "ssh-keygen -t rsa -N '' -f key",
        "certutil -hashfile a.pfx SHA256",
        "SELECT aes_encrypt(name, @key) FROM t",
        "ALTER USER etl IDENTIFIED BY :password",
    ],
)
def test_commands_without_a_password(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "option",
    ["--password=CANARY882", "--password CANARY882", "-password=CANARY882", "--password='CANARY882'"],
)
@pytest.mark.parametrize("program", ["mysql", "mysqldump", "mysqladmin", "7z"])
def test_a_named_option_is_no_letter_with_its_value(program: str, option: str) -> None:
    """`--password=X` holds X: a value from the second letter on would break the command when it moves."""
    text = f"{program} -u root {option} orders"
    assert found(text) == []
    assert [text[f.start : f.end] for f in embedded.in_text(text, lowered(text))] == ["CANARY882"]


@pytest.mark.parametrize("value", ["-port!xCANARY9", "-pass!CANARY9x"])
def test_a_glued_password_may_begin_as_an_option_does(value: str) -> None:
    assert found(f"mysql -u root {value} orders") == [value.removeprefix("-p")]


def test_a_setting_in_the_place_of_a_value_is_read_by_its_own_name() -> None:
    text = "kubectl create secret generic orders --from-literal=password=CANARY882x"
    assert [text[f.start : f.end] for f in embedded.in_text(text, lowered(text))] == ["CANARY882x"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Kennwort canary4ae7e (bitte nicht ändern)", ["canary4ae7e"]),
        ("setx DB_PASSWORD canary940e7e", ["canary940e7e"]),
        ("the password sha256sum of the file", []),
        ("the password policy2 of the tenant", []),
    ],
)
def test_small_letters_and_digits_beside_a_name(text: str, values: list[str]) -> None:
    assert [text[f.start : f.end] for f in embedded.in_text(text, lowered(text))] == values


def test_a_program_is_looked_for_a_thousand_times_in_a_text() -> None:
    secret, others = "unzip -P CANARY88x a.zip; ", "unzip - " * 1200
    assert found(secret + others) == ["CANARY88x"]
    assert found(others + secret) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the library rar a -hpCANARY88x a.rar b", ["CANARY88x"]),
        ("the library a -hpCANARY88x a", []),
        ("rar a -hpCANARY88x a b", ["CANARY88x"]),
        ("x_rar a -hpCANARY88x a b", []),
    ],
)
def test_a_program_begins_a_word(text: str, values: list[str]) -> None:
    assert found(text) == values


@given(st.lists(st.sampled_from([*(mark for mark, _ in BEFORE), " ", "a", "_", " -p CANARY88x"]), max_size=8))
def test_what_begins_no_word_is_found_by_no_pattern(parts: list[str]) -> None:
    text = "".join(parts)
    for mark, before in BEFORE:
        if before in commands._BEGUN and not commands._begins_word(text, mark):
            assert not re.search(before, text)


ENTRY = "machine erp.contoso.example login deploy password "
NETRC = {
    "line": lambda entry: entry,
    "lines": lambda entry: f"# access\n{entry}\nmachine b.example login c\n".replace(" login", "\n\tlogin"),
    "JSON": lambda entry: json.dumps({"a": 1, "netrc": entry, "b": [2]}),
    "lines of JSON": lambda entry: json.dumps({"netrc": f"{entry} account x\n#\n".replace(" ", "\n  ")}),
    "JSON in JSON": lambda entry: json.dumps({"a": json.dumps({"netrc": entry + "\n"})}),
    "card": lambda entry: json.dumps({"body": [{"type": "TextBlock", "text": entry + " account x"}]}, indent=1),
    "page": lambda entry: f"<pre>{entry}</pre>",
    "quotes of HTML": lambda entry: f"<pre>{{&quot;netrc&quot;: &quot;{entry}&quot;}}</pre>",
    "shell": lambda entry: f"echo '{entry}' >> ~/.netrc",
}


@pytest.mark.parametrize("way", NETRC)
@pytest.mark.parametrize("value", ["CanaryQz5jtk66", "canarytiger", "CANARY;882(x)!", "$CANARY882x", "CANARY&88=2x"])
def test_the_password_of_a_netrc(way: str, value: str) -> None:
    assert found(NETRC[way](ENTRY + value)) == [value]


@pytest.mark.parametrize("value", ['CANARY88"2x', "CANARY88\\2x", "CANARY88\\n2x"])
def test_a_password_of_a_netrc_keeps_the_escapes_of_its_string(value: str) -> None:
    for text in (json.dumps({"n": ENTRY + value + "\nmachine b"}), json.dumps({"n": ENTRY + value, "b": "c"})):
        assert found(text) == [json.dumps(value)[1:-1]]
    twice = json.dumps({"a": json.dumps({"n": ENTRY + value + "\n"})})
    assert found(twice) == [json.dumps(json.dumps(value)[1:-1])[1:-1]]


@pytest.mark.parametrize(
    "text",
    [
        "Every machine needs login and password reset monthly.",
        "The machine has login rights and password rules",
        "The default login and password are told by the office.",
        "machine erp01 login and password reset",
        "machine erp.contoso.example login deploy",
        '{"netrc": "machine erp.contoso.example login deploy password "}',
        "statemachine erp.contoso.example login deploy password CANARY882x",
        ENTRY + 'CANARY"cut',
    ],
)
def test_no_password_of_a_netrc(text: str) -> None:
    assert found(text) == []
