"""The pages of the form and of the bilan: one address each, that saves whatever it is sent."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from candidatures.access import (
    PorteurRequest,
    candidature_required,
    get_bearer,
    get_candidature,
    get_session,
    keep_private,
    sign_in_redirect,
)
from candidatures.enums import State, Step
from candidatures.models import Candidature, Porteur, StepRevision
from candidatures.rules import Rules
from candidatures.services.drafts import (
    SaveResult,
    StepClosedError,
    former_answers,
    marks_of,
    save_step,
    take_back,
    writable_steps,
)
from candidatures.services.links import LinkNotSentError, send_link
from candidatures.steps import FORMS, StepContext, Values
from candidatures.templatetags.nec_dossier import REFUSED_PARAMETER
from candidatures.typed import all_texts
from candidatures.views.base import render
from candidatures.views.limits import excess_of_links
from candidatures.views.pieces import receive_files
from candidatures.views.start import not_sent
from candidatures.views.step_page import BASE_FIELD, StepPage, moment_text, read_marks, write_marks
from socle.form_views import is_from_this_site
from socle.middleware import refusal

#: In the address of the sign-in page: answers were saved on the way.
SAVED_PARAMETER: Final = "enregistre"
STEP_TEMPLATES: Final = "nec_candidatures/steps"
#: What a button of the page asks for; without one of them, to go on.
PREVIOUS, SKIP, LINK = "precedente", "sans-corriger", "lien"
#: Pages that a button leads to, once what was typed is saved.
PEOPLE, FORMER, DELETION = "acces", "versions", "suppression"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """A page of the form. What is sent to it is saved, with or without the session that opened it."""
    known = _read_step(step)
    return _receive(request, uuid, known) if request.method == "POST" else _show(request, uuid, known)


@candidature_required
def _show(request: PorteurRequest, candidature: Candidature, step: Step) -> HttpResponse:
    if step not in writable_steps(candidature):
        return redirect("nec_candidatures:follow_up", candidature.uuid)
    return _render_page(request, StepPage(candidature, step))


@require_http_methods(["GET", "HEAD", "POST"])
@candidature_required
def revisions(request: PorteurRequest, candidature: Candidature, step: str) -> HttpResponse:
    """What a page held before, to read and to take back."""
    known = _read_step(step)
    if request.method == "POST":
        return _take_back(request, candidature, known)
    groups: dict[str, list[dict[str, Any]]] = {}
    for answer in former_answers(candidature, known):
        line = {
            "key": f"{answer.revision}.{answer.name}",
            "text": answer.text,
            "moment": moment_text(answer.replaced_at),
        }
        groups.setdefault(answer.label, []).append(line)
    context = {
        "current": _("États antérieurs"),
        "candidature": candidature,
        "step": known,
        "groups": groups,
        "is_writable": known in writable_steps(candidature),
    }
    return render(request, "nec_candidatures/revisions.html", context)


def _take_back(request: PorteurRequest, candidature: Candidature, step: Step) -> HttpResponse:
    revision, _dot, name = request.POST.get("take", "").partition(".")
    if not revision.isdecimal():
        raise Http404
    try:
        take_back(candidature, step, int(revision[:9]), name, porteur=request.porteur)
    except StepRevision.DoesNotExist:
        raise Http404 from None
    except StepClosedError:
        return _see_other(reverse("nec_candidatures:follow_up", args=[candidature.uuid]))
    return _see_other(_step_url(candidature, step))


def _receive(request: HttpRequest, uuid: UUID, step: Step) -> HttpResponse:
    if not is_from_this_site(request):
        return refusal(403)
    bearer, session = get_bearer(request), get_session(request)
    if bearer is None:
        reason = _("Cette page est restée ouverte trop longtemps : elle n’a pas pu être enregistrée.")
        return _give_back(request, uuid, step, reason, status=403)
    try:
        if session is None or session.porteur != bearer.porteur:
            return _save_without_session(request, get_candidature(bearer.porteur, uuid), step, bearer.porteur)
        return _save(request, uuid, step)
    except StepClosedError as error:
        return _give_back(request, uuid, step, str(error), status=409)


@candidature_required
def _save(request: PorteurRequest, candidature: Candidature, step: Step) -> HttpResponse:
    result = _save_typed(request, candidature, step, request.porteur)
    refusals = receive_files(request, candidature, request.porteur) if step is Step.PIECES else {}
    is_checked = not _wanted(request) or bool(refusals)
    page = StepPage(candidature, step, conflicts=result.conflicts, is_checked=is_checked)
    for name, message in refusals.items():
        page.form.add_error(name, message)
    if _wants_json(request):
        return JsonResponse(_saved_json(request, page))
    if page.conflicts:
        return _render_page(request, page, status=409)
    if _wanted(request) == LINK:
        return _send_link(request, page)
    if page.errors and is_checked:
        return _render_page(request, page, status=422)
    return _see_other(_destination(request, page))


def _send_link(request: PorteurRequest, page: StepPage) -> HttpResponse:
    """Mail to whoever writes a link that leads back to this page."""
    here, email = _step_url(page.candidature, page.step), request.porteur.email
    problem = excess_of_links(request, email)
    if problem:
        return _render_page(request, page, 429, link_problem=problem)
    try:
        send_link(email, destination=here)
    except LinkNotSentError:
        return _render_page(request, page, 503, link_problem=not_sent())
    return _see_other(f"{here}?{LINK}=envoye")


def _save_without_session(request: HttpRequest, candidature: Candidature, step: Step, porteur: Porteur) -> HttpResponse:
    """Save what a page sends whose session is over. Nothing of the candidature is shown."""
    _save_typed(request, candidature, step, porteur)
    if step is Step.PIECES:
        receive_files(request, candidature, porteur)
    if _wants_json(request):
        message = _("Vos réponses sont enregistrées. Votre session est finie : demandez un lien pour la suite.")
        return JsonResponse({"base": _next_base(request, step), "message": message})
    response = sign_in_redirect(_step_url(candidature, step))
    return keep_private(_see_other(f"{response['Location']}&{SAVED_PARAMETER}=oui"))


def _save_typed(request: HttpRequest, candidature: Candidature, step: Step, porteur: Porteur) -> SaveResult:
    base = read_marks(request.POST.get(BASE_FIELD, ""))
    return save_step(candidature, step, _read_typed(request, step), base=base, porteur=porteur)


def _read_typed(request: HttpRequest, step: Step) -> Values:
    """What the page holds. A field that is not in it at all, as when its end is lost on the way, is left as it is."""
    form = FORMS[step]
    values = form.read(_without_row(request.POST, request.POST.get("remove", "")))
    missing = {
        name
        for name, field in form.base_fields.items()
        if field.widget.value_omitted_from_data(request.POST, request.FILES, name)
    } | {name for name in form.row_forms if not any(key.startswith(f"{name}-") for key in request.POST)}
    return {name: value for name, value in values.items() if name not in missing}


def _without_row(data: QueryDict, row: str) -> QueryDict:
    kept = data.copy()
    for key in data:
        if row and key.startswith(f"{row}-"):
            del kept[key]
    return kept


def _next_base(request: HttpRequest, step: Step) -> str:
    """What the page holds once what it sent is saved: the rest of it is as it was made."""
    typed = _read_typed(request, step)
    held = read_marks(request.POST.get(BASE_FIELD, ""))
    return write_marks({name: mark for name, mark in held.items() if name not in typed} | dict(marks_of(typed, typed)))


def _saved_json(request: PorteurRequest, page: StepPage) -> dict[str, Any]:
    sentences = [page.saved_text, *(_conflict_sentence(conflict.label) for conflict in page.conflicts)]
    return {
        "base": _next_base(request, page.step),
        "revision": next((row.revision for row in page.candidature.answers.all() if row.step == page.step), 0),
        "message": " ".join(sentences),
        "conflicts": [{"label": conflict.label, "text": conflict.text} for conflict in page.conflicts],
        "aside": render_to_string("nec_candidatures/includes/step_aside.html", {"page": page}, request),
    }


def _conflict_sentence(label: str) -> str:
    words = _(
        "« %(label)s » avait changé entre-temps : votre réponse est gardée, l’autre est dans les états antérieurs."
    )
    return words % {"label": label}


def _render_page(request: PorteurRequest, page: StepPage, status: int = 200, link_problem: str = "") -> HttpResponse:
    context = {
        "is_refused": page.step is Step.RELECTURE and REFUSED_PARAMETER in request.GET,
        "link_problem": link_problem,
        "is_link_sent": LINK in request.GET,
        "current": page.step.label,
        "candidature": page.candidature,
        "step_page": page,
        "form": page.form,
        "fields_templates": [page.form.template, f"{STEP_TEMPLATES}/default.html"],
        "outside_templates": [f"{STEP_TEMPLATES}/{page.step}-outside.html", f"{STEP_TEMPLATES}/no_outside.html"],
    }
    return render(request, "nec_candidatures/step.html", context, status)


def _give_back(request: HttpRequest, uuid: UUID, step: Step, reason: str, *, status: int) -> HttpResponse:
    """What was typed, for the person to copy, where it could not be saved. It reads nothing of the candidature."""
    if _wants_json(request):
        return keep_private(JsonResponse({"message": reason}, status=status))
    form = FORMS[step](_read_typed(request, step), context=StepContext(Rules(), {}))
    context = {
        "current": step.label,
        "reason": reason,
        "typed": all_texts(form),
        "url": reverse("nec_candidatures:step", args=[uuid, step]),
    }
    return keep_private(TemplateResponse(request, "nec_candidatures/step_refused.html", context, status=status))


def _destination(request: HttpRequest, page: StepPage) -> str:
    """The address to which what the person asked for leads, once the page is saved."""
    here, wanted = _step_url(page.candidature, page.step), _wanted(request)
    if wanted == PREVIOUS:
        return _step_url(page.candidature, page.previous_step or page.step)
    if wanted == FORMER:
        return reverse("nec_candidatures:revisions", args=[page.candidature.uuid, page.step])
    if wanted in {PEOPLE, DELETION}:
        return reverse(f"nec_candidatures:{'people' if wanted == PEOPLE else 'delete'}", args=[page.candidature.uuid])
    if wanted in page.steps:
        return _step_url(page.candidature, Step(wanted))
    if wanted not in {"", SKIP}:
        return f"{here}#{_row_target(page, wanted)}"
    return _step_url(page.candidature, page.next_step) if page.next_step else _end_url(page)


def _wanted(request: HttpRequest) -> str:
    """What the button asks for: empty to go on, a page, or the name of a group of rows, or one of its rows."""
    names = ("action", "go", "add", "remove")
    return next((request.POST[name] for name in names if request.POST.get(name)), "")


def _row_target(page: StepPage, wanted: str) -> str:
    """The id of the first field of the empty row of a group."""
    rows = page.form.row_sets.get(wanted.partition("-")[0])
    row = next(iter(rows.spare), None) if rows else None
    return row[next(iter(row.fields))].id_for_label if row else ""


def _end_url(page: StepPage) -> str:
    """Where the last page leads."""
    if page.step in Step.of_bilan():
        return reverse("nec_candidatures:bilan", args=[page.candidature.uuid])
    if page.candidature.state == State.DRAFT:
        return _step_url(page.candidature, page.step)
    return reverse("nec_candidatures:follow_up", args=[page.candidature.uuid])


def _read_step(slug: str) -> Step:
    if slug not in Step.values:
        raise Http404
    return Step(slug)


def _step_url(candidature: Candidature, step: Step) -> str:
    return reverse("nec_candidatures:step", args=[candidature.uuid, step])


def _see_other(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
