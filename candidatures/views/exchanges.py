"""What organisers write to the team, and the conversations the team sets with them."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidatures.access import (
    FORM_TOKEN_FIELD,
    PorteurRequest,
    candidature_required,
    get_bearer,
    get_candidature,
    get_session,
    keep_private,
    sign_in_redirect,
)
from candidatures.appointments import appointment_calendar
from candidatures.enums import FileKind
from candidatures.forms.exchanges import MessageForm, RequestForm
from candidatures.models import Candidature, InformationRequest, Porteur
from candidatures.services import exchanges, files
from candidatures.services.exchanges import ExchangeRefusedError
from candidatures.sites import full_url
from candidatures.uploads import FileRefusedError
from candidatures.views import follow_up
from candidatures.views.base import render
from socle.form_views import is_from_this_site
from socle.middleware import refusal
from socle.ratelimit import is_counted_out

HOUR: Final = 60 * 60
#: Messages that one person may send in an hour, and answers they may save.
MAX_MESSAGES: Final = 30
SEND: Final = "envoyer"


@csrf_exempt
@never_cache
@require_POST
def send_message(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send a message to the team. Without the session that opened the page, it comes back in a form that waits."""
    if not is_from_this_site(request):
        return refusal(403)
    session, bearer = get_session(request), get_bearer(request)
    if session is None or bearer is None or bearer.porteur != session.porteur:
        return _keep_message(request, uuid, is_signed=bearer is not None)
    return _send_message(request, uuid)


@candidature_required
def _send_message(request: PorteurRequest, candidature: Candidature) -> HttpResponse:
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return follow_up.show(request, candidature, message_form=form, status=422)
    if is_counted_out("candidature-message", str(request.porteur.pk), MAX_MESSAGES, HOUR):
        form.add_error(None, _("Vous avez envoyé beaucoup de messages. Renvoyez celui-ci dans une heure."))
        return follow_up.show(request, candidature, message_form=form, status=429)
    try:
        exchanges.send_message(
            candidature,
            request.porteur,
            body=form.cleaned_data["body"],
            token=form.cleaned_data["token"],
            uploads=form.cleaned_data["files"],
        )
    except FileRefusedError as error:
        form.add_error("files", _("%(problem)s Votre message n’est pas parti.") % {"problem": error.message})
        return follow_up.show(request, candidature, message_form=form, status=422)
    return follow_up.done(candidature, "message", "#echanges")


