"""The page of a dossier: where it stands and what may be done first, then all that it says and was said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.auth import require_admin_access

from candidatures import guards
from candidatures.deadlines import paris_day
from candidatures.demarches.kept import KeptAnswer, file_names, read_kept
from candidatures.dossier import read_facts
from candidatures.eligibility import Assessment, assess
from candidatures.enums import MailState, State, Step, Verdict
from candidatures.models import (
    Candidature,
    Courriel,
    CriterionAssessment,
    DossierVersion,
    JournalEntry,
    Message,
    OutsideDossier,
)
from candidatures.rights import may_act, may_export, may_review
from candidatures.rules import Criterion
from candidatures.services import reports
from candidatures.services.event_pages import Figure, read_figures
from candidatures.services.instruction import name_of, record_reading
from candidatures.services.outside_dossiers import address_there
from candidatures.steps import FORMS, StepContext
from candidatures.summary import Section, read_bilan, read_version, version_context
from candidatures.targets import parse_target
from candidatures.team import after, decisions, instruction, personal_data
from candidatures.team.acts import ActView, Remedy
from candidatures.team.base import CandidaturePageMixin
from candidatures.team.changes import ChangedSection, compare
from candidatures.team.place import PlaceMap
from candidatures.team.shares import Shares, read_shares
from candidatures.team.words import Deadline
from candidatures.workflow import ACCEPTED
from nec_locaux.kit import KIT_FILES

#: The lines of the journal that are shown at first.
JOURNAL_LINES: Final = 30
WHOLE_JOURNAL: Final = "journal"
#: The same person who opens a dossier again within it reads it once.
READING_PERIOD: Final = timedelta(hours=1)

#: The acts that take a dossier further, in the order in which they are offered.
MAIN_ACTS: Final[tuple[tuple[str, type[ActView]], ...]] = (
    ("start_review", instruction.StartReviewView),
    ("resume_review", instruction.ResumeReviewView),
    ("request_information", instruction.RequestView),
    ("validate", decisions.AcceptView),
    ("refuse", decisions.RefuseView),
    ("reopen", decisions.ReopenView),
    ("make_agreement", after.MakeAgreementView),
    ("send_agreement", after.SendAgreementView),
    ("receive_agreement", after.ReceiveSignedView),
    ("return_agreement", after.ReturnSignedView),
    ("sign_agreement", after.SignAgreementView),
    ("hold_event", after.HoldEventView),
    ("make_page", after.MakePageView),
    ("request_reports", after.RequestReportsView),
    ("real_cost", after.RealCostView),
    ("return_reports", after.ReturnReportsView),
    ("pay", after.PayView),
    ("offer_figures", after.OfferFiguresView),
    ("close", after.CloseView),
    ("close_unpaid", after.CloseUnpaidView),
    ("cancel", decisions.CancelView),
)
#: Those that may be made all along.
SIDE_ACTS: Final[tuple[tuple[str, type[ActView]], ...]] = (
    ("assign", instruction.AssignView),
    ("message", instruction.MessageView),
    ("note", instruction.NoteView),
    ("invite", instruction.MeetingView),
    ("assess", instruction.AssessView),
    ("plan", instruction.PlanView),
    ("erase", personal_data.EraseView),
)
#: What the team has to do in each state, or whom it waits for.
NEXT_THINGS: Final = {
    State.SUBMITTED: _("Ouvrir le dossier et commencer l’instruction."),
    State.IN_REVIEW: _("Instruire : demander un complément, proposer un entretien, ou décider."),
    State.INFO_REQUESTED: _("Attendre les réponses des porteuses et porteurs."),
    State.INTERVIEW: _("Tenir l’entretien, puis décider ou reprendre l’instruction."),
    State.REFUSED: _("Rien : le dossier est refusé."),
    State.WITHDRAWN: _("Rien : ses porteuses et porteurs l’ont retiré."),
    State.CANCELLED: _("Rien : le projet est annulé."),
    State.AGREEMENT_SENT: _("Attendre la convention signée."),
    State.AGREEMENT_SIGNED: _("Attendre l’événement, et finir sa page."),
    State.REPORTS_DUE: _("Attendre le bilan."),
    State.PAID: _("Rien : la subvention est versée."),
    State.CLOSED: _("Rien : le dossier est clos."),
}


@dataclass(frozen=True)
class Offer:
    """An act that the person may make: its name, its address, and why it may not be made yet, if anything."""

    name: str
    label: str
    url: str
    problem: str
    is_dangerous: bool
    remedy: Remedy | None


@dataclass(frozen=True)
class JournalLine:
    """A line of the journal as the team reads it."""

    entry: JournalEntry
    who: str

    @property
    def text(self) -> str:
        return self.entry.text or str(self.entry.get_kind_display())

    @property
    def reason(self) -> str:
        """Why, where whoever did it had to say so."""
        return str(self.entry.data.get("reason", ""))


@dataclass(frozen=True)
class Question:
    """A question of a request: the answer of the dossier it is about, and what was answered to a free one."""

    text: str
    subject: str
    answer: str


@dataclass(frozen=True)
class Outside:
    """The dossier of Démarches simplifiées that it came from, where it is read there, and what is kept of it."""

    row: OutsideDossier
    url: str

    @classmethod
    def of(cls, candidature: Candidature) -> "Outside | None":
        """None where it did not come from there."""
        row = OutsideDossier.objects.filter(candidature=candidature).first()
        return cls(row, address_there(row)) if row else None

    @cached_property
    def answers(self) -> list[KeptAnswer]:
        return read_kept(self.row.data)

    @property
    def files(self) -> list[str]:
        """The names of its files, which stayed there."""
        return file_names(self.answers)


@dataclass(frozen=True)
class GridLine:
    """A criterion, what the dossier says of it, and what the team thinks of it."""

    criterion: Criterion
    verdict: Verdict
    row: CriterionAssessment | None

    @property
    def appreciation(self) -> str:
        return str(self.row.get_appreciation_display() if self.row else _("Pas encore appréciée"))


class Dossier:
    """What the page shows; each list is read once, whatever its length."""

    def __init__(self, candidature: Candidature, *, is_whole_journal: bool) -> None:
        self.candidature = candidature
        self._is_whole_journal = is_whole_journal
        self.porteurs = list(candidature.porteurs.order_by("email"))
        self.versions: list[DossierVersion] = list(candidature.dossier_versions.all())
        for version in self.versions:
            version.candidature = candidature
        self.files = list(candidature.files.all())
        messages = candidature.messages.select_related("porteur", "user").prefetch_related("files")
        self.thread: list[Message] = list(messages)
        self.notes = list(candidature.notes.select_related("author"))
        self.requests = list(candidature.information_requests.prefetch_related("items"))
        self.appointments = list(candidature.appointments.all())
        self.follow_ups = list(candidature.follow_ups.select_related("done_by"))
        self.decisions = list(candidature.decisions.select_related("decided_by"))
        self.payments = list(candidature.payments.select_related("recorded_by"))
        self.mails = list(candidature.courriels.all())
        self.outside = Outside.of(candidature)

    @property
    def given_up(self) -> list[Courriel]:
        """The e-mails that reached nobody and that the team has not looked at."""
        return [mail for mail in self.mails if mail.state == MailState.ABANDONED]

    @property
    def version(self) -> DossierVersion | None:
        """The dossier as it was sent last."""
        return self.versions[-1] if self.versions else None

    @cached_property
    def context(self) -> StepContext:
        """The answers that were sent last."""
        return version_context(self.version) if self.version else StepContext.of(self.candidature)

    @cached_property
    def sections(self) -> list[Section]:
        sections = read_version(self.version) if self.version else []
        return [section for section in sections if not section.is_empty]

    @property
    def next_thing(self) -> str:
        """What the team has to do now."""
        candidature = self.candidature
        match State(candidature.state):
            case State.VALIDATED:
                words = (
                    _("Préparer la convention, puis l’envoyer.")
                    if candidature.has_grant
                    else NEXT_THINGS[State.AGREEMENT_SIGNED]
                )
            case State.AGREEMENT_SENT if not guards.agreement_returned(candidature):
                words = _("Vérifier la convention signée, puis la valider.")
            case State.EVENT_HELD:
                words = _("Demander le bilan.") if candidature.has_grant else _("Clore le dossier, avec ou sans bilan.")
            case State.REPORTS_RECEIVED:
                words = (
                    _("Lire le bilan, retenir le coût réel, puis verser la subvention.")
                    if candidature.has_grant
                    else _("Lire le bilan, puis clore le dossier.")
                )
            case state:
                words = NEXT_THINGS[state]
        return str(words)

    @cached_property
    def deadline(self) -> Deadline | None:
        """The nearest day that someone has to keep."""
        due_on = self.candidature.due_on
        return Deadline(due_on, paris_day(timezone.now())) if due_on else None

    @cached_property
    def eligibility(self) -> Assessment:
        """What the rules say of the dossier as it was sent."""
        return assess(self.candidature.rules, read_facts(self.candidature, context=self.context))

    @cached_property
    def shares(self) -> Shares:
        return read_shares(self.candidature, self.context)

    @property
    def map(self) -> PlaceMap | None:
        """Where it takes place, on the map of France."""
        return PlaceMap.of(self.candidature.territoire)

    @cached_property
    def venue(self) -> str:
        """Where the event takes place, as it was typed."""
        return str(self.context.answers.get(Step.EVENEMENT, {}).get("venue", ""))

    @property
    def grid(self) -> list[GridLine]:
        """The criteria of the version of the call, with what is known and thought of each."""
        rows = {row.criterion: row for row in self.candidature.assessments.select_related("assessed_by")}
        return [
            GridLine(item.criterion, item.verdict, rows.get(item.criterion.key))
            for item in self.eligibility.considerations
        ]

    @property
    def asked(self) -> list[tuple[Any, list[Question]]]:
        """The requests for information with their questions."""
        return [(request, [_question(item) for item in request.items.all()]) for request in self.requests]

    @property
    def bilan(self) -> list[Section]:
        """What the bilan says; nothing before the event."""
        sections = read_bilan(self.candidature) if self.candidature.state in ACCEPTED else []
        return [section for section in sections if not section.is_empty]

    @cached_property
    def figures(self) -> list[Figure]:
        return read_figures(self.candidature)

    @property
    def highest_payment(self) -> Any:
        return reports.most_payable(self.candidature)

    @property
    def kit(self) -> Sequence[Any]:
        """The files of the kit of an accepted project."""
        return KIT_FILES if self.candidature.is_accepted else ()

    @cached_property
    def journal(self) -> list[JournalLine]:
        """The journal, the latest line first."""
        rows = self.candidature.journal.select_related("porteur", "user").order_by("-created_at", "-pk")
        kept = rows if self._is_whole_journal else rows[: JOURNAL_LINES + 1]
        return [JournalLine(entry, _who(entry)) for entry in kept]

    @property
    def journal_lines(self) -> list[JournalLine]:
        return self.journal if self._is_whole_journal else self.journal[:JOURNAL_LINES]

    @property
    def has_older_lines(self) -> bool:
        return len(self.journal_lines) < len(self.journal)


class DossierView(CandidaturePageMixin, TemplateView):
    """A candidature as its organiser sent it, with its files, its messages, its history, and what may be done."""

    template_name = "nec_candidatures/admin/dossier.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _read(self, super().get(request, *args, **kwargs), gettext("Dossier consulté."))

    def get_page_title(self) -> str:
        return str(self.candidature)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "dossier": Dossier(self.candidature, is_whole_journal=WHOLE_JOURNAL in self.request.GET),
            "offers": [offer for offer in self._offers(MAIN_ACTS) if offer],
            "side": {offer.name: offer for offer in self._offers(SIDE_ACTS) if offer and not offer.problem},
            "may_act": may_act(self.request.user),
            "may_export": may_export(self.request.user),
            "may_review": may_review(self.request.user),
        }
        return super().get_context_data(**own, **kwargs)

    def _offers(self, acts: Sequence[tuple[str, type[ActView]]]) -> list[Offer]:
        offers = (self._offer(name, view_class) for name, view_class in acts)
        return [offer for offer in offers if offer]

    def _offer(self, name: str, view_class: type[ActView]) -> Offer | None:
        """The act as its own page would say it; None where it is not theirs, or not of this moment."""
        view = view_class()
        view.setup(self.request, pk=self.candidature.pk)
        view.candidature = self.candidature
        if not view.is_allowed() or not view.is_timely():
            return None
        url = reverse(f"nec_candidatures_team:{name}", args=[self.candidature.pk])
        return Offer(name, view.get_page_title(), url, view.problem(), view.is_dangerous, view.remedy())


class ChangesView(CandidaturePageMixin, TemplateView):
    """What changed between two versions of the dossier."""

    template_name = "nec_candidatures/admin/changes.html"

    def get_page_title(self) -> str:
        return gettext("Ce qui a changé")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.candidature.dossier_versions
        after = get_object_or_404(versions, number=self.kwargs["number"])
        before = versions.filter(number__lt=after.number).last()
        changed: list[ChangedSection] = []
        if before:
            before.candidature = after.candidature = self.candidature
            changed = compare(read_version(before), read_version(after))
        return super().get_context_data(before=before, after=after, changed=changed, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _read(self, super().get(request, *args, **kwargs), gettext("Versions du dossier comparées."))


def _read(view: CandidaturePageMixin, response: HttpResponse, what: str) -> HttpResponse:
    """The page as it is before its own reading is written in the journal."""
    if isinstance(response, TemplateResponse):
        response.render()
    record_reading(view.candidature, view.request.user, what, every=READING_PERIOD)  # type: ignore[arg-type]
    return response


def _who(entry: JournalEntry) -> str:
    if entry.user:
        return name_of(entry.user)
    return str(entry.porteur.email if entry.porteur else entry.get_role_display())


def _question(item: Any) -> Question:
    target = parse_target(item.target)
    if target is None:
        return Question(item.question, "", item.answer if isinstance(item.answer, str) else "")
    form_class = FORMS[target.step]
    is_rows = target.is_rows
    label = form_class.row_forms[target.name].legend if is_rows else form_class.base_fields[target.name].label
    return Question(item.question, f"{target.step.label} : {label}", "")


urlpatterns = [
    path("<int:pk>/", require_admin_access(DossierView.as_view()), name="dossier"),
    path("<int:pk>/versions/<int:number>/", require_admin_access(ChangesView.as_view()), name="changes"),
]
