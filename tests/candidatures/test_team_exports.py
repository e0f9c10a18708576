"""What the team takes out of the site: whole, readable by spreadsheets, computing nothing, and traced."""

import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from candidatures import exports
from candidatures.archives import write_archive
from candidatures.enums import EntryKind, FileKind, ScanState, State
from candidatures.models import Candidature, JournalEntry, PieceJointe
from candidatures.services.drafts import refresh_columns
from home.models import HomePage
from socle.enums import TerritoireKind
from socle.models import Territoire
from socle.permissions import MANAGEMENT, REVIEW
from socle.spreadsheets import MAX_CELL
from tests.accounts import log_in, member_of
from tests.dossiers import whole_dossier
from tests.factories import CandidatureFactory, TerritoireFactory

FORMULA = '=HYPERLINK("https://exemple.fr";"Cliquez")'
#: 23:30 in Paris, the day before in UTC's words and half an hour before midnight in Paris'.
SENT = datetime(2026, 7, 1, 21, 30, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _groups(home_page: HomePage) -> None:
    call_command("setup_editors", verbosity=0)


@pytest.fixture
def manager() -> User:
    return member_of(MANAGEMENT.name)


def get(client: Client, file: str, query: str = "") -> bytes:
    response: Any = client.get(reverse("nec_candidatures_team:export", args=[file]) + query)
    assert response.status_code == 200
    assert response.streaming
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    return b"".join(response.streaming_content)


def paid(**changes: Any) -> Candidature:
    """A whole dossier, paid, whose title a spreadsheet would compute."""
    dossier: Candidature = whole_dossier(
        state=State.PAID,
        partenaires={
            "collectivites": [{"name": "Département des Vosges", "kind": "departement", "support": "Une salle"}],
            "partners": [{"name": "+33", "part": "finance", "sector": "prive", "contribution": "@SUM(A1)"}],
        },
    )
    refresh_columns(dossier)
    grand_est = TerritoireFactory(kind=TerritoireKind.REGION, code="44", name="Grand Est")
    vosges = Territoire.objects.get(kind=TerritoireKind.DEPARTEMENT, code="88")
    Territoire.objects.filter(pk=vosges.pk).update(parent=grand_est)
    values = {
        "title": FORMULA,
        "number": "NEC-2026-0001",
        "submitted_at": SENT,
        "territoire": vosges,
        "start_date": date(2026, 5, 15),
        "grant_awarded": Decimal("2500.50"),
        "grant_paid": Decimal(2400),
        "real_cost": Decimal(5000),
    }
    Candidature.objects.filter(pk=dossier.pk).update(**values | changes)
    answers = {"bilan-quantitatif": {"participants": "181"}, "bilan-qualitatif": {"liked": "-1+1", "to_change": "Rien"}}
    spent = {"bilan-financier": {"expenses": [{"label": "Salle", "kind": "salle", "amount": "3 900,40"}]}}
    for step, given in (answers | spent).items():
        dossier.answers.create(step=step, values=given)
    dossier.refresh_from_db()
    return dossier


@time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC))
def test_the_workbook_holds_all_and_computes_nothing(manager: User) -> None:
    paid()
    client = log_in(manager)

    response: Any = client.get(reverse("nec_candidatures_team:export", args=["candidatures.xlsx"]))
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))

    assert response.headers["Content-Disposition"] == 'attachment; filename="candidatures-2026-12-01.xlsx"'
    assert book.sheetnames == ["Candidatures", "Budget", "Partenaires", "Bilans"]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "d"}
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    row = dict(zip(*sheets["Candidatures"], strict=True))
    assert row["Événement"] == FORMULA
    # In Paris.
    assert row["Déposée"] == datetime(2026, 7, 1, 23, 30, 15)  # noqa: DTZ001 (a cell has no zone)
    assert row["Premier jour"] == datetime(2026, 5, 15)  # noqa: DTZ001
    assert (row["Subvention accordée"], row["Public attendu"], row["Région"]) == (2500.5, 1180, "Grand Est")
    assert (row["État"], row["Nature de la structure"]) == ("Subvention versée", "Association déclarée")
    assert [line[2:] for line in sheets["Budget"][1:]] == [
        ["Prévu", "Dépense", "Salle", "Location de salle", 4000],
        ["Prévu", "Dépense", "Repas", "Autre dépense", 1250.5],
        ["Prévu", "Recette", "Fonds propres", "Ressources propres", 2250.5],
        ["Prévu", "Recette", "Subvention demandée à l’appel", None, 3000],
        ["Réel", "Dépense", "Salle", "Location de salle", 3900.4],
    ]
    assert [line[2:] for line in sheets["Partenaires"][1:]] == [
        ["Département des Vosges", "Soutient le projet", "Département", "Une salle"],
        ["+33", "Finance", "Privé", "@SUM(A1)"],
    ]
    bilan = dict(zip(*sheets["Bilans"], strict=True))
    assert (bilan["Personnes présentes"], bilan["Ce qui a plu"], bilan["Coût réel retenu"]) == (181, "-1+1", 5000)


