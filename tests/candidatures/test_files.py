"""The files of organisers: kept once, counted, sent back as they came, removed with their rows."""

from functools import partial
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from candidatures.access import FORM_TOKEN_FIELD
from candidatures.enums import FileKind, ScanState, State, Step
from candidatures.models import Candidature, Convention, Message, PieceJointe, Porteur
from candidatures.rules import DocumentAsked, Rules
from candidatures.services import files
from candidatures.steps import get_form
from tests.concurrency import run_together
from tests.factories import AppelVersionFactory, CandidatureFactory, PorteurFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import count_queries, read, text, texts
from tests.uploads import RIGHT, pdf

RULES = Rules(
    documents=(
        DocumentAsked("rib", "Relevé d’identité bancaire", "De la structure.", is_required=True),
        DocumentAsked("lettre", "Lettre de soutien"),
    )
)
MEGABYTE = 1_000_000


@pytest.fixture
def porteur(db: None) -> Porteur:
    made: Porteur = PorteurFactory()
    return made


@pytest.fixture
def candidature(porteur: Porteur) -> Candidature:
    made: Candidature = CandidatureFactory(porteur=porteur, version=AppelVersionFactory(rules=RULES))
    return made


@pytest.fixture
def organiser(porteur: Porteur) -> PorteurClient:
    return signed_in(porteur)


def uploaded(content: bytes = b"", name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdf())


def receive(candidature: Candidature, content: bytes = b"", name: str = "a.pdf", **purpose: Any) -> PieceJointe:
    return files.receive(candidature, uploaded(content, name), porteur=None, **{"kind": FileKind.DOCUMENT} | purpose)


def url(name: str, candidature: Candidature, *args: Any) -> str:
    return reverse(f"nec_candidatures:{name}", args=[candidature.uuid, *args])


class TestReceive:
    def test_a_file_is_kept_privately_under_a_name_that_says_nothing(
        self, candidature: Candidature, porteur: Porteur
    ) -> None:
        piece = files.receive(
            candidature,
            uploaded(RIGHT["odt"], "../Lettre\u202e du maire.odt"),
            kind=FileKind.DOCUMENT,
            porteur=porteur,
            document_key="lettre",
        )
        piece.refresh_from_db()
        assert (piece.name, piece.size, piece.document_key) == ("Lettre du maire.odt", len(RIGHT["odt"]), "lettre")
        assert piece.content_type == "application/vnd.oasis.opendocument.text"
        assert piece.uploaded_by == porteur
        assert "Lettre" not in piece.file.name
        assert piece.file.name.endswith(".odt")
        with piece.file.open("rb") as stored:
            assert stored.read() == RIGHT["odt"]

    def test_the_same_file_twice_for_the_same_thing_is_one_row(self, candidature: Candidature) -> None:
        first = receive(candidature)
        assert receive(candidature, name="b.pdf") == first
        other = receive(candidature, document_key="rib")
        assert other != first
        assert receive(candidature, kind=FileKind.BILAN) not in {first, other}
        assert PieceJointe.objects.count() == 3

    def test_a_file_that_was_infected_may_be_sent_again(self, candidature: Candidature) -> None:
        first = receive(candidature)
        PieceJointe.objects.update(scan_state=ScanState.INFECTED, file="")
        assert receive(candidature) != first
        assert files.used_size(candidature) == len(pdf())

    def test_a_dossier_weighs_50_megabytes_at_most(self, candidature: Candidature) -> None:
        receive(candidature)
        PieceJointe.objects.update(size=45 * MEGABYTE)
        content = pdf(weight=5 * MEGABYTE - len(pdf()))
        with pytest.raises(files.FileRefusedError) as refusal:
            receive(candidature, content + b" ")
        assert refusal.value.message.replace("\u00a0", " ") == (
            "Le dossier peut peser 50 Mo ; il reste 5 Mo. Retirez un fichier, ou réduisez celui-ci."
        )
        receive(candidature, content)
        assert files.used_size(candidature) == 50 * MEGABYTE

    def test_a_dossier_holds_100_files_at_most(self, candidature: Candidature) -> None:
        PieceJointe.objects.bulk_create(PieceJointe(candidature=candidature, name="a.pdf", size=1) for _ in range(100))
        with pytest.raises(files.FileRefusedError, match="déjà 100 fichiers"):
            receive(candidature)

    def test_a_refused_file_leaves_nothing(self, candidature: Candidature) -> None:
        with pytest.raises(files.FileRefusedError):
            receive(candidature, b"MZ", "a.exe")
        assert not PieceJointe.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_do_not_exceed_the_quota() -> None:
    candidature = CandidatureFactory()
    receive(candidature)
    PieceJointe.objects.update(size=45 * MEGABYTE)
    outcomes: list[str] = []

    def send(number: int) -> None:
        try:
            receive(candidature, pdf(str(number), 3 * MEGABYTE))
            outcomes.append("kept")
        except files.FileRefusedError:
            outcomes.append("refused")

    assert run_together(*[partial(send, number) for number in range(2)]) == [None, None]
    assert sorted(outcomes) == ["kept", "refused"]
    assert files.used_size(candidature) < 50 * MEGABYTE


