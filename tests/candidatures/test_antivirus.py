"""The antivirus, against a clamd that speaks its protocol on a local socket."""

import socket
import struct
import threading
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Literal

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks.backends.dummy import DummyBackend
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from candidatures import antivirus
from candidatures.enums import FileKind, Role, ScanState
from candidatures.models import Candidature, JournalEntry, PieceJointe
from candidatures.services import files
from candidatures.services.scans import scan, scan_file
from tests.factories import CandidatureFactory
from tests.uploads import pdf

VIRUS = b"X5O!P%@AP-a-test"
Mood = Literal["well", "closes", "slow", "full", "error", "babbles"]


class FakeClamd:
    """A clamd that reads INSTREAM and answers as its mood says; it keeps what it was sent."""

    def __init__(self, listener: socket.socket) -> None:
        self.mood: Mood = "well"
        self.received: list[bytes] = []
        self._listener = listener
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._released.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        with stream:
            assert stream.readline() == b"nINSTREAM\n"
            content = b""
            while size := struct.unpack("!L", stream.read(4))[0]:
                content += stream.read(size)
        self.received.append(content)
        if self.mood == "closes":
            return
        if self.mood == "slow":
            self._released.wait(5)
            return
        connection.sendall(self._verdict(content))

    def _verdict(self, content: bytes) -> bytes:
        if self.mood == "full":
            return b"INSTREAM size limit exceeded. ERROR\n"
        if self.mood == "error":
            return b"stream: Can't allocate memory ERROR\n"
        if self.mood == "babbles":
            return b"\xff\xfe what\n"
        return b"stream: Win.Test.EICAR_HDB-1 FOUND\n" if VIRUS in content else b"stream: OK\n"


@pytest.fixture
def clamd(tmp_path: Path, settings: Settings) -> Iterator[FakeClamd]:
    path = tmp_path / "clamd.ctl"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    settings.NEC_CLAMAV = f"unix:{path}"
    fake = FakeClamd(listener)
    yield fake
    fake.stop()


@pytest.fixture
def candidature(db: None) -> Candidature:
    made: Candidature = CandidatureFactory()
    return made


def receive(candidature: Candidature, content: bytes = b"", name: str = "a.pdf") -> PieceJointe:
    uploaded = SimpleUploadedFile(name, content or pdf())
    return files.receive(candidature, uploaded, kind=FileKind.DOCUMENT, porteur=None)


def state_of(piece: PieceJointe) -> ScanState:
    piece.refresh_from_db()
    return ScanState(piece.scan_state)


def test_a_clean_file_and_an_infected_one_are_told_apart(clamd: FakeClamd) -> None:
    assert antivirus.scan(BytesIO(b"a" * 3_000)) == ScanState.CLEAN
    assert antivirus.scan(BytesIO(b"a" * 3_000 + VIRUS)) == ScanState.INFECTED
    assert clamd.received == [b"a" * 3_000, b"a" * 3_000 + VIRUS]


def test_clamd_is_asked_over_tcp_too(settings: Settings) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    settings.NEC_CLAMAV = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    fake = FakeClamd(listener)
    assert antivirus.scan(BytesIO(VIRUS)) == ScanState.INFECTED
    fake.stop()


@pytest.mark.parametrize("mood", ["full", "error", "babbles"])
def test_a_file_that_clamd_cannot_read_has_failed(clamd: FakeClamd, mood: Mood) -> None:
    clamd.mood = mood
    assert antivirus.scan(BytesIO(b"a")) == ScanState.FAILED