def test_the_table_holds_the_same_and_computes_nothing(manager: User) -> None:
    paid()
    content = get(log_in(manager), "candidatures.csv")

    assert content.startswith(b"\xef\xbb\xbf")
    headings, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    cells = dict(zip(headings, row, strict=True))
    assert cells["Événement"] == f"'{FORMULA}"
    assert (cells["Déposée"], cells["Subvention accordée"]) == ("2026-07-01 23:30:15", "2500.50")
    assert cells["Adresse électronique"] == "ines@exemple.fr"


def test_a_cell_of_any_length_and_sign_opens(manager: User) -> None:
    paid(structure_name="=" + "\x0b\ufffe" * 3)
    dossier = Candidature.objects.get()
    dossier.answers.filter(step="bilan-qualitatif").update(values={"liked": "x" * 40_000})
    book = load_workbook(io.BytesIO(get(log_in(manager), "candidatures.xlsx")))
    bilan = dict(zip(*book["Bilans"].iter_rows(values_only=True), strict=True))
    assert bilan["Ce qui a plu"] == "x" * MAX_CELL


def test_the_filters_and_the_words_of_the_list_apply(manager: User) -> None:
    paid(title="NEC Vosges")
    CandidatureFactory(state=State.SUBMITTED, number="NEC-2026-0002", title="NEC Metz")
    CandidatureFactory(title="Brouillon secret")
    client = log_in(manager)

    def titles(query: str) -> list[str]:
        content = get(client, "candidatures.csv", query).decode("utf-8-sig")
        return sorted(row["Événement"] for row in csv.DictReader(io.StringIO(content)))

    assert titles("") == ["NEC Metz", "NEC Vosges"]
    assert titles("?state=paid") == ["NEC Vosges"]
    assert titles("?q=METZ&state=submitted&ordering=n'importe") == ["NEC Metz"]
    assert titles("?q=%22") == []


def test_each_dossier_tells_who_took_it_out(manager: User) -> None:
    dossier = paid()
    CandidatureFactory(state=State.SUBMITTED)
    client = log_in(manager)
    get(client, "candidatures.xlsx", "?state=paid")
    line = JournalEntry.objects.get(kind=EntryKind.EXPORT)
    assert (line.candidature, line.user, line.role) == (dossier, manager, "gestionnaire")
    assert line.text == "Liste des candidatures exportée en XLSX."
    assert not line.is_public
    # What holds nobody's data leaves no line.
    get(client, "donnees-ouvertes.csv")
    assert JournalEntry.objects.filter(kind=EntryKind.EXPORT).count() == 1


def test_only_those_who_may_export_are_given_anything() -> None:
    dossier = paid()
    add(dossier, "devis.pdf")
    reviewer = log_in(member_of(REVIEW.name))
    addresses = [
        *(reverse("nec_candidatures_team:export", args=[file]) for file in ("candidatures.xlsx", "candidatures.csv")),
        reverse("nec_candidatures_team:export", args=["donnees-ouvertes.json"]),
        reverse("nec_candidatures_team:archive", args=[dossier.pk]),
    ]
    for address in addresses:
        assert reviewer.get(address).status_code in {302, 403}, address
    assert not JournalEntry.objects.filter(kind=EntryKind.EXPORT).exists()
    index = reviewer.get(reverse("nec_candidatures_team:index")).content.decode()
    assert "exporter/candidatures.xlsx" not in index
    manager = log_in(member_of(MANAGEMENT.name))
    index = manager.get(reverse("nec_candidatures_team:index") + "?state=paid").content.decode()
    assert "exporter/candidatures.xlsx?state=paid" in index
    assert manager.get(reverse("nec_candidatures_team:export", args=["tout.exe"])).status_code == 404


def test_a_bilan_that_was_not_sent_is_its_organisers_alone(manager: User) -> None:
    paid(state=State.REPORTS_DUE)
    book = load_workbook(io.BytesIO(get(log_in(manager), "candidatures.xlsx")))
    assert book["Bilans"].max_row == 1
    assert "Réel" not in {row[2] for row in book["Budget"].iter_rows(values_only=True)}
    data = json.loads(get(log_in(manager), "donnees-ouvertes.json"))
    assert [item["participants"] for item in data] == [None]


