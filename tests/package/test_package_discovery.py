import os

import pytest
from package_builders import FLOW_MEMBER, flow, legacy, solution, unpacked, write_folder, write_zip, zipped

from remediate.errors import PackageError
from remediate.package import Kind, Package, discover, limits, open_package, packages
from remediate.writer.atomic import temporary_beside


def found(path):
    """What a search of `path` finds, as (kind, where), with errors as (None, sentence)."""
    results: list[tuple[Kind | None, str]] = []
    for item in discover(path):
        if isinstance(item, PackageError):
            results.append((None, str(item)))
        else:
            results.append((item.kind, str(item)[len(str(path)) :].lstrip("/")))
    return results


def test_finds_everything_by_looking_and_in_order(tmp_path):
    write_zip(tmp_path / "b.backup", solution())
    (tmp_path / "nested/deep").mkdir(parents=True)
    write_zip(tmp_path / "nested/deep/c.ZIP", solution())
    write_folder(tmp_path / "a", {f"src/{name}": content for name, content in unpacked().items()})
    write_folder(tmp_path / "legacy", legacy())
    write_folder(tmp_path / "loose", {"flow.txt": flow(), "settings.json": b"{}", "photo.png": b"\x89PNG"})
    write_zip(tmp_path / "l.zip", legacy())
    assert found(tmp_path) == [
        (Kind.SOLUTION_FOLDER, "a/src"),
        (Kind.SOLUTION_ZIP, "b.backup"),
        (Kind.LEGACY_ZIP, "l.zip"),
        (Kind.LEGACY_FOLDER, "legacy"),
        (Kind.DEFINITION, "loose/flow.txt"),
        (Kind.SOLUTION_ZIP, "nested/deep/c.ZIP"),
    ]
    assert all(isinstance(package, Package) for package in packages(tmp_path))


def test_the_files_of_a_solution_are_its_own(tmp_path):
    write_folder(tmp_path, unpacked() | {"Workflows/more/loose.json": flow(), "releases/old.zip": zipped(solution())})
    assert found(tmp_path) == [(Kind.SOLUTION_FOLDER, ""), (Kind.SOLUTION_ZIP, "releases/old.zip")]


def test_a_solution_beside_src_is_another_one(tmp_path):
    write_folder(tmp_path, {f"src/{name}": content for name, content in unpacked().items()})
    write_folder(tmp_path / "other-solution", solution())
    assert found(tmp_path) == [(Kind.SOLUTION_FOLDER, "other-solution"), (Kind.SOLUTION_FOLDER, "src")]
    assert [package.path for package in packages(tmp_path) if isinstance(package, Package)] == [
        tmp_path / "other-solution",
        tmp_path,
    ]


def test_src_named_directly_is_the_package(tmp_path):
    write_folder(tmp_path / "src", unpacked())
    assert open_package(tmp_path / "src").flows[0].member == FLOW_MEMBER


def test_a_zip_may_hold_several_solutions_and_packages(tmp_path):
    parts = {f"{folder}/{name}": content for folder in ("one", "two") for name, content in solution().items()}
    parts |= {f"three/{name}": content for name, content in legacy().items()}
    path = write_zip(tmp_path / "all.zip", parts)
    assert found(tmp_path) == [
        (Kind.SOLUTION_ZIP, "all.zip/one"),
        (Kind.SOLUTION_ZIP, "all.zip/two"),
        (Kind.LEGACY_ZIP, "all.zip/three"),
    ]
    assert [len(package.flows) for package in packages(path) if isinstance(package, Package)] == [1, 1, 1]
    with pytest.raises(PackageError, match="3 packages"):
        open_package(path)


def test_a_solution_wrapped_for_package_deployer_is_scanned_only(tmp_path):
    inner = zipped(solution())
    path = write_zip(tmp_path / "deploy.zip", {"[Content_Types].xml": b"", "PackageAssets\\Contoso.zip": inner})
    package = open_package(path)
    assert (package.inner, package.kind) == ("PackageAssets/Contoso.zip", Kind.SOLUTION_ZIP)
    assert package.scan_only is not None
    assert package.read(FLOW_MEMBER) == package.flows[0].data


def test_zips_are_looked_into_one_level_deep(tmp_path):
    write_zip(tmp_path / "outer.zip", {"middle.zip": zipped({"inner.zip": zipped(solution())})})
    [(kind, sentence)] = found(tmp_path)
    assert kind is None
    assert "holds no solution" in sentence


def test_files_that_are_no_packages_are_passed_over_in_silence(tmp_path):
    write_zip(tmp_path / "good.zip", solution())
    write_zip(tmp_path / "document.docx", {"word/document.xml": b"<a/>"})
    write_zip(tmp_path / "photos.zip", {"a.jpg": b""})
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "broken.json").write_bytes(b'{"a": ')
    (tmp_path / "list.json").write_bytes(b"[1, 2]")
    (tmp_path / "large.json").write_bytes(b'{"a": "' + b"x" * limits.FLOW_LIMIT + b'"}')
    write_folder(tmp_path / ".git", {"flow.json": flow()})
    write_folder(tmp_path / "tool", {"solution.xml": b"<project />"})
    assert found(tmp_path) == [(Kind.SOLUTION_ZIP, "good.zip")]


