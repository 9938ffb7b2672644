"""What speaks against writing a package is the same whether every member is looked at or those that change."""

import pytest
from package_builders import write_zip
from test_verify_command import BROKEN_PACKAGES, members, results  # noqa: F401 - a fixture

from remediate.errors import PackageError
from remediate.package import open_package
from remediate.package.edited import edited
from remediate.verify import writing
from remediate.verify.package_rules import keeps_what_is_asked


def problems(before, found):
    """What speaks against a package with these members in the place of the one before."""
    was = members(before)
    edits = {name: data for name, data in found.items() if was.get(name) != data}
    removed = tuple(was.keys() - found.keys())
    package = open_package(before)
    try:
        after = edited(package, edits, removed)
        return list(map(str, writing.package_problems(package, after, (*edits, *removed))))
    except PackageError as error:
        return [str(error)]


@pytest.mark.parametrize("base", [0, 1], ids=["as it was", "as it is fixed"])
@pytest.mark.parametrize("how", BROKEN_PACKAGES)
def test_a_broken_package_is_named_as_if_all_of_it_were_looked_at(how, base, results, monkeypatch):  # noqa: F811
    change, rule = BROKEN_PACKAGES[how]
    found = members(results[1])
    change(found)
    said = problems(results[base], found)
    monkeypatch.setattr(writing, "keeps_what_is_asked", lambda *_: False)
    assert said == problems(results[base], found)
    assert said or base or rule is None


def test_what_a_fix_made_keeps_what_is_asked(results):  # noqa: F811
    assert problems(results[0], members(results[1])) == []
    assert keeps_what_is_asked(*map(open_package, results))
    assert not keeps_what_is_asked(*map(open_package, reversed(results)))


def test_a_flow_that_stays_misses_what_went(results, tmp_path):  # noqa: F811
    found = members(results[1])
    name = next(one for one in found if one.endswith("environmentvariabledefinition.xml"))
    del found[name]
    assert not keeps_what_is_asked(open_package(results[1]), open_package(write_zip(tmp_path / "x.zip", found)))
    assert any("is not in the package" in one for one in problems(results[1], found))
