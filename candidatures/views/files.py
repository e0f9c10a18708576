"""Stub."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def upload(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def download(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def remove(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404
