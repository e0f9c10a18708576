"""A dossier in words: labels for keys, French for figures, nothing invented, nothing left out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candidatures.enums import FileKind, Step
from candidatures.models import Candidature, DossierVersion, PieceJointe, StepAnswers
from candidatures.services.submission import keep_version
from candidatures.summary import Section, read_bilan, read_dossier, read_version
from socle.models import Thematique
from tests.dossiers import RULES, asks_for_document, whole_dossier
from tests.factories import CandidatureFactory, TerritoireFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_writing_day")]


def section(sections: list[Section], step: Step) -> Section:
    return next(one for one in sections if one.step == step)


def words(sections: list[Section], step: Step) -> dict[str, Any]:
    """The answers of a page by name, with plain spaces."""
    return {
        answer.name: list(answer.items) or answer.text.replace("\u202f", " ").replace("\u00a0", " ")
        for answer in section(sections, step).answers
    }


def test_every_page_of_the_form_is_a_section() -> None:
    assert [one.step for one in read_dossier(CandidatureFactory())] == list(Step.of_dossier())


def test_answers_are_read_in_words() -> None:
    read = read_dossier(whole_dossier())
    assert words(read, Step.PORTEUR) == {
        "structure_name": "Association Les Ponts",
        "structure_kind": "Association déclarée",
        "siret": "732 829 320 00074",
        "contact_name": "Inès Ferrand",
        "contact_email": "ines@exemple.fr",
    }
    assert words(read, Step.EVENEMENT) == {
        "title": "NEC Vosges",
        "start_date": "15 mai 2027",
        "end_date": "16 mai 2027",
        "mode": "Sur place",
        "venue": "Salle des fêtes",
        "territoire_name": "Vosges (88)",
    }
    assert words(read, Step.OBJECTIF) == {
        "objective": "Réunir celles et ceux qui accompagnent.\n\nPuis agir.",
        "thematiques": ["Inclusion numérique"],
        "contribution": "Un réseau.",
    }
    assert words(read, Step.PUBLICS) == {
        "expected_attendance": "1 180",
        "target_publics": ["Élues, élus et agents", "Médiatrices et médiateurs"],
        "venue_capacity": "1 200",
    }
    assert words(read, Step.BUDGET) == {"wants_grant": "Oui", "grant_requested": "3 000 €"}
    assert words(read, Step.RELECTURE) == {
        "commitments": ["Je respecte la charte.", "Je remets un bilan."],
        "consent": "Oui",
    }


def test_rows_are_tables_and_the_budget_has_its_totals() -> None:
    budget = section(read_dossier(whole_dossier()), Step.BUDGET)
    expenses, incomes = budget.tables
    assert expenses.title == "Les dépenses"
    assert [[cell.replace("\u202f", " ") for cell in row] for row in expenses.rows] == [
        ["Salle", "Location de salle", "4 000 €"],
        ["Repas", "Autre dépense", "1 250,50 €"],
    ]
    assert (expenses.target, expenses.amounts) == ("expenses-0-label", (2,))
    assert incomes.rows[0][1] == "Ressources propres"
    assert [line.text.replace("\u202f", " ") for line in budget.totals] == [
        "5 250,50 €",
        "2 250,50 €",
        "3 000 €",
        "57,14 %",
        "0 €",
    ]


def test_a_column_that_nobody_filled_in_is_left_out() -> None:
    rows = section(read_dossier(whole_dossier()), Step.PARTENAIRES).tables
    assert rows[0].headings == ("Nom de la collectivité", "Nature", "Forme du soutien")
    assert rows[1].headings == ("Nom de la structure", "Ce qu’elle fait", "Secteur")


def test_a_month_is_read_as_a_month_and_the_days_it_replaced_are_forgotten() -> None:
    event = {"title": "NEC", "date_precision": "month", "start_date": "15/05/2027", "month": "06/2027"}
    assert words(read_dossier(whole_dossier(evenement=event)), Step.EVENEMENT)["month"] == "juin 2027"
    assert "start_date" not in words(read_dossier(whole_dossier(evenement=event)), Step.EVENEMENT)


def test_what_cannot_be_read_is_shown_as_typed_with_the_reason() -> None:
    read = read_dossier(whole_dossier(publics={"expected_attendance": "assez", "venue_capacity": "200"}))
    attendance = next(one for one in section(read, Step.PUBLICS).answers if one.name == "expected_attendance")
    assert (attendance.text, attendance.error) == ("assez", "Indiquez un nombre de personnes, en chiffres.")
    assert not attendance.is_missing


def test_only_what_the_deposit_asks_for_is_shown_empty() -> None:
    publics = section(read_dossier(CandidatureFactory()), Step.PUBLICS)
    assert [answer.name for answer in publics.answers] == ["expected_attendance", "target_publics", "venue_capacity"]
    assert all(answer.is_missing for answer in publics.answers)
    assert publics.given == ()
    assert publics.is_empty


def test_a_document_asked_for_and_not_sent_is_missing() -> None:
    asked = whole_dossier(rules=replace(RULES, documents=(asks_for_document(),)))
    (answer,) = section(read_dossier(asked), Step.PIECES).answers
    assert (answer.label, answer.is_missing) == ("Les statuts", True)


def make_file(candidature: Candidature, **values: Any) -> PieceJointe:
    return PieceJointe.objects.create(
        candidature=candidature,
        **{"name": "budget.ods", "content_type": "application/ods", "size": 38_000, "sha256": "0" * 64} | values,
    )


def test_files_are_told_by_name_with_the_document_they_are() -> None:
    candidature = whole_dossier(rules=replace(RULES, documents=(asks_for_document(),)))
    make_file(candidature, name="statuts 2026.pdf", document_key="statuts")
    make_file(candidature)
    make_file(candidature, kind=FileKind.MESSAGE, name="photo.png")
    pieces = section(read_dossier(candidature), Step.PIECES)
    assert [(one.label, one.name, one.detail.replace("\u00a0", " ")) for one in pieces.files] == [
        ("Les statuts", "statuts 2026.pdf", "PDF, 38 Ko"),
        ("", "budget.ods", "ODS, 38 Ko"),
    ]


def test_a_version_says_what_was_sent_and_not_what_was_written_since() -> None:
    candidature = whole_dossier()
    make_file(candidature, name="avant.pdf")
    version = keep_version(candidature)
    StepAnswers.objects.filter(step=Step.MOYENS).update(values={"human": "Trois personnes"})
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        make_file(candidature, name="apres.pdf")
    read = read_version(DossierVersion.objects.get(pk=version.pk))
    assert words(read, Step.MOYENS)["human"] == "Deux personnes"
    assert [file.name for file in section(read, Step.PIECES).files] == ["avant.pdf"]


def test_a_thematique_withdrawn_since_keeps_its_name() -> None:
    candidature = whole_dossier()
    Thematique.objects.update(family="historique")
    assert words(read_dossier(candidature), Step.OBJECTIF)["thematiques"] == ["Inclusion numérique"]


def test_a_territoire_to_choose_is_shown_as_typed() -> None:
    candidature = whole_dossier()
    TerritoireFactory.create_batch(2, name="Saint-Denis")
    StepAnswers.objects.filter(step=Step.EVENEMENT).update(values={"territoire_name": "Saint-Denis"})
    assert words(read_dossier(candidature), Step.EVENEMENT)["territoire_name"] == "Saint-Denis"


def test_the_bilan_is_read_the_same_way() -> None:
    candidature = whole_dossier()
    candidature.answers.create(step=Step.BILAN_QUANTITATIF, values={"participants": "1 204", "satisfaction": "87"})
    candidature.answers.create(
        step=Step.BILAN_FINANCIER, values={"expenses": [{"label": "Salle", "kind": "salle", "amount": "3900"}]}
    )
    make_file(candidature, kind=FileKind.BILAN, name="facture.pdf")
    read = read_bilan(candidature)
    assert [one.step for one in read] == list(Step.of_bilan())
    assert words(read, Step.BILAN_QUANTITATIF) == {"participants": "1 204", "satisfaction": "87 %"}
    financial = section(read, Step.BILAN_FINANCIER)
    assert financial.totals[0].text.replace("\u202f", " ").replace("\u00a0", " ") == "3 900 € (prévu : 5 250,50 €)"
    assert [file.name for file in financial.files] == ["facture.pdf"]


def test_more_rows_and_choices_cost_no_more_queries() -> None:
    def count(candidature: Candidature) -> int:
        fresh = Candidature.objects.whole().get(pk=candidature.pk)
        with CaptureQueriesContext(connection) as queries:
            read_dossier(fresh)
        return len(queries)

    small = whole_dossier()
    values = [{"name": f"Structure {rank}", "part": "finance", "sector": "prive"} for rank in range(60)]
    large: Candidature = CandidatureFactory(
        version=small.version, answers=small.all_answers | {"partenaires": {"partners": values}}
    )
    for rank in range(30):
        make_file(large, name=f"piece-{rank}.pdf")
    assert count(small) == count(large)
    assert count(small) <= 10
