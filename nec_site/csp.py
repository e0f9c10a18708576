"""The content security policies: a strict one for the public pages, a looser one for Wagtail's admin alone."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

HEADER = "Content-Security-Policy"
ADMIN_PATH = "/admin/"


def build_policy(directives: Mapping[str, Sequence[str]]) -> str:
    """The header's value for `directives`, written as Django 6 reads `SECURE_CSP`."""
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


class ContentSecurityPolicyMiddleware:
    """Sends `SECURE_CSP` with every answer, `SECURE_CSP_ADMIN` under the admin's path.

    An answer that has a policy of its own keeps it: documents forbid themselves everything. An answer without a body
    (304) has none to protect, and its headers would replace those that the browser kept with the body.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Wagtail makes a preview by running a second request inside the editor's: the policy is the outer page's.
        is_kept = HEADER in response.headers or response.status_code == HTTPStatus.NOT_MODIFIED
        if not getattr(request, "is_dummy", False) and not is_kept:
            response.headers[HEADER] = build_policy(self._directives(request, response))
        return response

    @staticmethod
    def _directives(request: HttpRequest, response: HttpResponseBase) -> Mapping[str, Sequence[str]]:
        is_debug_page = settings.DEBUG and response.status_code >= HTTPStatus.BAD_REQUEST
        is_loose = is_debug_page or request.path_info.startswith(ADMIN_PATH)
        return settings.SECURE_CSP_ADMIN if is_loose else settings.SECURE_CSP
