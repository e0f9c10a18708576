"""Stub."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def submit(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def withdraw(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404
