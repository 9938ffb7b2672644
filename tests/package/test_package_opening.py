import pytest
from package_builders import FLOW_MEMBER, solution, write_zip

from remediate.errors import PackageError
from remediate.package import Candidate, Kind, archive, limits, opened_package


@pytest.fixture
def candidate(tmp_path):
    return Candidate(write_zip(tmp_path / "Orders.zip", solution()), Kind.SOLUTION_ZIP)


def test_a_zip_is_opened_once_for_all_that_is_read_of_it(candidate, monkeypatch):
    opened = []
    open_it = archive._opened
    monkeypatch.setattr(archive, "_opened", lambda opener: opened.append(open_it(opener)) or opened[-1])
    with opened_package(candidate) as package:
        assert package.read(FLOW_MEMBER) == package.flows[0].data
        with package.kept_open():
            package.read("solution.xml")
    assert [file.closed for file in opened] == [True]
    assert package.read(FLOW_MEMBER) == package.flows[0].data
    assert [file.closed for file in opened] == [True, True]


def test_what_is_read_afterwards_counts_by_itself(candidate, monkeypatch):
    with opened_package(candidate) as package:
        monkeypatch.setattr(limits, "TOTAL_LIMIT", len(package.flows[0].data))
        assert package.read(FLOW_MEMBER) == package.flows[0].data


def test_a_package_that_cannot_be_opened_is_closed_and_named(candidate, monkeypatch):
    candidate.path.write_bytes(b"PK\x05\x06" + bytes(18))
    opened = []
    open_it = archive._opened
    monkeypatch.setattr(archive, "_opened", lambda opener: opened.append(open_it(opener)) or opened[-1])
    with pytest.raises(PackageError) as failed, opened_package(candidate):
        pytest.fail("it was opened")
    assert failed.value.file == str(candidate.path)
    assert [file.closed for file in opened] == [True]
