"""What organisers take away of a dossier, and how they end it."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from candidatures.actors import Actor
from candidatures.deadlines import PARIS
from candidatures.enums import EntryKind, FileKind, OutsideState, State
from candidatures.models import (
    Appointment,
    Candidature,
    InformationRequest,
    JournalEntry,
    Message,
    OutsideDossier,
    PieceJointe,
    Porteur,
    Prefill,
    StepAnswers,
)
from candidatures.models.files import private_storage
from candidatures.own_data import read_own_data
from candidatures.services import journal
from candidatures.services.erasure import erase_draft
from candidatures.services.submission import submit
from candidatures.views import data
from home.models import HomePage
from tests.factories import AppelPageFactory, PorteurFactory, SuperuserFactory
from tests.porteurs import PorteurClient, signed_in
from tests.reading import main_text, read, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_writing_day")]


@pytest.fixture
def client(porteur: Porteur) -> PorteurClient:
    return signed_in(porteur)


def url(name: str, candidature: Candidature) -> str:
    return reverse(f"nec_candidatures:{name}", args=[candidature.uuid])


def make_file(candidature: Candidature, **values: Any) -> PieceJointe:
    known = {"name": "budget.ods", "content_type": "application/ods", "size": 3, "sha256": "0" * 64}
    piece = PieceJointe(candidature=candidature, **known | values)
    piece.file.save("budget.ods", ContentFile(b"ods"))
    return piece


# The export


def test_the_export_holds_all_that_is_kept(client: PorteurClient, dossier: Candidature, porteur: Porteur) -> None:
    submit(dossier, porteur)
    message = Message.objects.create(candidature=dossier, porteur=porteur, body="Bonjour")
    Message.objects.create(candidature=dossier, user=SuperuserFactory(), is_from_team=True, body="Merci")
    make_file(dossier, kind=FileKind.MESSAGE, message=message, uploaded_by=porteur)
    asked = InformationRequest.objects.create(
        candidature=dossier, introduction="Deux questions", due_on=date(2026, 12, 1)
    )
    asked.items.create(question="Quelle salle ?", answer="La grande")
    Appointment.objects.create(
        candidature=dossier,
        starts_at=datetime(2026, 11, 9, 9, tzinfo=UTC),
        ends_at=datetime(2026, 11, 9, 10, tzinfo=UTC),
        place="Par téléphone",
    )

    response = client.get(url("export_json", dossier))

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "no-store, private" in response["Cache-Control"]
    held = json.loads(response.content)
    assert held["dossier"]["numero"] == "NEC-2026-0001"
    assert held["dossier"]["etat"] == "Dossier déposé"
    assert held["dossier"]["depose_le"] == "2026-11-02T10:00:00+01:00"
    assert [person["adresse_electronique"] for person in held["personnes"]] == ["ines@exemple.fr"]
    first = held["reponses"][0]
    assert first["page"] == "La structure porteuse"
    assert first["reponses"][0] == {"question": "Nom de la structure", "reponse": "Association Les Ponts"}
    assert [version["numero"] for version in held["versions"]] == [1]
    assert held["versions"][0]["reponses"] == held["reponses"]
    (file,) = held["fichiers"]
    assert (file["nom"], file["octets"], file["envoye_par"]) == ("budget.ods", 3, "ines@exemple.fr")
    assert [(one["de"], one["texte"], one["fichiers"]) for one in held["messages"]] == [
        ("ines@exemple.fr", "Bonjour", ["budget.ods"]),
        ("équipe", "Merci", []),
    ]
    (request,) = held["demandes"]
    assert (request["a_rendre_avant_la_fin_du"], request["questions"]) == (
        "2026-12-01",
        [{"question": "Quelle salle ?", "reponse": "La grande"}],
    )
    (appointment,) = held["rendez_vous"]
    assert (appointment["debut"], appointment["lieu"]) == ("2026-11-09T10:00:00+01:00", "Par téléphone")
    assert [entry["texte"] for entry in held["historique"]] == ["Dossier déposé sous le numéro NEC-2026-0001."]
    assert [one["a"] for one in held["courriels"]] == ["ines@exemple.fr"]
    assert held["bilan"] == []


def test_what_is_the_teams_alone_is_not_in_the_export(
    client: PorteurClient, dossier: Candidature, porteur: Porteur, home_page: HomePage
) -> None:
    dossier.version.appel = AppelPageFactory(parent=home_page, recipients="nec@anct.example")
    dossier.version.save()
    submit(dossier, porteur)
    journal.write(dossier, EntryKind.ACCESS, Actor.scheduler(), "Note interne", data={"secret": "réservé"})
    journal.write(dossier, EntryKind.ACCESS, Actor.scheduler(), "Rappel", is_public=True, data={"secret": "réservé"})
    content = client.get(url("export_json", dossier)).content.decode()
    assert "Rappel" in content
    for hidden in ("Note interne", "réservé", "nec@anct.example", str(dossier.uuid).upper()):
        assert hidden not in content


def test_the_export_holds_what_passed_through_demarches_simplifiees(
    client: PorteurClient, dossier: Candidature
) -> None:
    assert json.loads(client.get(url("export_json", dossier)).content)["demarches_simplifiees"] == {
        "prerempli": None,
        "repris": None,
    }
    Prefill.objects.create(candidature=dossier, demarche_number=7, dossier_number=41, kept=["Titre"], dropped=["Date"])
    OutsideDossier.objects.create(
        outside_id="RG9zc2llci00MQ==",
        number=41,
        demarche_number=7,
        candidature=dossier,
        state=OutsideState.EN_CONSTRUCTION,
        data={"Titre": "NEC Vosges"},
    )

    held = json.loads(client.get(url("export_json", dossier)).content)["demarches_simplifiees"]

    assert (held["prerempli"]["numero"], held["prerempli"]["reponses_perdues"]) == (41, ["Date"])
    assert (held["repris"]["numero"], held["repris"]["reponses"]) == (41, {"Titre": "NEC Vosges"})


def test_a_draft_may_be_taken_away_with_its_bilan_or_not(client: PorteurClient, dossier: Candidature) -> None:
    assert json.loads(client.get(url("export_json", dossier)).content)["dossier"]["numero"] is None
    dossier.answers.create(step="bilan-quantitatif", values={"participants": "12"})
    held = json.loads(client.get(url("export_json", dossier)).content)
    assert held["bilan"] == [
        {
            "page": "Le bilan en chiffres",
            "reponses": [{"question": "Personnes présentes", "reponse": "12"}],
            "tableaux": [],
            "totaux": [],
        }
    ]


def test_the_export_costs_the_same_for_many_messages(dossier: Candidature, porteur: Porteur) -> None:
    def count() -> int:
        fresh = Candidature.objects.whole().get()
        with CaptureQueriesContext(connection) as queries:
            read_own_data(fresh)
        return len(queries)

    def write(number: int) -> None:
        for rank in range(number):
            message = Message.objects.create(candidature=dossier, porteur=porteur, body=f"Message {rank}")
            make_file(dossier, kind=FileKind.MESSAGE, message=message, uploaded_by=porteur)
            journal.write(dossier, EntryKind.MESSAGE, Actor.organiser(porteur), "Message.", is_public=True)

    write(3)
    few = count()
    write(30)
    assert count() == few


@pytest.mark.parametrize("name", ["export_json", "export_pdf", "delete"])
def test_the_dossier_of_another_is_out_of_reach(dossier: Candidature, name: str) -> None:
    assert signed_in(PorteurFactory()).get(url(name, dossier)).status_code == 404


# The end of a draft


def test_a_draft_is_erased_at_once_with_its_files(
    client: PorteurClient,
    dossier: Candidature,
    porteur: Porteur,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    piece = make_file(dossier)
    journal.write(dossier, EntryKind.FILE, Actor.organiser(porteur), "Fichier reçu.")
    page = read(client, url("delete", dossier))
    assert texts(page, "h1") == ["Supprimer le brouillon"]
    assert "« NEC Vosges »" in main_text(page)
    assert Candidature.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.send(url("delete", dossier))
    assert (response.status_code, response["Location"]) == (303, f"{reverse('nec_candidatures:list')}?fait=suppression")
    assert texts(read(client, response["Location"]), "[role=status]") == ["Le brouillon est supprimé."]
    for model in (Candidature, StepAnswers, PieceJointe, JournalEntry):
        assert not model._default_manager.exists()
    assert not private_storage().exists(piece.file.name)
    assert Porteur.objects.get() == porteur


def test_a_draft_sent_meanwhile_is_not_erased(
    client: PorteurClient, dossier: Candidature, porteur: Porteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send_first(candidature: Candidature) -> bool:
        submit(Candidature.objects.get(), porteur)
        return erase_draft(candidature)

    monkeypatch.setattr(data, "erase_draft", send_first)
    response = client.send(url("delete", dossier))
    assert response.status_code == 409
    assert "Ce dossier vient d’être déposé" in response.content.decode()
    assert Candidature.objects.get().state == State.SUBMITTED


def test_the_form_of_another_site_erases_nothing(client: PorteurClient, dossier: Candidature) -> None:
    assert client.post(url("delete", dossier)).status_code == 403
    assert Candidature.objects.exists()


# The end of a dossier that was sent


def test_the_deletion_of_a_dossier_that_was_sent_is_asked_for_once(
    client: PorteurClient,
    dossier: Candidature,
    porteur: Porteur,
    home_page: HomePage,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    dossier.version.appel = AppelPageFactory(parent=home_page, recipients="nec@anct.example")
    dossier.version.save()
    submit(dossier, porteur)
    assert texts(read(client, url("delete", dossier)), "h1") == ["Demander l’effacement"]
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            response = client.send(url("delete", dossier))
            assert (response.status_code, response["Location"]) == (303, f"{url('follow_up', dossier)}?fait=effacement")
    stored = Candidature.objects.get()
    assert stored.deletion_requested_at == datetime(2026, 11, 2, 10, tzinfo=PARIS)
    assert JournalEntry.objects.filter(kind=EntryKind.DATA).count() == 1
    assert [message.to for message in mail.outbox] == [["nec@anct.example"]]