def _keep_message(request: HttpRequest, uuid: UUID, *, is_signed: bool) -> HttpResponse:
    """The message as it was typed, in a form that sends it once signed in again; it shows nothing else."""
    context = {
        "current": _("Votre message"),
        "message_form": MessageForm(initial={name: request.POST.get(name, "") for name in ("body", "token")}),
        "has_files": bool(request.FILES),
        "send_url": reverse("nec_candidatures:send_message", args=[uuid]) if is_signed else "",
        "form_token_field": FORM_TOKEN_FIELD,
        "form_token": request.POST.get(FORM_TOKEN_FIELD, ""),
        "sign_in_url": sign_in_redirect(reverse("nec_candidatures:follow_up", args=[uuid]))["Location"],
    }
    return keep_private(TemplateResponse(request, "nec_candidatures/message_kept.html", context, status=401))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_request(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Answer what the team asks. What is typed is kept, with or without the session that opened the page."""
    if request.method != "POST" or get_session(request) is not None:
        return _answer_request(request, uuid, pk)
    bearer = get_bearer(request)
    if bearer is None or not is_from_this_site(request):
        return refusal(403)
    _keep_answers(request, get_candidature(bearer.porteur, uuid), pk, bearer.porteur)
    return keep_private(sign_in_redirect(request.path))


def _keep_answers(request: HttpRequest, candidature: Candidature, pk: int, porteur: Porteur) -> None:
    information_request = _get_request(candidature, pk)
    form = RequestForm(information_request, candidature)
    form.read(request.POST, request.FILES)
    if information_request.is_open:
        exchanges.save_answers(information_request, form.values)
        form.bind(is_draft=True)
        _receive_files(form, candidature, porteur)


@candidature_required
def _answer_request(request: PorteurRequest, candidature: Candidature, pk: int) -> HttpResponse:
    information_request = _get_request(candidature, pk)
    form = RequestForm(information_request, candidature)
    if request.method != "POST":
        return _show_request(request, information_request, form, refusal_text=_closed_text(information_request))
    form.read(request.POST, request.FILES)
    form.bind(is_draft=True)
    if information_request.answered_at and request.POST.get("action") == SEND:
        return follow_up.done(candidature, "reponses")
    closed_text = _closed_text(information_request)
    if closed_text:
        return _show_request(request, information_request, form, refusal_text=closed_text, status=409)
    return _take_answers(request, information_request, form)


def _take_answers(request: PorteurRequest, information_request: InformationRequest, form: RequestForm) -> HttpResponse:
    candidature = information_request.candidature
    is_sent = request.POST.get("action") == SEND
    exchanges.save_answers(information_request, form.values)
    form.bind(is_draft=not is_sent)
    has_refused = _receive_files(form, candidature, request.porteur)
    if has_refused or (is_sent and form.errors):
        return _show_request(request, information_request, form, status=422)
    if not is_sent:
        return _see_other(f"{request.path}?enregistre=oui")
    try:
        exchanges.answer_request(information_request, request.porteur, form.values)
    except ExchangeRefusedError as error:
        return _show_request(request, information_request, form, refusal_text=str(error), status=409)
    return follow_up.done(candidature, "reponses")


def _receive_files(form: RequestForm, candidature: Candidature, porteur: Porteur) -> bool:
    """Keep the files sent with answers; whether one was refused, which is then said near its field."""
    has_refused = False
    for question in form.free_questions:
        for upload in question.uploads:
            try:
                piece = files.receive(
                    candidature, upload, kind=FileKind.ANSWER, porteur=porteur, document_key=question.prefix
                )
            except FileRefusedError as error:
                question.refuse(error.message)
                has_refused = True
            else:
                question.pieces.append(piece)
    return has_refused


def _get_request(candidature: Candidature, pk: int) -> InformationRequest:
    rows = candidature.information_requests.prefetch_related("items")
    information_request: InformationRequest = get_object_or_404(rows, pk=pk)
    # The same object everywhere: what a save changes of the candidature is seen by all.
    information_request.candidature = candidature
    return information_request


def _closed_text(information_request: InformationRequest) -> str:
    """Why a request takes no answer any more; empty while it does."""
    try:
        exchanges.check_open(information_request)
    except ExchangeRefusedError as error:
        return str(error)
    return _("Vous avez répondu à cette demande.") if information_request.answered_at else ""


def _show_request(
    request: PorteurRequest,
    information_request: InformationRequest,
    form: RequestForm,
    *,
    refusal_text: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "candidature": information_request.candidature,
        "current": _("Répondre à l’équipe"),
        "information_request": information_request,
        "form": form,
        "refusal_text": refusal_text,
        "is_saved": "enregistre" in request.GET,
    }
    return render(request, "nec_candidatures/request.html", context, status)


@require_safe
@candidature_required
def appointment(request: PorteurRequest, candidature: Candidature, appointment_uuid: UUID) -> HttpResponse:
    """A conversation with the team, for a calendar."""
    found = get_object_or_404(candidature.appointments, uuid=appointment_uuid)
    found.candidature = candidature
    url = full_url(candidature, reverse("nec_candidatures:follow_up", args=[candidature.uuid]))
    return follow_up.attachment(appointment_calendar(found, url), "text/calendar; charset=utf-8", "rendez-vous-nec.ics")


def _see_other(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
