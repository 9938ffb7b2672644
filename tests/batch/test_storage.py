"""Packages in cloud storage: read there and written back there, whole or not at all."""

import io
import pickle
from pathlib import Path

import pytest
from many import flow, many
from package_builders import FLOW_MEMBER, legacy, legacy_flow, solution, unpacked, write_folder, write_zip, zipped
from test_executors import OPTIONS, everything, fixed
from typer.testing import CliRunner

from remediate.batch import Crew, Destination, Journal, Means, Status, fix_all, plan_all
from remediate.batch.executors import crew_for
from remediate.batch.inputs import inputs
from remediate.cli import app
from remediate.detectors import examples as ex
from remediate.errors import UsageError
from remediate.package import open_package
from remediate.report.telling import Telling, Told
from remediate.vault import MemoryVault
from remediate.writer.store import place

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'remediate[abfs]'")


@pytest.fixture
def store():
    made = fsspec.filesystem("memory")
    made.store.clear()
    made.pseudo_dirs[:] = [""]
    yield made
    made.store.clear()
    made.pseudo_dirs[:] = [""]


@pytest.fixture
def filled(store, tmp_path):
    """The same solutions here and in a store."""
    list(many(tmp_path / "in", 30, every=10))
    for name, data in everything(tmp_path / "in").items():
        store.pipe_file(f"/exports/{name}", data)
    store.pipe_file("/exports/notes.txt", b"not a package")
    return tmp_path / "in"


def below(store, folder: str) -> dict[str, bytes]:
    return {path.removeprefix(f"{folder}/"): store.cat_file(path) for path in store.find(folder)}


def run(named: str, out: str | None, **means):
    results = list(
        fix_all(
            [place(named)],
            OPTIONS,
            MemoryVault(),
            Destination(place(out) if out else None),
            Means(tell=Telling(), **means),
        )
    )
    return [result.status for result in results]


def test_a_store_gives_the_same_bytes_as_a_folder(filled, store, tmp_path):
    results, files, _ = fixed(filled, tmp_path / "out", Crew())
    assert run("memory://exports", "memory://fixed") == [status for _, status, *_ in results]
    assert below(store, "/fixed") == files
    run("memory://exports", str(tmp_path / "from store"))
    assert everything(tmp_path / "from store") == files
    run(str(filled), "memory://from/here")
    assert below(store, "/from/here") == files


@pytest.mark.usefixtures("filled")
def test_results_stand_beside_their_packages_and_the_second_run_changes_nothing(store):
    run("memory://exports", None)
    before = below(store, "/exports")
    assert "000/Solution00000.remediated.zip" in before
    assert "000/Solution00000.deployment-settings.json" in before
    again = run("memory://exports", None)
    assert len(again) == 30
    assert below(store, "/exports") == before


@pytest.mark.usefixtures("filled")
def test_threads_read_a_store_too(store):
    run("memory://exports", "memory://serial")
    run("memory://exports", "memory://threads", crew=crew_for("threads:3"))
    assert below(store, "/serial") == below(store, "/threads")


@pytest.mark.usefixtures("filled")
def test_a_run_over_a_store_is_gone_on_with(tmp_path):
    done = []
    journal = Journal(tmp_path / "runs", {}, resume=False)
    vault = MemoryVault()
    means = Means(tell=Telling(), journal=journal)
    for result in fix_all([place("memory://exports")], OPTIONS, vault, Destination(place("memory://out")), means):
        done.append(result)
        if len(done) == 8:
            break
    means = Means(tell=Telling(), journal=Journal(tmp_path / "runs", {}, resume=True, told=Told))
    again = list(fix_all([place("memory://exports")], OPTIONS, vault, Destination(place("memory://out")), means))
    assert sum(result.earlier for result in again) == 8


@pytest.mark.usefixtures("filled")
def test_what_the_store_refuses_is_named_and_stops_nothing(store, monkeypatch):
    whole = type(store).pipe_file

    def refuse(self, path, value, **more):
        if path.endswith("Solution00003.remediated.zip"):
            raise RuntimeError("https://account/x?sig=CANARY")
        whole(self, path, value, **more)

    monkeypatch.setattr(type(store), "pipe_file", refuse)
    results = list(fix_all([place("memory://exports")], OPTIONS, MemoryVault(), Destination(), Means()))
    (bad,) = [r for r in results if r.status is Status.FAILED and r.path.endswith("Solution00003.zip")]
    assert "the storage refused (RuntimeError)" in str(bad.error)
    assert "CANARY" not in str(bad.error)
    assert not store.exists("/exports/000/Solution00003.remediated.zip")
    assert len(results) == 30


