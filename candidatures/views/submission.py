"""The deposit of a dossier, and its withdrawal."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from candidatures.access import PorteurRequest, candidature_required, get_bearer, get_session
from candidatures.enums import State, Step
from candidatures.forms.submission import WithdrawForm
from candidatures.models import Candidature
from candidatures.services import exchanges
from candidatures.services.drafts import StepClosedError, save_step
from candidatures.services.prefilling import link_of
from candidatures.services.prefilling import prefill as begin_outside
from candidatures.services.submission import SubmissionRefusedError
from candidatures.services.submission import submit as send_dossier
from candidatures.services.transitions import TransitionRefusedError
from candidatures.steps.relecture import RelectureForm
from candidatures.templatetags.nec_dossier import REFUSED_PARAMETER
from candidatures.views import follow_up, steps
from candidatures.views.base import render
from candidatures.views.step_page import BASE_FIELD, read_marks
from candidatures.workflow import UNDECIDED


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Save the page « relecture », then send the dossier. Sent again, it leads to the follow-up page."""
    if request.method == "POST" and not _is_known(request):
        # The page is saved as any other whose session is over, and comes back after signing in.
        return steps.step(request, uuid, Step.RELECTURE.value)
    return _submit(request, uuid)


def _is_known(request: HttpRequest) -> bool:
    session, bearer = get_session(request), get_bearer(request)
    return session is not None and bearer is not None and bearer.porteur == session.porteur


@candidature_required
def _submit(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    if request.method != "POST":
        return redirect(_relecture_url(candidature) if candidature.is_draft else _follow_up_url(candidature))
    try:
        _save_page(request, candidature)
        send_dossier(candidature, request.porteur)
    except SubmissionRefusedError:
        return _to(f"{_relecture_url(candidature)}?{REFUSED_PARAMETER}=refuse")
    except (StepClosedError, TransitionRefusedError):
        # Another tab, or another person, has just sent it.
        return _to(_follow_up_url(candidature))
    return follow_up.done(candidature, "depot")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prefill(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Save the page « relecture », then begin the dossier on the other site. The page tells what became of it."""
    if request.method == "POST" and not _is_known(request):
        return steps.step(request, uuid, Step.RELECTURE.value)
    return _prefill(request, uuid)


@candidature_required
def _prefill(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    if not candidature.is_draft:
        return _to(_follow_up_url(candidature))
    if request.method == "POST":
        try:
            _save_page(request, candidature)
        except StepClosedError:
            return _to(_follow_up_url(candidature))
        link = link_of(candidature)
        if link is not None:
            begin_outside(candidature, link)
    return _to(f"{_relecture_url(candidature)}#relecture-depot")


def _save_page(request: PorteurRequest, candidature: Candidature) -> None:
    values = RelectureForm.read(request.POST)
    if "charter_measures" not in request.POST:
        del values["charter_measures"]
    base = read_marks(request.POST.get(BASE_FIELD, ""))
    save_step(candidature, Step.RELECTURE, values, base=base, porteur=request.porteur)


@require_http_methods(["GET", "HEAD", "POST"])
@candidature_required
def withdraw(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    """Withdraw a dossier that was sent and is not decided; a draft is deleted instead."""
    if candidature.is_draft:
        return redirect("nec_candidatures:delete", candidature.uuid)
    if candidature.state == State.WITHDRAWN or (request.method != "POST" and candidature.state not in UNDECIDED):
        return redirect(_follow_up_url(candidature))
    if request.method != "POST":
        return _show_withdrawal(request, candidature, WithdrawForm())
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _show_withdrawal(request, candidature, form, status=422)
    try:
        exchanges.withdraw(candidature, request.porteur, reason=form.cleaned_data["reason"])
    except TransitionRefusedError as error:
        return _show_withdrawal(request, candidature, form, str(error), status=409)
    return follow_up.done(candidature, "retrait")


def _show_withdrawal(
    request: PorteurRequest, candidature: Candidature, form: WithdrawForm, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"current": _("Retirer le dossier"), "candidature": candidature, "form": form, "problem": problem}
    return render(request, "nec_candidatures/withdraw.html", context, status)


def _relecture_url(candidature: Candidature) -> str:
    return reverse("nec_candidatures:step", args=[candidature.uuid, Step.RELECTURE])


def _follow_up_url(candidature: Candidature) -> str:
    return reverse("nec_candidatures:follow_up", args=[candidature.uuid])


def _to(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
