"""What every request goes through: refusals of what could only fail, limits, and how long an answer may be kept."""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch
from django.utils.cache import add_never_cache_headers, patch_cache_control

from socle.ratelimit import is_over_limit

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]

#: Errors a view raises when an address holds what its query cannot.
ADDRESS_ERRORS: Final = (OverflowError, ValueError, DataError, FieldError, ValidationError, NoReverseMatch)
#: A number with more digits than a 32-bit column holds.
HUGE_NUMBER: Final = re.compile(r"\d{10}")
BROWSER_SECONDS: Final = 60
#: Answers which say little and may change soon.
SHORT_LIVED: Final = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
#: How the types begin of what is compressed already, and the one image that is not.
COMPRESSED_TYPES: Final = (
    "application/epub+zip",
    "application/pdf",
    "application/vnd.openxmlformats",
    "application/zip",
    "audio/",
    "font/",
    "image/",
    "video/",
)
SVG: Final = "image/svg+xml"
SHAREABLE: Final = SHORT_LIVED | {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.NOT_MODIFIED}


def refusal(status: int, **context: Any) -> HttpResponse:
    """The error page for `status`. It needs neither the request nor the database: they may be what is wrong."""
    response = HttpResponse(render_to_string(f"{status}.html", context), status=status)
    add_never_cache_headers(response)
    return response


class RequestGuardMiddleware:
    """Answers 400 to requests that Django, Wagtail or the database could only answer with a 500.

    - a NUL character in the path, the query string or a cookie, which PostgreSQL and the file system refuse;
    - a body in another encoding than UTF-8, which Django does not read;
    - a view's error which a value of the address caused: a number no column holds, an order by no field that exists.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if getattr(request, "is_dummy", False):
            return self.get_response(request)
        if _holds_nul(request) or not _is_utf8(request):
            return refusal(400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ADDRESS_ERRORS) or not is_caused_by_address(request, exception):
            return None
        logger.warning("Request refused: its address caused %s", type(exception).__name__)
        return refusal(400)


def is_caused_by_address(request: HttpRequest, exception: Exception) -> bool:
    """Whether a value of the query string or path explains `exception`: the error quotes it, or it is a huge number.

    Any other error is the site's own, and must be seen as such.
    """
    values = [value for _, values in request.GET.lists() for value in values]
    if request.resolver_match:
        values += [str(value) for value in request.resolver_match.kwargs.values()]
    message = str(exception)
    if any(repr(part) in message for value in values for part in _parts(value)):
        return True
    return any(HUGE_NUMBER.search(value) for value in [*values, request.path_info]) and not isinstance(
        exception, FieldError | ValidationError | NoReverseMatch
    )


def _parts(value: str) -> set[str]:
    """What an error may quote of `value`: all of it, or the name of a field in an order or a path of fields."""
    name = value.removeprefix("-")
    return {part for part in (value, name, *name.split("__")) if part}


def _holds_nul(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    return (
        "\x00" in request.path_info
        or "%00" in query
        or "\x00" in query
        or any("\x00" in value for value in request.COOKIES.values())
    )


def _is_utf8(request: HttpRequest) -> bool:
    charset = (request.content_params or {}).get("charset", "utf-8")
    return charset.strip().lower() == "utf-8"


class CompressionMiddleware(GZipMiddleware):
    """Compresses what gains by it: a PDF would only lose its length, which tells readers how far its download is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        content_type = response.get("Content-Type", "").partition(";")[0]
        if content_type.startswith(COMPRESSED_TYPES) and content_type != SVG:
            return response
        return super().process_response(request, response)


class RateLimitMiddleware:
    """Limits the POST requests of one address to the URL names of `NEC_RATE_LIMITS`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        limit = getattr(settings, "NEC_RATE_LIMITS", {}).get(name)
        if request.method != "POST" or limit is None or not is_over_limit(request, name, *limit):
            return None
        return refusal(429)


class CachePolicyMiddleware:
    """Says how long an answer may be kept: a page, for its `cache_seconds`, when there is no session; nothing else.

    A visitor with a session may see drafts, private pages or a link to the editor: what they get is kept nowhere. The
    attribute `request.has_session` lets a template tell them apart without opening the session, which would add
    `Vary: Cookie` to a page that is the same for everyone else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.has_session = settings.SESSION_COOKIE_NAME in request.COOKIES  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not getattr(request, "is_dummy", False) and not response.has_header("Cache-Control"):
            self._set_policy(request, response)
        return response

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        page = (response.context_data or {}).get("page")
        request.page_cache_seconds = getattr(page, "cache_seconds", 0)  # type: ignore[attr-defined]
        return response

    @staticmethod
    def _set_policy(request: HttpRequest, response: HttpResponseBase) -> None:
        seconds = getattr(request, "page_cache_seconds", 0)
        if not _is_shareable(request, response):
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True)
        elif response.status_code == HTTPStatus.OK and seconds:
            patch_cache_control(response, public=True, max_age=min(BROWSER_SECONDS, seconds), s_maxage=seconds)
        elif response.status_code in SHORT_LIVED:
            patch_cache_control(response, public=True, max_age=BROWSER_SECONDS)


def _is_shareable(request: HttpRequest, response: HttpResponseBase) -> bool:
    if request.method not in {"GET", "HEAD"} or response.status_code not in SHAREABLE:
        return False
    depends_on_cookies = bool(response.cookies) or "cookie" in response.get("Vary", "").lower()
    return not (request.has_session or depends_on_cookies)  # type: ignore[attr-defined]
