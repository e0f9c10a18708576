"""Stub."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def follow_up(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def kit_file(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404
