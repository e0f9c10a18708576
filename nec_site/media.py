"""Media from the local disk, where no web server in front does it."""

from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from django.views.static import serve

#: The only types shown in place: none of them can run anything.
SHOWN_TYPES: Final = frozenset(
    {"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "audio/mpeg", "video/mp4", "text/vtt"}
)
#: Documents go through their own view, which checks who may read them.
CLOSED_FOLDERS: Final = ("documents/",)
MEDIA_POLICY: Final = "default-src 'none'; sandbox"


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of `MEDIA_ROOT`, with headers that keep it from acting as a page of the site."""
    if path.startswith(CLOSED_FOLDERS) or "/." in f"/{path}":
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Security-Policy"] = MEDIA_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    if isinstance(response, FileResponse):
        content_type = response.headers["Content-Type"].partition(";")[0]
        name = path.rpartition("/")[2]
        header = content_disposition_header(content_type not in SHOWN_TYPES, name)
        if content_type not in SHOWN_TYPES and header:
            response.headers["Content-Disposition"] = header
    # A name is never used again for another file.
    patch_cache_control(response, public=True, max_age=60 * 60 * 24 * 30)
    return response
