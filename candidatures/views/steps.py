"""Stub."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def step(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def revisions(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404
