"""The page of a candidature once it is sent: where it stands, what to do next, what was said and sent.

Showing it changes nothing but one note: that the team's messages were shown, which the page says of them from then on.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from candidatures.access import PorteurRequest, candidature_required
from candidatures.enums import FileKind, Role, ScanState, State, Step
from candidatures.forms.exchanges import AgreementForm, MessageForm
from candidatures.models import (
    Appointment,
    Candidature,
    InformationRequest,
    JournalEntry,
    Message,
    PieceJointe,
    Porteur,
)
from candidatures.services.exchanges import mark_read
from candidatures.services.submission import missing
from candidatures.sites import get_site_name
from candidatures.steps.pieces import SCAN_WORDS
from candidatures.timeline import Journey, Target, next_thing, stages
from candidatures.views.base import render
from candidatures.workflow import PUBLIC_LABELS, REPORTING, UNDECIDED
from nec_locaux.kit import KIT_FILES, KitFile, KitSubject
from nec_locaux.kit import kit_file as find_kit_file
from socle.models import Thematique

#: Messages, and lines of the history, on a page.
PAGE_LENGTH: Final = 20
MESSAGES_PARAMETER: Final = "messages"
HISTORY_PARAMETER: Final = "historique"
#: Said by the address where an act leads.
DONE_PARAMETER: Final = "fait"

#: What was just done, as the page says it at its top.
DONE_TEXTS: Final = {
    "depot": _("Votre dossier est déposé. Un accusé de réception vous est envoyé par courriel."),
    "message": _("Votre message est parti. L’équipe est prévenue."),
    "reponses": _("Vos réponses sont parties. L’équipe est prévenue."),
    "convention": _("La convention signée est arrivée. L’équipe est prévenue."),
    "bilan": _("Votre bilan est parti. L’équipe est prévenue."),
    "retrait": _("Votre dossier est retiré."),
    "effacement": _("Votre demande d’effacement est partie. L’équipe vous répondra."),
}


@dataclass(frozen=True)
class KitTile:
    """A file of the kit of communication, with its address. `size` in octets, None while it has not been made."""

    file: KitFile
    url: str
    size: int | None


@dataclass(frozen=True)
class SentFile:
    """A file of the dossier as the page lists it; `url` is empty for one that the antivirus refused."""

    piece: PieceJointe
    url: str
    #: Where its analysis stands.
    scan_words: str

    @classmethod
    def of(cls, piece: PieceJointe, candidature: Candidature) -> Self:
        scan_state = ScanState(piece.scan_state)
        is_kept = scan_state is not ScanState.INFECTED
        url = reverse("nec_candidatures:file", args=[candidature.uuid, piece.uuid]) if is_kept else ""
        return cls(piece, url, str(SCAN_WORDS[scan_state]))


@dataclass(frozen=True)
class Said:
    """A message as the page shows it."""

    message: Message
    who: str
    files: list[SentFile]

    @property
    def is_new(self) -> bool:
        """Whether it is of the team and was not shown before."""
        return self.message.is_from_team and self.message.read_at is None


@dataclass(frozen=True)
class HistoryLine:
    """A line of the history: what organisers may read of the journal."""

    entry: JournalEntry
    who: str

    @property
    def text(self) -> str:
        if self.entry.text or not self.entry.to_state:
            return self.entry.text
        return str(PUBLIC_LABELS[State(self.entry.to_state)])


class FollowUp:
    """What the page shows of a candidature; each list is read once."""

    def __init__(self, request: PorteurRequest, candidature: Candidature) -> None:
        self.candidature = candidature
        self._porteur = request.porteur
        self.requests = list(candidature.information_requests.prefetch_related("items"))
        self.appointments = list(candidature.appointments.all())
        sent_files = candidature.files.exclude(kind=FileKind.MESSAGE)
        self.files = [SentFile.of(piece, candidature) for piece in sent_files]
        self.agreement = getattr(candidature, "convention", None)
        messages = candidature.messages.select_related("porteur").prefetch_related("files")
        history = candidature.journal.filter(is_public=True).select_related("porteur")
        self.messages = _latest(messages, request, MESSAGES_PARAMETER)
        self.history = _latest(history, request, HISTORY_PARAMETER)
        self.journey = Journey.of(candidature, request=self.open_request, appointment=self.next_appointment)
        self.stages = stages(self.journey)
        self.next = next_thing(self.journey)

    @cached_property
    def thread(self) -> list[Said]:
        """The messages of this page, in the order they were sent."""
        return [self._said(message) for message in reversed(self.messages.object_list)]

    def _said(self, message: Message) -> Said:
        files = [SentFile.of(piece, self.candidature) for piece in message.files.all()]
        return Said(message, self._who(message.porteur, is_from_team=message.is_from_team), files)

    @property
    def history_lines(self) -> list[HistoryLine]:
        """The lines of this page of the history, the latest first."""
        return [
            HistoryLine(entry, self._who(entry.porteur, is_from_team=entry.role != Role.PORTEUR))
            for entry in self.history.object_list
        ]

    def _who(self, porteur: Porteur | None, *, is_from_team: bool) -> str:
        if is_from_team:
            return gettext("L’équipe")
        if porteur == self._porteur:
            return gettext("Vous")
        return porteur.email if porteur else gettext("Une personne de votre structure")

    @property
    def open_request(self) -> InformationRequest | None:
        """The request to answer first: the one whose day comes first."""
        awaited = [request for request in self.requests if request.is_open] if self._may_answer else []
        return min(awaited, key=lambda request: (request.due_on is None, request.due_on), default=None)

    @property
    def _may_answer(self) -> bool:
        return self.candidature.state == State.INFO_REQUESTED

    @property
    def next_appointment(self) -> Appointment | None:
        """The conversation that comes next, or is under way."""
        now = timezone.now()
        return next((one for one in self.appointments if one.ends_at >= now and not one.cancelled_at), None)

    @property
    def next_url(self) -> str:
        """Where the next thing is done; empty when there is nothing to open."""
        return _next_url(self.candidature, self.next.target, self.open_request)

    @property
    def asks_for_signature(self) -> bool:
        return self.candidature.state == State.AGREEMENT_SENT and self.agreement is not None

    @property
    def asks_for_bilan(self) -> bool:
        return self.candidature.state in REPORTING

    @property
    def expects_bilan(self) -> bool:
        """Whether a bilan will be asked for, later."""
        return self.candidature.is_accepted and self.journey.day_of(State.EVENT_HELD, State.REPORTS_DUE) is None

    @property
    def may_withdraw(self) -> bool:
        return self.candidature.state in UNDECIDED

    @property
    def event_url(self) -> str:
        """The address of the event's page, once it is on line."""
        page = self.candidature.event_page
        return (page.url or "") if page and page.live else ""

    @cached_property
    def thematiques(self) -> list[Thematique]:
        return chosen_thematiques(self.candidature)

    @cached_property
    def kit_subject(self) -> KitSubject:
        """What the kit says of the event."""
        return kit_subject(self.candidature, self.thematiques)

    @property
    def kit(self) -> list[KitTile]:
        """The kit of an accepted project."""
        return [self._tile(file) for file in KIT_FILES] if self.candidature.is_accepted else []

    def _tile(self, file: KitFile) -> KitTile:
        url = reverse("nec_candidatures:kit_file", args=[self.candidature.uuid, file.name])
        return KitTile(file, url, file.size(self.kit_subject))