def test_exports_take_the_same_queries_and_memory_for_many(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = paid()
    rows = [
        Candidature(version=dossier.version, state=State.SUBMITTED, number=f"N-{rank}", title=f"NEC {rank}")
        for rank in range(400)
    ]

    def queries(keys: list[int]) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert all(exports.write_csv(keys))
        return len(captured)

    def memory(keys: list[int]) -> int:
        tracemalloc.start()
        assert all(exports.write_csv(keys))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    keys = [dossier.pk, *(row.pk for row in Candidature.objects.bulk_create(rows))]
    monkeypatch.setattr(exports, "BATCH", 20)
    # What they share, then two queries for each batch.
    assert (queries(keys[:40]), queries(keys[:400])) == (2 + 2 * 2, 2 + 20 * 2)
    assert memory(keys[:400]) < 2 * memory(keys[:40])


def test_the_open_data_holds_accepted_events_and_nobody(manager: User) -> None:
    dossier = paid()
    CandidatureFactory(state=State.REFUSED, title="Refusé")
    CandidatureFactory(state=State.SUBMITTED, title="Déposé")
    client = log_in(manager)

    text = get(client, "donnees-ouvertes.json").decode()
    data = json.loads(text)
    slugs = [item for item in data[0]["thematiques"] if item]
    assert len(slugs) == 1
    assert data == [
        {
            "annee": 2026,
            "date_debut": "2026-05-15",
            "date_fin": dossier.end_date.isoformat() if dossier.end_date else None,
            "date_precision": "day",
            "territoire": "Vosges",
            "territoire_nature": "departement",
            "territoire_code": "88",
            "departement_code": "88",
            "region_code": "44",
            "thematiques": slugs,
            "public_attendu": 1180,
            "participants": 181,
            "budget_prevu": 5250.5,
            "cout_reel": 5000.0,
            "subvention_accordee": 2500.5,
            "subvention_versee": 2400.0,
        }
    ]
    table = get(client, "donnees-ouvertes.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["participants"], row["thematiques"]) == ("181", slugs[0])
    for secret in ("Inès", "ines@exemple.fr", "Ponts", "HYPERLINK", "NEC-2026", "Salle des fêtes", "73282932000074"):
        assert secret not in text
        assert secret not in table


# Files


def add(candidature: Candidature, name: str, content: bytes = b"%PDF-1.7 essai", **changes: Any) -> PieceJointe:
    known: dict[str, Any] = {
        "kind": FileKind.DOCUMENT,
        "content_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "scan_state": ScanState.CLEAN,
    }
    file = ContentFile(content, name="x.pdf")
    return PieceJointe.objects.create(candidature=candidature, file=file, name=name, **known | changes)


def test_the_archive_holds_the_clean_files_and_tells_of_the_others(manager: User) -> None:
    dossier = paid()
    add(dossier, "devis.pdf", b"%PDF-1.7 un")
    add(dossier, "devis.pdf", b"%PDF-1.7 deux", scan_state=ScanState.NOT_CONFIGURED)
    add(dossier, "../../etc/passwd.pdf", b"%PDF-1.7 trois")
    for state in (ScanState.INFECTED, ScanState.PENDING, ScanState.FAILED):
        add(dossier, f"{state}.pdf", b"MAUVAIS", scan_state=state)
    lost = add(dossier, "=perdu.pdf")
    lost.file.storage.delete(lost.file.name)

    response: Any = log_in(manager).get(reverse("nec_candidatures_team:archive", args=[dossier.pk]))
    content = b"".join(response.streaming_content)

    assert response.streaming
    assert response.headers["Content-Disposition"] == 'attachment; filename="NEC-2026-0001.zip"'
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "NEC-2026-0001/01-devis.pdf",
        "NEC-2026-0001/02-devis.pdf",
        "NEC-2026-0001/03-passwd.pdf",
        "NEC-2026-0001/fichiers.csv",
    ]
    assert archive.read("NEC-2026-0001/02-devis.pdf") == b"%PDF-1.7 deux"
    assert b"MAUVAIS" not in content
    table = archive.read("NEC-2026-0001/fichiers.csv").decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(table)))
    assert [line["Laissé de côté"] for line in lines] == [
        "",
        "",
        "",
        "Refusé par l’antivirus",
        "Analyse en attente",
        "L’analyse a échoué",
        "Fichier introuvable",
    ]
    assert lines[0]["Empreinte SHA-256"] == hashlib.sha256(b"%PDF-1.7 un").hexdigest()
    assert lines[-1]["Nom d’origine"] == "'=perdu.pdf"
    line = JournalEntry.objects.get(kind=EntryKind.EXPORT)
    assert (line.candidature, line.user) == (dossier, manager)


def test_an_archive_is_sent_piece_by_piece() -> None:
    dossier = paid()
    for rank in range(3):
        add(dossier, f"plan-{rank}.pdf", b"%PDF" + bytes(2_000_000))
    pieces: Iterator[bytes] = write_archive("NEC", dossier.files.all())
    sizes = [len(piece) for piece in pieces]
    assert sum(sizes) > 6_000_000
    assert max(sizes) < 100_000


def test_there_is_no_archive_of_nothing_nor_of_a_draft(manager: User) -> None:
    draft = CandidatureFactory()
    add(draft, "devis.pdf")
    client = log_in(manager)
    for candidature in (draft, CandidatureFactory(state=State.SUBMITTED)):
        assert client.get(reverse("nec_candidatures_team:archive", args=[candidature.pk])).status_code == 404