class TestRemoval:
    def test_the_stored_file_goes_once_the_removal_is_committed(
        self, candidature: Candidature, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        piece = receive(candidature)
        storage, name = piece.file.storage, piece.file.name
        with django_capture_on_commit_callbacks(execute=True):
            files.delete(piece)
            assert storage.exists(name)
        assert not storage.exists(name)

    def test_a_candidature_that_is_deleted_takes_its_files_along(
        self, candidature: Candidature, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
    ) -> None:
        piece = receive(candidature)
        message = Message.objects.create(candidature=candidature, body="Bonjour")
        attached = receive(candidature, pdf("autre"), kind=FileKind.MESSAGE, message=message)
        convention = Convention.objects.create(candidature=candidature)
        convention.document.save("convention.pdf", ContentFile(pdf()))
        stored = [piece.file, attached.file, convention.document]
        with django_capture_on_commit_callbacks(execute=True):
            candidature.delete()
        assert [file.storage.exists(file.name) for file in stored] == [False, False, False]


class TestUpload:
    def test_a_document_is_sent_from_its_page_with_the_note_beside_it(
        self, candidature: Candidature, organiser: PorteurClient, porteur: Porteur
    ) -> None:
        data = {"fichier-rib": uploaded(name="RIB.pdf"), "pieces_note": "Le RIB est celui de mars.", "go": "pieces"}
        response = organiser.send(url("upload", candidature), data)
        assert (response.status_code, response["Location"]) == (303, url("step", candidature, Step.PIECES))
        piece = PieceJointe.objects.get()
        assert (piece.name, piece.document_key, piece.uploaded_by) == ("RIB.pdf", "rib", porteur)
        page = read(organiser, url("step", candidature, Step.PIECES))
        assert texts(page, ".file-name") == ["RIB.pdf"]
        assert page.select_one("#pieces_note").text.strip() == "Le RIB est celui de mars."  # type: ignore[union-attr]

    def test_a_file_chosen_but_not_sent_apart_is_kept_by_going_on(
        self, candidature: Candidature, organiser: PorteurClient
    ) -> None:
        data = {"fichier-rib": uploaded(), "fichier": uploaded(pdf("autre"), "b.pdf"), "pieces_note": ""}
        response = organiser.send(url("step", candidature, Step.PIECES), data)
        assert (response.status_code, response["Location"]) == (303, url("step", candidature, Step.RELECTURE))
        assert sorted(PieceJointe.objects.values_list("name", "document_key")) == [("a.pdf", "rib"), ("b.pdf", "")]

    @pytest.mark.parametrize("name", ["upload", "step"])
    def test_a_refused_file_is_told_near_its_field_and_all_else_is_kept(
        self, candidature: Candidature, organiser: PorteurClient, name: str
    ) -> None:
        heavy = pdf(weight=20 * MEGABYTE)
        data = {"fichier-rib": uploaded(heavy), "fichier": uploaded(), "pieces_note": "Une note", "go": "pieces"}
        address = url(name, candidature, *([Step.PIECES] if name == "step" else []))
        response = organiser.send(address, data)
        page = BeautifulSoup(response.content, "html.parser")
        message = "Ce fichier pèse plus de 10 Mo. Réduisez-le, ou partagez-le en plusieurs fichiers."
        assert response.status_code == 422
        assert text(page.select_one("#fichier-rib_error")) == message
        field = page.select_one("#fichier-rib")
        assert field is not None
        assert "fichier-rib_error" in field["aria-describedby"]
        assert texts(page, ".notice-erreur li a") == [f"Relevé d’identité bancaire : {message}"]
        assert page.select_one(".notice-erreur li a")["href"] == "#fichier-rib"  # type: ignore[index]
        assert texts(page, ".file-name") == ["a.pdf"]
        assert text(page.select_one("#pieces_note")) == "Une note"
        assert candidature.answers.get(step=Step.PIECES).values["pieces_note"] == "Une note"

    def test_a_double_click_keeps_one_file(self, candidature: Candidature, organiser: PorteurClient) -> None:
        for _click in range(2):
            organiser.send(url("upload", candidature), {"fichier": uploaded(), "go": "pieces"})
        assert PieceJointe.objects.count() == 1

    def test_a_form_of_another_site_sends_nothing(self, candidature: Candidature, organiser: PorteurClient) -> None:
        response = organiser.post(url("upload", candidature), {"fichier": uploaded(), FORM_TOKEN_FIELD: "faux"})
        assert response.status_code == 403
        assert not PieceJointe.objects.exists()

    def test_nothing_is_sent_to_a_candidature_of_others(self, candidature: Candidature) -> None:
        response = signed_in(PorteurFactory()).send(url("upload", candidature), {"fichier": uploaded()})
        assert response.status_code == 404
        assert not PieceJointe.objects.exists()

    def test_nothing_is_added_to_a_dossier_that_was_sent(
        self, candidature: Candidature, organiser: PorteurClient
    ) -> None:
        Candidature.objects.update(state=State.SUBMITTED)
        assert organiser.send(url("upload", candidature), {"fichier": uploaded()}).status_code == 409
        assert not PieceJointe.objects.exists()

    def test_reading_the_address_sends_nothing(self, candidature: Candidature, organiser: PorteurClient) -> None:
        assert organiser.get(url("upload", candidature)).status_code == 405


class TestDownload:
    def test_a_file_is_downloaded_and_never_shown(self, candidature: Candidature, organiser: PorteurClient) -> None:
        piece = receive(candidature, RIGHT["png"], "Affiche été.png")
        response = organiser.get(url("file", candidature, piece.uuid))
        assert b"".join(response.streaming_content) == RIGHT["png"]  # type: ignore[attr-defined]
        assert response["Content-Type"] == "image/png"
        assert response["Content-Disposition"] == "attachment; filename*=utf-8''Affiche%20%C3%A9t%C3%A9.png"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert response["Cache-Control"].startswith("no-store, private")

    def test_files_of_others_are_not_there(self, candidature: Candidature, organiser: PorteurClient) -> None:
        piece = receive(CandidatureFactory())
        assert organiser.get(url("file", candidature, piece.uuid)).status_code == 404
        assert signed_in(PorteurFactory()).get(url("file", piece.candidature, piece.uuid)).status_code == 404

    def test_a_file_that_was_infected_is_not_there(self, candidature: Candidature, organiser: PorteurClient) -> None:
        piece = receive(candidature)
        PieceJointe.objects.update(scan_state=ScanState.INFECTED, file="")
        assert organiser.get(url("file", candidature, piece.uuid)).status_code == 404


class TestRemove:
    def test_a_document_is_removed_and_the_note_kept(self, candidature: Candidature, organiser: PorteurClient) -> None:
        piece = receive(candidature)
        response = organiser.send(url("remove_file", candidature, piece.uuid), {"pieces_note": "Note", "go": "pieces"})
        assert (response.status_code, response["Location"]) == (303, url("step", candidature, Step.PIECES))
        assert not PieceJointe.objects.exists()
        assert candidature.answers.get(step=Step.PIECES).values["pieces_note"] == "Note"

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.VALIDATED, State.EVENT_HELD])
    def test_nothing_is_removed_once_the_dossier_is_sent(
        self, candidature: Candidature, organiser: PorteurClient, state: State
    ) -> None:
        piece = receive(candidature)
        Candidature.objects.update(state=state)
        assert organiser.send(url("remove_file", candidature, piece.uuid)).status_code == 409
        assert PieceJointe.objects.get() == piece

    def test_only_documents_are_removed(self, candidature: Candidature, organiser: PorteurClient) -> None:
        piece = receive(candidature, kind=FileKind.AGREEMENT)
        assert organiser.send(url("remove_file", candidature, piece.uuid)).status_code == 404

    def test_reading_the_address_removes_nothing(self, candidature: Candidature, organiser: PorteurClient) -> None:
        piece = receive(candidature)
        assert organiser.get(url("remove_file", candidature, piece.uuid)).status_code == 405
        assert organiser.post(url("remove_file", candidature, piece.uuid)).status_code == 403
        assert PieceJointe.objects.get() == piece


