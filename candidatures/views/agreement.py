"""Stub."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def document(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def send_signed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404
