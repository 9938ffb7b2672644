"""Passwords that commands take without a name, and texts that look like such commands."""

import pytest

from remediate.shapes import commands, embedded
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
