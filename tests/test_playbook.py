import pytest

from remediate.errors import PlaybookError
from remediate.playbook import Legacy, Way, load

HEAD = 'name = "ours"\nwhy = "ours"\nextends = "baseline"\n'


def write(path, text):
    path.write_text(HEAD + text)
    return str(path)


def test_packages_outside_solutions_are_fixed_unless_a_playbook_says_otherwise(tmp_path):
    assert load("baseline").legacy == Legacy(Way.FIX, "", "")
    text = '[legacy]\nway = "migrate"\npublisher = "Contoso Ltd"\nprefix = "contoso"\n'
    assert load(write(tmp_path / "p.toml", text)).legacy == Legacy(Way.MIGRATE, "Contoso Ltd", "contoso")


def test_a_playbook_takes_over_what_the_one_it_extends_says(tmp_path):
    base = write(tmp_path / "base.toml", '[legacy]\nway = "report"\npublisher = "Contoso"\n')
    (tmp_path / "p.toml").write_text(f'name = "p"\nwhy = "p"\nextends = "{base}"\n[legacy]\nprefix = "contoso"\n')
    assert load(str(tmp_path / "p.toml")).legacy == Legacy(Way.REPORT, "Contoso", "contoso")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[legacy]\nway = "move"\n', "way is fix, migrate or report"),
        ("[legacy]\nfolder = 1\n", "folder is not known"),
        ("[legacy]\nprefix = 1\n", "prefix is missing or not a text"),
        ("legacy = 1\n", "legacy is not a table"),
    ],
)
def test_what_does_not_hold_together_is_refused(text, why, tmp_path):
    with pytest.raises(PlaybookError, match=why):
        load(write(tmp_path / "p.toml", text))
