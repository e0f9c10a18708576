"""Stub."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def candidatures(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def sign_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def link_sent(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def use_link(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def sign_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def begin(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404
