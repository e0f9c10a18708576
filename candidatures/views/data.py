"""Stub."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def export_json(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def export_pdf(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def delete(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404
