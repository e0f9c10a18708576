"""Dossiers that were sent, with what the team and their organisers exchanged about them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from candidatures.enums import EntryKind, FileKind, Role, ScanState, State, Step
from candidatures.models import (
    AppelPage,
    AppelVersion,
    Appointment,
    Candidature,
    Convention,
    InformationItem,
    InformationRequest,
    JournalEntry,
    Message,
    PieceJointe,
    Porteur,
    StepAnswers,
    StepRevision,
)
from candidatures.services.drafts import refresh_columns
from tests.dossiers import whole_answers
from tests.factories import CandidatureFactory
from tests.uploads import pdf

#: An event that is still far on any day these tests are run.
FAR_DAY = "15/05/2031"
#: What a request asks, with the answer of the dossier that each question is about.
QUESTIONS = (("publics.venue_capacity", "Combien de places a la salle ?"), ("", "Qui animera les ateliers ?"))
BILAN: dict[str, dict[str, Any]] = {
    Step.BILAN_QUANTITATIF: {"participants": "181"},
    Step.BILAN_QUALITATIF: {"liked": "Les stands.", "to_change": "Indiquer le parking."},
    Step.BILAN_FINANCIER: {"expenses": [{"label": "Salle", "kind": "autre", "amount": "1250,50"}]},
}
#: What is read before signing in.
OUTER_PAGES = ("/mes-dossiers/connexion/", "/mes-dossiers/connexion/envoyee/", "/mes-dossiers/connexion/inconnu/")


def complete_answers(version: AppelVersion) -> dict[str, dict[str, Any]]:
    """Answers, by page, that the deposit under the rules of `version` asks nothing more of, for many years."""
    rules = version.rules
    whole = whole_answers(evenement={"start_date": FAR_DAY, "end_date": "16/05/2031"})
    for expense in whole["budget"]["expenses"]:
        is_other = expense["kind"] == "autre" or not rules.eligible_costs
        expense["kind"] = "autre" if is_other else rules.eligible_costs[0].key
    whole["relecture"] = {
        "commitments": [item.key for item in rules.commitments],
        **({"consent": "on"} if rules.consent_text else {}),
    }
    return whole


def sent_dossier(porteur: Porteur, version: AppelVersion, state: State = State.IN_REVIEW) -> Candidature:
    """A whole dossier of `porteur`, in `state`, with nothing exchanged yet."""
    at = None if state == State.DRAFT else timezone.now()
    made: Candidature = CandidatureFactory(
        version=version, porteur=porteur, state=state, submitted_at=at, answers=complete_answers(version)
    )
    if at:
        Candidature.objects.filter(pk=made.pk).update(number=f"NEC-2030-{made.pk:04}")
        made.refresh_from_db()
    refresh_columns(made)
    return made


def exchange(candidature: Candidature, number: int = 1) -> None:
    """Give a dossier `number` of each: messages of both sides with a file, requests, conversations, lines, files."""
    porteur = candidature.porteurs.first()
    for rank in range(number):
        for is_from_team in (True, False):
            message = Message.objects.create(
                candidature=candidature,
                porteur=None if is_from_team else porteur,
                is_from_team=is_from_team,
                body=f"Bonjour, voici le point {rank + 1}.",
            )
            add_file(candidature, FileKind.MESSAGE, f"plan-{rank}.pdf", message=message)
        add_file(candidature, FileKind.DOCUMENT, f"devis-{rank}.pdf")
        ask(candidature, due_on=timezone.localdate() + timedelta(days=10 + rank))
        meet(candidature, timezone.now() + timedelta(days=2 + rank))
    JournalEntry.objects.bulk_create(
        JournalEntry(candidature=candidature, kind=kind, role=Role.INSTRUCTEUR, text="Étape suivie.", is_public=True)
        for kind in (EntryKind.MESSAGE, EntryKind.REQUEST)
        for _rank in range(number)
    )


def ask(candidature: Candidature, *, due_on: date | None = None) -> InformationRequest:
    """A request of the team: a question on an answer of the dossier, another on anything."""
    request = InformationRequest.objects.create(
        candidature=candidature, introduction="Deux précisions nous manquent.", due_on=due_on
    )
    InformationItem.objects.bulk_create(
        InformationItem(request=request, question=question, target=target, sort_order=order)
        for order, (target, question) in enumerate(QUESTIONS)
    )
    return request


def meet(candidature: Candidature, starts_at: datetime) -> Appointment:
    """A conversation of half an hour."""
    return Appointment.objects.create(
        candidature=candidature,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        url="https://visio.exemple.fr/nec",
        note="Parlons du lieu.",
    )


def agree(candidature: Candidature) -> Convention:
    """An agreement that waits for its signature."""
    document = ContentFile(pdf("à signer"), name="convention.pdf")
    return Convention.objects.create(
        candidature=candidature, number="2030-17", document=document, sent_at=timezone.now()
    )


def add_file(
    candidature: Candidature, kind: FileKind, name: str, *, message: Message | None = None, **changes: Any
) -> PieceJointe:
    """A file as lists show it; nothing is stored for it."""
    known: dict[str, Any] = {
        "file": f"aa/{name}",
        "content_type": "application/pdf",
        "size": 12_345,
        "sha256": "0" * 64,
        "scan_state": ScanState.CLEAN,
    }
    return PieceJointe.objects.create(candidature=candidature, kind=kind, name=name, message=message, **known | changes)


def add_revisions(candidature: Candidature, step: Step, number: int) -> None:
    """Former states of a page, each with another text."""
    answers, _is_new = StepAnswers.objects.get_or_create(candidature=candidature, step=step)
    StepRevision.objects.bulk_create(
        StepRevision(answers=answers, revision=rank, values=answers.values | {"objective": f"Essai {rank}."})
        for rank in range(1, number + 1)
    )
    StepAnswers.objects.filter(pk=answers.pk).update(revision=number + 1)


def private_pages(porteur: Porteur, call: AppelPage) -> dict[str, str]:
    """Address by name of every kind of page that `porteur` reads, each in the state that shows most of it.

    Makes the dossiers they are about; the pages of the form are those of a whole draft.
    """
    version = call.get_version()
    states = (
        State.DRAFT,
        State.INFO_REQUESTED,
        State.AGREEMENT_SENT,
        State.VALIDATED,
        State.REPORTS_DUE,
        State.REFUSED,
    )
    draft, asked, agreed, accepted, reporting, refused = (sent_dossier(porteur, version, state) for state in states)
    add_revisions(draft, Step.OBJECTIF, 2)
    add_file(draft, FileKind.DOCUMENT, "devis.pdf")
    exchange(asked)
    agree(agreed)
    colleague, _is_new = Porteur.objects.get_or_create(email="collegue@exemple.fr")
    asked.participations.create(porteur=colleague, invited_by=porteur)
    request = asked.information_requests.get()
    return {
        "list": "/mes-dossiers/",
        "begin": f"/mes-dossiers/nouveau/{call.pk}/",
        **{str(step): page_of(draft, f"etapes/{step}/") for step in Step.of_dossier()},
        "revisions": page_of(draft, f"etapes/{Step.OBJECTIF}/versions/"),
        "deletion of a draft": page_of(draft, "suppression/"),
        "follow-up": page_of(asked),
        "request": page_of(asked, f"demandes/{request.pk}/"),
        "people": page_of(asked, "acces/"),
        "withdrawal": page_of(asked, "retrait/"),
        "deletion": page_of(asked, "suppression/"),
        "agreement": page_of(agreed),
        "kit": page_of(accepted),
        "refused": page_of(refused),
        "bilan": page_of(reporting, "bilan/"),
        **{str(step): page_of(reporting, f"etapes/{step}/") for step in Step.of_bilan()},
    }


def page_of(candidature: Candidature, end: str = "") -> str:
    """The page of a dossier once it is sent, or one below it."""
    return f"/mes-dossiers/{candidature.uuid}/{end}"
