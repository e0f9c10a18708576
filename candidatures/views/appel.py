"""The page of a call."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from candidatures.models import AppelPage


def call(page: AppelPage, request: HttpRequest) -> HttpResponse:
    """The call: its rules, and the way into the form."""
    return render_call(page, request)


def render_call(
    page: AppelPage, request: HttpRequest, *, start_form: Any = None, problem: str = "", status: int = 200
) -> HttpResponse:
    """The page of the call. `start_form`: the form that begins a candidature, with its errors; empty without it.

    `problem` is a sentence above that form, for what no field of it explains.
    """
    context = {"start_form": start_form, "form": start_form, "problem": problem}
    response: HttpResponse = page.render(request, context_overrides=context)
    response.status_code = status
    return response


def link_sent(page: AppelPage, request: HttpRequest) -> HttpResponse:
    raise Http404
