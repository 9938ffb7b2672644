"""How far a run is: the number of packages that are done is never more than there are."""

from pathlib import Path

import pytest

from remediate.batch import Result, Status
from remediate.cli.progress import _Bar, _Log
from remediate.package import Kind

SETTINGS = Result("A.deployment-settings.json", Kind.SETTINGS.value, Status.FOUND)
ZIP = Result("A.zip", Kind.SOLUTION_ZIP.value, Status.CLEAN)


@pytest.mark.parametrize("order", [(SETTINGS, ZIP, ZIP), (ZIP, ZIP, SETTINGS)])
def test_settings_beside_packages_count_once_they_tell_something(order, capsys):
    log = _Log(every=True)
    bar = _Bar(log)
    bar.found(2, complete=True)
    for result in order:
        bar.done(result)
    lines = capsys.readouterr().err.splitlines()
    counted = [line.partition(":")[0].split(" of ") for line in lines if ": A." in line]
    assert [int(number) for number, _ in counted] == [1, 2, 3]
    assert all(int(number) <= int(total) for number, total in counted)
    assert counted[-1][1] == "3"
    bar.working_on(str(Path("B.zip")))
    assert "3 of 3" in capsys.readouterr().err
