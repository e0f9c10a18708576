"""The bilan of an event: its three pages at a glance, its documents, its sending."""

from dataclasses import dataclass, field

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidatures.access import PorteurRequest, candidature_required
from candidatures.enums import FileKind, State, Step
from candidatures.forms.exchanges import BilanFileForm
from candidatures.models import Candidature
from candidatures.services.exchanges import ExchangeRefusedError, missing_reports, send_bilan
from candidatures.services.files import delete, receive
from candidatures.services.submission import MissingAnswer
from candidatures.services.transitions import TransitionRefusedError
from candidatures.steps import is_filled
from candidatures.summary import empty_fields, read_bilan
from candidatures.uploads import FileRefusedError
from candidatures.views import follow_up
from candidatures.views.base import render
from candidatures.workflow import REPORTING


@dataclass
class BilanPart:
    """A page of the bilan, and what it still lacks."""

    step: Step
    url: str
    is_begun: bool
    missing: list[MissingAnswer] = field(default_factory=list)
    #: The ids of the fields that are empty, whose label says what is missing.
    empty: set[str] = field(default_factory=set)

    @property
    def is_complete(self) -> bool:
        return not self.missing


@require_http_methods(["GET", "HEAD", "POST"])
@candidature_required
def overview(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """The bilan at a glance, which takes its documents; outside of its time, the candidature itself."""
    if candidature.state not in REPORTING:
        return redirect("nec_candidatures:follow_up", candidature.uuid)
    if request.method != "POST":
        return _show(request, candidature)
    removed = request.POST.get("remove", "")
    return _remove(candidature, removed) if removed else _receive(request, candidature)


def _receive(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    form = BilanFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            receive(candidature, form.cleaned_data["document"], kind=FileKind.BILAN, porteur=request.porteur)
        except FileRefusedError as error:
            form.add_error("document", error.message)
        else:
            return _see_overview(candidature)
    return _show(request, candidature, form=form, status=422)


def _remove(candidature: Candidature, uuid: str) -> HttpResponse:
    piece = next((one for one in candidature.files.filter(kind=FileKind.BILAN) if str(one.uuid) == uuid), None)
    if piece:
        delete(piece)
    return _see_overview(candidature)


def _see_overview(candidature: Candidature) -> HttpResponse:
    response = HttpResponseRedirect(reverse("nec_candidatures:bilan", args=[candidature.uuid]) + "#documents")
    response.status_code = 303
    return response


@require_POST
@candidature_required
def send(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """Send the bilan to the team."""
    try:
        send_bilan(candidature, request.porteur)
    except ExchangeRefusedError as error:
        return _show(request, candidature, problem=str(error), status=422)
    except TransitionRefusedError:
        # Sent at the same time in another tab, or no longer awaited: the candidature says which.
        candidature.refresh_from_db()
        if candidature.state != State.REPORTS_RECEIVED:
            return redirect("nec_candidatures:follow_up", candidature.uuid)
    return follow_up.done(candidature, "bilan")


def _show(
    request: PorteurRequest,
    candidature: Candidature,
    *,
    form: BilanFileForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "candidature": candidature,
        "current": _("Bilan"),
        "parts": _parts(candidature),
        "files": [follow_up.SentFile.of(piece, candidature) for piece in candidature.files.filter(kind=FileKind.BILAN)],
        "file_form": form or BilanFileForm(),
        "form": form,
        "problem": problem,
    }
    return render(request, "nec_candidatures/bilan.html", context, status)


def _parts(candidature: Candidature) -> list[BilanPart]:
    lacking, empty = missing_reports(candidature), empty_fields(read_bilan(candidature))
    return [
        BilanPart(
            step,
            reverse("nec_candidatures:step", args=[candidature.uuid, step]),
            is_filled(candidature.answers_of(step)),
            [answer for answer in lacking if answer.step == step],
            {target for empty_step, target in empty if empty_step == step},
        )
        for step in Step.of_bilan()
    ]
