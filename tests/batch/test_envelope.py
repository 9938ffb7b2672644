"""What leaves a process is sealed for the run that asked, and for nobody else."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from many import a_solution

from remediate.batch.envelope import Letterbox, seal
from remediate.batch.working import Job, opened, work
from remediate.errors import PackageError
from remediate.package import discover
from remediate.plan import Options
from remediate.playbook import load
from remediate.report.telling import Telling


@given(st.binary(max_size=200))
def test_what_is_sealed_is_opened_again(data):
    box = Letterbox()
    assert box.open(seal(data, box.address)) == data


@given(st.data())
def test_a_change_on_the_way_is_seen(data):
    box = Letterbox()
    envelope = bytearray(seal(b"CANARY", box.address))
    at = data.draw(st.integers(0, len(envelope) - 1))
    envelope[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(PackageError, match="changed on the way"):
        box.open(bytes(envelope))


def test_another_letterbox_does_not_open_it():
    with pytest.raises(PackageError, match="changed on the way"):
        Letterbox().open(seal(b"CANARY", Letterbox().address))


@pytest.mark.parametrize("length", [0, 10, 32, 47])
def test_what_is_no_envelope_is_refused(length):
    with pytest.raises(PackageError):
        Letterbox().open(bytes(length))


def test_a_letterbox_does_not_travel():
    with pytest.raises(TypeError):
        pickle.dumps(Letterbox())


def test_a_job_and_its_sealed_result_show_nothing_of_the_package(tmp_path):
    a_solution(tmp_path / "Orders.zip", 7)
    box = Letterbox()
    (candidate,) = discover(tmp_path / "Orders.zip")
    job = Job(candidate, Options(load("baseline")), Telling(saved=True), writes=True, address=box.address)
    sent = pickle.dumps(job)
    envelope = work(pickle.loads(sent))
    for secret in (b"CANARY", b"Get_orders", b"contoso"):
        assert secret not in sent
        assert secret not in envelope
    prepared = opened(box.open(envelope))
    assert sorted(value[:6] for value in prepared.values) == ["CANARY", "CANARY"]
    shown = repr(prepared) + pickle.dumps(prepared.result).decode("latin-1")
    assert "CANARY" not in shown, "only the values themselves"
