"""Stub."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def send_message(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def answer_request(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def appointment(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404