def test_a_folder_is_not_written_to_a_store_and_nothing_but_zips_is_read_there(store, tmp_path):
    write_folder(tmp_path / "Orders", {**unpacked(), FLOW_MEMBER: flow(1)})
    (result,) = fix_all([tmp_path / "Orders"], OPTIONS, MemoryVault(), Destination(place("memory://out")))
    assert "Only zips are written to cloud storage" in str(result.error)
    store.pipe_file("/flow.json", flow(1))
    (result,) = plan_all([place("memory://flow.json")], OPTIONS)
    assert "only zips are read" in str(result.error)
    (result,) = plan_all([place("memory://nowhere")], OPTIONS)
    assert "no such file" in str(result.error)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("ftp://host/x", "no kind of storage"),
        ("https://account.blob.core.windows.net/c/x.zip?sv=2024&sig=CANARY", "no kind of storage"),
        ("abfs://c/x.zip?sig=CANARY", "does not carry a credential"),
        ("s3://key:CANARY@bucket/x.zip", "does not carry a credential"),
    ],
)
def test_an_address_with_a_credential_or_of_another_kind_is_wrong_use(address, said):
    with pytest.raises(UsageError, match=said) as raised:
        place(address)
    assert "CANARY" not in str(raised.value)


@pytest.mark.parametrize(
    ("address", "extra"), [("s3://b/x.zip", "s3"), ("gs://b", "gcs"), ("abfss://c@a.example/x", "abfs")]
)
def test_an_extra_that_is_not_installed_is_one_sentence(monkeypatch, address, extra):
    def absent(_kind):
        raise ImportError("Please install it")

    monkeypatch.setattr("fsspec.get_filesystem_class", absent)
    with pytest.raises(UsageError, match=rf"pip install 'remediate\[{extra}\]'"):
        place(address)


def test_a_place_in_a_store_is_like_a_path():
    path = place("memory://a/b/Orders.zip")
    assert (path.name, path.stem, path.suffix) == ("Orders.zip", "Orders", ".zip")
    assert str(path.parent / "x.json") == str(path.with_name("x.json")) == "memory://a/b/x.json"
    assert path.relative_to(place("memory://a")) == "b/Orders.zip"
    assert path.is_relative_to(place("memory://a"))
    assert not path.is_relative_to(place("memory://a/bc"))
    assert pickle.loads(pickle.dumps(path)) == path
    assert place("file:///tmp/x.zip") == Path("/tmp/x.zip")


def test_words_name_patterns_lists_and_addresses(tmp_path, monkeypatch, store):
    monkeypatch.chdir(tmp_path)
    for name in ("b/Two.zip", "b/Two.remediated.zip", "a/One.zip", "[x].zip"):
        Path(name).parent.mkdir(exist_ok=True)
        write_zip(tmp_path / name, solution())
        store.pipe_file(f"/{name}", b"")
    Path("list.txt").write_text("# ours\n\n*/One.zip\nb\n")
    assert inputs(["**/*.zip"]) == (Path("[x].zip"), Path("a/One.zip"), Path("b/Two.zip"))
    assert inputs(["[x].zip", "@list.txt"]) == (Path("[x].zip"), Path("a/One.zip"), Path("b"))
    assert [str(path) for path in inputs(["memory://*/*.zip"])] == ["memory://a/One.zip", "memory://b/Two.zip"]
    monkeypatch.setattr("sys.stdin", io.StringIO(Path("list.txt").read_text()))
    assert inputs(["-"]) == (Path("a/One.zip"), Path("b"))


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("*.nothing", "nothing is like"),
        ("@none.txt", "cannot be read"),
        ("@empty.txt", "lists nothing"),
        ("@self.txt", "another list"),
    ],
)
def test_a_word_that_names_nothing_is_wrong_use(tmp_path, monkeypatch, word, said):
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_text("# nothing\n")
    Path("self.txt").write_text("@self.txt\n")
    with pytest.raises(UsageError, match=said):
        inputs([word])


def test_packages_in_a_store_are_migrated_into_a_solution_there(store, monkeypatch, tmp_path):
    monkeypatch.setenv("REMEDIATE_VAULT_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
    for number, name in enumerate(("Daily", "Weekly")):
        actions = {"Call": ex.http(headers={"x-api-key": f"CANARY-{name}-9f27c4a1b3d85e60"})}
        flow = legacy_flow(ex.definition(actions), {}, name, f"1f7c2d4e-0000-4000-8000-00000000000{number}")
        store.pipe_file(f"/exports/{name}.zip", zipped(legacy(flow)))
    words = ["migrate", "memory://exports/*.zip", "-o", "memory://made/Orders.zip", "--publisher", "Contoso"]
    words += ["--prefix", "contoso", "--vault", f"file:{tmp_path / 'v.db'}"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    once = store.cat_file("/made/Orders.zip")
    made = open_package(place("memory://made/Orders.zip"))
    assert [flow.name for flow in made.flows] == ["Daily", "Weekly"]
    assert not any(b"CANARY" in flow.data for flow in made.flows)
    assert CliRunner().invoke(app, words).exit_code == 0
    assert store.cat_file("/made/Orders.zip") == once