BROKEN = {
    "cut.zip": zipped(solution())[:200],
    "empty.zip": b"",
    "names.zip": zipped({"../solution.xml": b""}),
    "cut.json": flow()[:-20],
    "large.json": flow()[:-1] + b" " * limits.FLOW_LIMIT + b"}",
    "wrapped.zip": zipped({"inner.zip": b"PK"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_said_and_stops_nothing(name, tmp_path):
    (tmp_path / name).write_bytes(BROKEN[name])
    write_zip(tmp_path / "good.zip", solution())
    [sentence] = [text for kind, text in found(tmp_path) if kind is None]
    assert sentence.startswith(str(tmp_path / name))
    assert "CANARY" not in sentence
    assert "\n" not in sentence
    assert sum(isinstance(package, Package) for package in packages(tmp_path)) == 1


@pytest.mark.parametrize("name", ["photos.zip", "settings.json", "notes.txt", "empty"])
def test_what_is_named_directly_must_be_a_package(name, tmp_path):
    write_zip(tmp_path / "photos.zip", {"a.jpg": b""})
    write_folder(tmp_path, {"settings.json": b"{}", "notes.txt": b"CANARY"})
    (tmp_path / "empty").mkdir()
    [(kind, sentence)] = found(tmp_path / name)
    assert kind is None
    assert sentence.startswith(str(tmp_path / name))
    assert "CANARY" not in sentence
    with pytest.raises(PackageError):
        open_package(tmp_path / name)


def test_what_a_killed_run_left_is_no_package(tmp_path):
    left = write_zip(tmp_path / "good.zip", solution())
    unfinished = temporary_beside(left)
    unfinished.write_bytes(left.read_bytes())
    assert found(tmp_path) == [(Kind.SOLUTION_ZIP, "good.zip")]


def test_a_path_that_is_not_there(tmp_path):
    [(kind, sentence)] = found(tmp_path / "nowhere")
    assert kind is None
    assert "no such file" in sentence


def test_a_circle_of_links_named_directly(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    [(kind, _)] = found(tmp_path / "a")
    assert kind is None


def test_circles_of_links_in_a_folder_are_not_followed(tmp_path):
    write_zip(tmp_path / "good.zip", solution())
    (tmp_path / "self").symlink_to(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "again.zip").symlink_to(tmp_path / "good.zip")
    assert found(tmp_path) == [(Kind.SOLUTION_ZIP, "good.zip")]


def test_links_that_lead_outside_are_said(tmp_path):
    write_zip(tmp_path / "outside.zip", solution())
    inside = write_folder(tmp_path / "in", {"flow.json": flow()})
    (inside / "link.zip").symlink_to(tmp_path / "outside.zip")
    (inside / "notes.txt").symlink_to(tmp_path / "outside.zip")
    assert [kind for kind, _ in found(inside)] == [Kind.DEFINITION, None]
    assert "links are not followed" in found(inside)[1][1]


def test_a_link_that_is_named_is_followed(tmp_path):
    write_zip(tmp_path / "real.zip", solution())
    write_folder(tmp_path / "real", {"flow.json": flow()})
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "link.zip").symlink_to(tmp_path / "real.zip")
    (tmp_path / "link.json").symlink_to(tmp_path / "real/flow.json")
    assert [len(open_package(tmp_path / name).flows) for name in ("link", "link.zip", "link.json")] == [1, 1, 1]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    write_zip(tmp_path / "good.zip", solution())
    assert found(tmp_path) == [(Kind.SOLUTION_ZIP, "good.zip")]
    assert "neither a file nor a folder" in found(tmp_path / "pipe.json")[0][1]


def test_folders_are_searched_to_a_depth(tmp_path):
    path = tmp_path
    for _ in range(110):
        path = path / "d"
    path.mkdir(parents=True)
    write_zip(path / "a.zip", solution())
    [(kind, sentence)] = found(tmp_path)
    assert kind is None
    assert "levels deep" in sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", ["a.zip", "a.json", "folder"])
def test_what_may_not_be_read_is_said(name, tmp_path):
    write_zip(tmp_path / "a.zip", solution())
    write_folder(tmp_path / "folder", {"b.zip": zipped(solution())})
    (tmp_path / "a.json").write_bytes(flow())
    (tmp_path / name).chmod(0)
    try:
        assert [kind for kind, _ in found(tmp_path)].count(None) == 1
        assert [kind for kind, _ in found(tmp_path / name)] == [None]
    finally:
        (tmp_path / name).chmod(0o700)


@pytest.mark.parametrize("call", ["scandir", "open"])
def test_a_refusal_of_the_system_is_a_sentence(call, tmp_path, monkeypatch):
    """As the test above, for where the tests run as root."""
    path = write_zip(tmp_path / "a.zip", solution())

    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    if call == "scandir":
        monkeypatch.setattr(os, "scandir", refuse)
        sentences = [text for _, text in found(tmp_path)]
    else:
        monkeypatch.setattr("pathlib.Path.open", refuse)
        sentences = [text for _, text in found(path)]
    assert len(sentences) >= 1
    assert "permission" in sentences[0].lower()
