"""How a file of a candidature is given: downloaded, never shown by a browser under the site's name."""

from typing import Final

from django.http import FileResponse, Http404
from django.utils.cache import add_never_cache_headers

from candidatures.models import PieceJointe

#: A file must neither run nor lead anywhere, should a browser open it all the same.
POLICY: Final = "default-src 'none'; sandbox"


def file_response(piece: PieceJointe) -> FileResponse:
    """The file, under the name it came with.

    Raises:
        Http404: when the antivirus refused it, or it is lost: nothing is left to send.
    """
    try:
        content = piece.file.open("rb")
    except (OSError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=piece.name, content_type=piece.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    add_never_cache_headers(response)
    return response