@pytest.mark.parametrize("mood", ["closes", "slow"])
def test_a_clamd_that_stops_or_is_slow_is_unavailable(
    clamd: FakeClamd, mood: Mood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(antivirus, "TIMEOUT", 1)
    clamd.mood = mood
    with pytest.raises(antivirus.AntivirusUnavailableError):
        antivirus.scan(BytesIO(b"a"))


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:1"])
def test_a_clamd_that_is_not_there_is_unavailable(settings: Settings, address: str) -> None:
    settings.NEC_CLAMAV = address
    with pytest.raises(antivirus.AntivirusUnavailableError):
        antivirus.scan(BytesIO(b"a"))


@pytest.mark.parametrize("address", ["clamd", "http://clamd:3310", "unix:", "tcp://"])
def test_an_address_that_makes_no_sense_is_named(settings: Settings, address: str) -> None:
    settings.NEC_CLAMAV = address
    with pytest.raises(ImproperlyConfigured, match="CLAMAV : attend"):
        antivirus.scan(BytesIO(b"a"))


@pytest.fixture
def worker(settings: Settings) -> DummyBackend:
    """A queue that a worker reads beside the site."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    backend = scan_file.get_backend()
    assert isinstance(backend, DummyBackend)
    return backend


def run(worker: DummyBackend) -> None:
    """What the worker does with all that waits."""
    for result in worker.results:
        result.task.call(*result.args)


def test_a_file_is_scanned_by_the_worker_once_it_is_committed(
    clamd: FakeClamd,
    candidature: Candidature,
    worker: DummyBackend,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        piece = receive(candidature)
        assert worker.results == []
    assert (state_of(piece), clamd.received) == (ScanState.PENDING, [])
    run(worker)
    assert state_of(piece) == ScanState.CLEAN
    assert piece.scanned_at is not None
    assert piece.is_open_to_team


def test_without_a_worker_nobody_waits_for_the_antivirus(
    clamd: FakeClamd, candidature: Candidature, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        piece = receive(candidature)
    assert (callbacks, clamd.received) == ([], [])
    assert (state_of(piece), piece.is_open_to_team) == (ScanState.PENDING, False)
    assert command() == "Fichiers analysés : 1, dont 0 refusés et 0 illisibles.\n"
    assert state_of(piece) == ScanState.CLEAN


def test_an_infected_file_loses_its_content_and_the_journal_says_so(
    clamd: FakeClamd, candidature: Candidature, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    piece = receive(candidature, pdf(VIRUS.decode()), "facture.pdf")
    storage, stored = piece.file.storage, piece.file.name
    assert storage.exists(stored)
    with django_capture_on_commit_callbacks(execute=True):
        assert scan(piece.pk) == ScanState.INFECTED
    assert state_of(piece) == ScanState.INFECTED
    assert piece.file.name == ""
    assert not piece.is_open_to_team
    line = JournalEntry.objects.get()
    assert (line.text, line.is_public, line.role) == (
        "Le fichier « facture.pdf » a été refusé par l’antivirus et supprimé.",
        True,
        Role.SCHEDULER,
    )
    assert not storage.exists(stored)


def test_without_an_antivirus_nothing_is_asked(
    candidature: Candidature, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        piece = receive(candidature)
    assert callbacks == []
    assert (piece.scan_state, piece.is_open_to_team) == (ScanState.NOT_CONFIGURED, True)


def test_a_file_waits_while_clamd_is_down_and_the_command_takes_it_up(
    clamd: FakeClamd,
    candidature: Candidature,
    worker: DummyBackend,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    clamd.mood = "closes"
    with django_capture_on_commit_callbacks(execute=True):
        piece = receive(candidature)
    run(worker)
    assert (state_of(piece), piece.is_open_to_team) == (ScanState.PENDING, False)
    with pytest.raises(CommandError, match="L’antivirus ne répond pas ; fichiers qui attendent : 1"):
        call_command("scan_files")
    assert state_of(piece) == ScanState.PENDING
    clamd.mood = "well"
    assert command() == "Fichiers analysés : 1, dont 0 refusés et 0 illisibles.\n"
    assert state_of(piece) == ScanState.CLEAN
    assert command() == "Fichiers analysés : 0, dont 0 refusés et 0 illisibles.\n"


def test_files_that_came_before_the_antivirus_are_scanned_too(
    candidature: Candidature, settings: Settings, clamd: FakeClamd
) -> None:
    address, settings.NEC_CLAMAV = settings.NEC_CLAMAV, ""
    piece = receive(candidature, pdf(VIRUS.decode()))
    settings.NEC_CLAMAV = address
    assert command() == "Fichiers analysés : 1, dont 1 refusés et 0 illisibles.\n"
    assert state_of(piece) == ScanState.INFECTED


def test_a_file_that_clamd_cannot_read_is_not_sent_to_it_again_at_once(
    clamd: FakeClamd, candidature: Candidature
) -> None:
    clamd.mood = "full"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        piece = receive(candidature)
        assert command() == "Fichiers analysés : 1, dont 0 refusés et 1 illisibles.\n"
        assert state_of(piece) == ScanState.FAILED
        assert command().startswith("Fichiers analysés : 0")
        clock.shift(timedelta(hours=7))
        clamd.mood = "well"
        assert command().startswith("Fichiers analysés : 1")
    assert state_of(piece) == ScanState.CLEAN


def test_a_file_that_is_gone_is_not_scanned(clamd: FakeClamd, candidature: Candidature) -> None:
    piece = receive(candidature)
    piece.file.storage.delete(piece.file.name)
    assert scan(piece.pk) == ScanState.FAILED
    pk = piece.pk
    files.delete(piece)
    assert scan(pk) is None
    assert clamd.received == []


def test_the_command_says_that_no_antivirus_is_configured() -> None:
    assert command() == "Aucun antivirus n’est configuré (CLAMAV).\n"


def command() -> str:
    out = StringIO()
    call_command("scan_files", stdout=out)
    return out.getvalue()
