"""Headers that keep what a page may do, and who may use its answers, to what the site needs."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

#: Powers of a browser which no page of the site uses. Full screen and sound are left to the players.
PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
        *(
            "hid",
            "local-fonts",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "serial",
            "usb",
            "xr-spatial-tracking",
        ),
    )
)


class PrivacyHeadersMiddleware:
    """Adds Permissions-Policy and Cross-Origin-Resource-Policy, and X-Robots-Tag on a test site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # The headers of a 304 replace those that the browser kept: a file open to other sites must stay so.
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            response.headers.setdefault("Cross-Origin-Resource-Policy", self._resource_policy(request))
        if not settings.NEC_SEARCH_ENGINES:
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    @staticmethod
    def _resource_policy(request: HttpRequest) -> str:
        """Images and files are under free licences, for others to show too; the rest is the site's own."""
        is_shared = request.path_info.startswith(("/medias/", "/documents/"))
        return "cross-origin" if is_shared else "same-origin"