class TestPage:
    def test_the_deposit_asks_for_the_compulsory_documents(self, candidature: Candidature) -> None:
        def missing() -> list[tuple[str, str, str]]:
            form = get_form(candidature, Step.PIECES, is_draft=False)
            return [(error.target, error.label, error.message) for error in form.all_errors]

        lacks = [("fichier-rib", "Relevé d’identité bancaire", "Choisissez ce document, puis envoyez-le.")]
        assert missing() == lacks
        receive(candidature)
        assert missing() == lacks
        piece = receive(candidature, document_key="rib")
        assert missing() == []
        PieceJointe.objects.filter(pk=piece.pk).update(scan_state=ScanState.INFECTED)
        assert missing() == lacks
        assert get_form(candidature, Step.PIECES).all_errors == []

    def test_each_document_has_its_field_and_what_was_sent_for_it(
        self, candidature: Candidature, organiser: PorteurClient
    ) -> None:
        receive(candidature, name="rib.pdf", document_key="rib")
        receive(candidature, name="plan.pdf", document_key="supprimé de l’appel")
        infected = receive(candidature, pdf("x"), name="virus.pdf")
        PieceJointe.objects.filter(pk=infected.pk).update(scan_state=ScanState.INFECTED, file="")
        page = read(organiser, url("step", candidature, Step.PIECES))
        slots = [(text(slot.label), texts(slot, ".file-name")) for slot in page.select(".file-slot")]
        assert slots == [
            ("Relevé d’identité bancaire", ["rib.pdf"]),
            ("Lettre de soutien (facultatif)", []),
            ("Autres documents (facultatif)", ["plan.pdf", "virus.pdf"]),
        ]
        assert [link.text for link in page.select(".file-name a")] == ["rib.pdf", "plan.pdf"]
        assert texts(page, ".file-row .field-error") == [
            "Refusé par l’antivirus et supprimé. Analysez votre appareil, puis envoyez un autre fichier."
        ]

    def test_the_page_costs_as_many_queries_for_any_number_of_files(
        self, candidature: Candidature, organiser: PorteurClient
    ) -> None:
        address = url("step", candidature, Step.PIECES)
        rows = [PieceJointe(candidature=candidature, name="a.pdf", size=1, sha256=str(n)) for n in range(90)]
        PieceJointe.objects.bulk_create(rows[:3])
        few = count_queries(organiser, address)
        PieceJointe.objects.bulk_create(rows[3:])
        assert count_queries(organiser, address) == few
