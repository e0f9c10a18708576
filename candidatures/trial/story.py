"""The life of one trial dossier: what its organiser, the team and time do to it, each through its own service."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import UploadedFile

from candidatures.actors import Actor
from candidatures.deadlines import PARIS
from candidatures.enums import Appreciation, FileKind, ScanState, Step
from candidatures.models import AppelVersion, Candidature, InformationRequest, Porteur
from candidatures.services import (
    conventions,
    decisions,
    drafts,
    event_pages,
    exchanges,
    files,
    instruction,
    meetings,
    reports,
    requests,
    scans,
    submission,
    transitions,
)
from candidatures.services.meetings import Meeting
from candidatures.services.requests import Question
from candidatures.trial.answers import awarded, bilan_answers, dossier_answers, trial_pdf
from candidatures.trial.cases import Case
from candidatures.trial.clock import Clock
from candidatures.trial.marks import DOMAIN, trial_uuid
from socle.models import Territoire

#: How long before its deposit a dossier is begun.
WRITING: Final = timedelta(days=3)
#: What the team says when a decision asks for words.
REASONS: Final = "Raison d’essai, pour l’équipe."
#: Appreciations in the order of the criteria, again and again.
GRID: Final = (Appreciation.STRONG, Appreciation.SUFFICIENT, Appreciation.WEAK, Appreciation.UNKNOWN)


@dataclass(frozen=True)
class Team:
    """Who acts for the team, each in one role."""

    review: Actor
    decision: Actor
    management: Actor


class Story:
    """A trial dossier that acts of people make. `after`, `ago` and `past_event` say on which day those that follow are.

    `dossier` is read again at each act, as each request of people reads it.
    """

    def __init__(self, case: Case, rank: int, version: AppelVersion, team: Team, clock: Clock) -> None:
        self.case = case
        self.rank = rank
        self.team = team
        self.today = clock.present.astimezone(PARIS).date()
        self._version = version
        self._clock = clock
        self.porteur = Porteur.objects.get_or_create(email=f"essai-{rank}@{DOMAIN}")[0]

    @property
    def dossier(self) -> Candidature:
        found: Candidature = Candidature.objects.select_related("version__appel").get(uuid=trial_uuid(self.rank))
        return found

    @property
    def grant(self) -> Decimal:
        """What it asks for, and is awarded."""
        return awarded(self.case, self._version.rules)

    def after(self, days: int, hour: int = 10) -> None:
        """So many days after its deposit."""
        self._clock.set(self.case.sent_day(self.today) + timedelta(days=days), hour)

    def ago(self, days: int, hour: int = 10) -> None:
        """So many days before the loading."""
        self._clock.set(self.today - timedelta(days=days), hour)

    def past_event(self, days: int) -> None:
        """So many days after its event."""
        self._clock.set(self.case.event_day(self.today) + timedelta(days=days))

    # What organisers do.

    def begin(self, steps: Iterable[Step] = Step.of_dossier()) -> None:
        """Begin a draft, and fill in the pages `steps`."""
        self._clock.set(self.case.sent_day(self.today) - WRITING)
        draft = drafts.create_draft(self.porteur, self._version)
        Candidature.objects.filter(pk=draft.pk).update(uuid=trial_uuid(self.rank))
        territoire = Territoire.objects.get(kind=self.case.kind, code=self.case.code)
        answers = dossier_answers(self.case, self.rank, self._version.rules, territoire, self.today)
        drafts.take_answers(draft, {step: answers[step] for step in steps if step in answers}, self.porteur)

    def deposit(self) -> None:
        """Send the dossier, with the documents that the call asks for and one that it does not."""
        self.begin()
        for document in self._version.rules.documents:
            self._send_file(FileKind.DOCUMENT, f"piece-{document.key}.pdf", document_key=document.key)
        self._send_file(FileKind.DOCUMENT, "devis.pdf")
        self.after(0, 9 + self.rank % 8)
        submission.submit(self.dossier, self.porteur)

    def write(self, body: str, *names: str) -> None:
        """Write to the team, with a file for each of `names`."""
        token = uuid5(NAMESPACE_URL, f"{trial_uuid(self.rank)}:{body}")
        uploads: Sequence[UploadedFile] = [self._pdf(name) for name in names]
        message = exchanges.send_message(self.dossier, self.porteur, body=body, token=token, uploads=uploads)
        self._scan_files(message.candidature)

    def answer(self) -> None:
        """Answer the first request that is open: more seats than was said, and a text for any other question."""
        request = self._open_requests()[0]
        seats = {"venue_capacity": str(self.case.capacity + 50)}
        answers: dict[int, Any] = {
            item.pk: seats if item.target else "Réponse d’essai : une personne de la structure les anime."
            for item in request.items.all()
        }
        exchanges.answer_request(request, self.porteur, answers)

    def withdraw(self) -> None:
        exchanges.withdraw(self.dossier, self.porteur, reason="Raison d’essai : l’événement est reporté d’un an.")

    def ask_for_deletion(self) -> None:
        exchanges.request_deletion(self.dossier, self.porteur)

    def return_agreement(self) -> None:
        exchanges.return_signed_agreement(self.dossier, self._pdf("convention-signee.pdf"), self.porteur)
        self._scan_files(self.dossier)

    def send_bilan(self) -> None:
        drafts.take_answers(self.dossier, bilan_answers(self.case, self._version.rules), self.porteur)
        self._send_file(FileKind.BILAN, "factures.pdf")
        exchanges.send_bilan(self.dossier, self.porteur)

    # What the team does.

    def review(self, *, is_assigned: bool = True) -> None:
        """Take the dossier in review; the decision gives it to who reviews."""
        transitions.apply(self.dossier, "start_review", self.team.review)
        if is_assigned:
            instruction.assign(self.dossier, self.team.review.user, self.team.decision)

    def note(self, body: str) -> None:
        instruction.write_note(self.dossier, self.team.review, body)

    def reply(self, body: str) -> None:
        instruction.send_message(self.dossier, self.team.review, body)

    def plan(self, days: int, label: str) -> None:
        """Mean to do something, so many days after the loading."""
        instruction.plan(self.dossier, self.team.review, self.today + timedelta(days=days), label)

    def assess(self) -> None:
        """Fill in the whole grid, with each of the appreciations."""
        criteria = self._version.rules.criteria
        grid = {
            criterion.key: (GRID[order % len(GRID)], "Commentaire d’essai.") for order, criterion in enumerate(criteria)
        }
        instruction.assess(self.dossier, self.team.review, grid)

    def ask(self, days: int, *questions: Question) -> None:
        """Ask for more, until so many days after the loading."""
        asked = questions or (
            Question("Combien de places assises le lieu offre-t-il ?", "publics.venue_capacity"),
            Question("Qui animera les ateliers ?"),
        )
        requests.request_information(
            self.dossier,
            self.team.review,
            asked,
            introduction="Demande d’essai : deux précisions manquent à votre dossier.",
            due_on=self.today + timedelta(days=days),
        )

    def cancel_last_request(self) -> None:
        requests.cancel_request(self._open_requests()[-1], self.team.review)

    def invite(self, days: int) -> None:
        """Set a conversation so many days after the loading, in the afternoon."""
        starts_at = datetime.combine(self.today + timedelta(days=days), time(14), PARIS)
        meeting = Meeting(
            starts_at,
            starts_at + timedelta(minutes=45),
            url=f"https://visio.{DOMAIN}/essai-{self.rank}",
            note="Rendez-vous d’essai : le lieu, le budget, les ateliers.",
        )
        meetings.invite(self.dossier, self.team.review, meeting)

    def resume_review(self) -> None:
        transitions.apply(self.dossier, "resume_review", self.team.review)

    def accept(self) -> None:
        """Give an accord with what was asked for."""
        words = "Texte d’essai : l’équipe retient votre projet."
        decisions.accept(self.dossier, self.team.decision, self.grant, reasons=REASONS, public_text=words)

    def refuse(self) -> None:
        words = "Texte d’essai : le public attendu est trop petit pour cet appel."
        decisions.refuse(self.dossier, self.team.decision, reasons=REASONS, public_text=words)

    def reopen(self) -> None:
        words = "Texte d’essai : votre dossier est étudié de nouveau."
        decisions.reopen(self.dossier, self.team.decision, reason=REASONS, public_text=words)

    def cancel(self) -> None:
        words = "Texte d’essai : le lieu n’est plus disponible."
        decisions.cancel(self.dossier, self.team.management, reason=REASONS, public_text=words)

    def make_agreement(self) -> None:
        conventions.make(
            self.dossier,
            self.team.management,
            dated_on=self._day,
            representative=f"Personne d’essai {self.rank}, fonction d’essai",
            structure_address="Adresse d’essai",
        )

    def send_agreement(self) -> None:
        conventions.send(self.dossier, self.team.management)

    def validate_agreement(self) -> None:
        conventions.validate_signed(self.dossier, self.team.management, signed_on=self._day)

    def return_bilan(self) -> None:
        reason = "Texte d’essai : joignez la facture de la salle."
        reports.return_reports(self.dossier, self.team.management, reason=reason)

    def read_bilan(self) -> None:
        """Retain what the bilan says that the event cost, and offer its figures to the page of the event."""
        cost = reports.stated_cost(self.dossier)
        reports.record_real_cost(self.dossier, self.team.management, cost or Decimal(0))
        event_pages.offer_figures(self.dossier, self.team.management)

    def pay(self) -> None:
        """Pay all that may be."""
        amount = reports.most_payable(self.dossier) or Decimal(0)
        reports.pay(
            self.dossier, self.team.management, amount, paid_on=self._day, reference=f"VIREMENT-ESSAI-{self.rank}"
        )

    def close(self) -> None:
        reports.close(self.dossier, self.team.review)

    def close_unpaid(self) -> None:
        words = "Texte d’essai : aucun bilan n’est arrivé."
        reports.close_unpaid(self.dossier, self.team.management, reason=REASONS, public_text=words)

    # What time does.

    def hold(self) -> None:
        reports.hold_event(self.dossier, Actor.scheduler())

    def ask_for_bilan(self) -> None:
        reports.request_reports(self.dossier, Actor.scheduler())

    def remind_of_agreement(self) -> None:
        conventions.remind(self.dossier)

    def remind_of_request(self) -> None:
        requests.remind(self._open_requests()[0])

    @property
    def _day(self) -> date:
        return self._clock.now().astimezone(PARIS).date()

    def _send_file(self, kind: FileKind, name: str, *, document_key: str = "") -> None:
        dossier = self.dossier
        files.receive(dossier, self._pdf(name), kind=kind, porteur=self.porteur, document_key=document_key)
        self._scan_files(dossier)

    def _scan_files(self, dossier: Candidature) -> None:
        """Have the antivirus read what has come, where there is one: no worker will before the story goes on."""
        for pk in dossier.files.filter(scan_state=ScanState.PENDING).values_list("pk", flat=True):
            scans.scan(pk)

    def _pdf(self, name: str) -> UploadedFile:
        return trial_pdf(name, f"Pièce d’essai, dossier n° {self.rank} : {name}")

    def _open_requests(self) -> list[InformationRequest]:
        rows = InformationRequest.objects.select_related("candidature__version__appel")
        mine = rows.filter(candidature__uuid=trial_uuid(self.rank), answered_at=None, cancelled_at=None)
        return list(mine.order_by("created_at", "pk"))