@require_safe
@candidature_required
def follow_up(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """Where a candidature stands; a draft leads to what is left to write in it."""
    if candidature.is_draft:
        return redirect("nec_candidatures:step", candidature.uuid, _first_step(candidature))
    response = show(request, candidature)
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        mark_read(candidature)
    return response


def show(
    request: PorteurRequest,
    candidature: Candidature,
    *,
    message_form: MessageForm | None = None,
    agreement_form: AgreementForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the form that has just been refused, if any."""
    context = {
        "candidature": candidature,
        "current": candidature.display_title,
        "follow_up": FollowUp(request, candidature),
        "message_form": message_form or MessageForm(),
        "agreement_form": agreement_form or AgreementForm(),
        "form": message_form or agreement_form,
        "done": request.GET.get(DONE_PARAMETER, ""),
        "done_text": DONE_TEXTS.get(request.GET.get(DONE_PARAMETER, ""), ""),
    }
    response = render(request, "nec_candidatures/follow_up.html", context, status)
    # Now, while the team's messages are still those that were not shown.
    return response.render() if isinstance(response, TemplateResponse) else response


def done(candidature: Candidature, act: str, fragment: str = "") -> HttpResponse:
    """Lead to the page, which says that `act` is done."""
    url = reverse("nec_candidatures:follow_up", args=[candidature.uuid])
    response = HttpResponseRedirect(f"{url}?{DONE_PARAMETER}={act}{fragment}")
    response.status_code = 303
    return response


@require_safe
@candidature_required
def kit_file(request: PorteurRequest, candidature: Candidature, name: str) -> HttpResponse:
    """A file of the kit of communication of an accepted project."""
    file = find_kit_file(name)
    if file is None or not candidature.is_accepted:
        raise Http404
    subject = kit_subject(candidature, chosen_thematiques(candidature))
    return attachment(file.read(subject), file.content_type, file.download_name(subject))


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A private file: downloaded, never shown in the page's place."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def chosen_thematiques(candidature: Candidature) -> list[Thematique]:
    """The thématiques of a dossier, in the order of the site."""
    keys = candidature.answers_of(Step.OBJECTIF).get("thematiques")
    known = [key for key in keys if _KEY.fullmatch(str(key))] if isinstance(keys, list) else []
    return list(Thematique.objects.actuelles().filter(pk__in=known)) if known else []


def kit_subject(candidature: Candidature, thematiques: list[Thematique]) -> KitSubject:
    """What the kit says of an event: its page when it has one, else its dossier."""
    site_name = get_site_name(candidature)
    if candidature.event_page:
        return KitSubject.of_page(candidature.event_page, site_name)
    return KitSubject(
        title=candidature.display_title,
        start_date=candidature.start_date,
        end_date=candidature.end_date,
        date_precision=candidature.date_precision,
        place=str(candidature.territoire or ""),
        colour=thematiques[0].colour if thematiques else "",
        site_name=site_name,
    )


def _first_step(candidature: Candidature) -> str:
    return next((answer.step for answer in missing(candidature)), Step.RELECTURE)


def _latest(rows: QuerySet[Any], request: PorteurRequest, parameter: str) -> Page:
    return Paginator(rows.order_by("-created_at", "-pk"), PAGE_LENGTH).get_page(request.GET.get(parameter))


def _next_url(candidature: Candidature, target: Target, request: InformationRequest | None) -> str:
    match target:
        case Target.REQUEST if request:
            return reverse("nec_candidatures:answer_request", args=[candidature.uuid, request.pk])
        case Target.BILAN:
            return reverse("nec_candidatures:bilan", args=[candidature.uuid])
        case _:
            return ANCHORS.get(target, "")


#: Where on the page itself the next thing is done.
ANCHORS: Final = {
    Target.AGREEMENT: "#convention",
    Target.APPOINTMENT: "#rendez-vous",
    Target.MESSAGE: "#ecrire",
}
_KEY: Final = re.compile(r"[0-9]{1,9}")
