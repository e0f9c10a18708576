"""The pages that answer when something is refused or fails, in the site's look and in French."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from socle.middleware import refusal


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The refusal of a form whose anti-forgery token is missing, most often because cookies are off or too old."""
    return refusal(403, is_csrf=True)


def server_error(request: HttpRequest) -> HttpResponse:
    return refusal(500)


def login_locked(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """The answer to whoever tried too many passwords."""
    return refusal(429, is_login=True)
