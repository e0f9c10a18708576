"""The files of a candidature: sent, downloaded, removed. None is ever shown by the site."""

from typing import Final
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from candidatures.access import PorteurRequest, candidature_required
from candidatures.enums import FileKind, Step
from candidatures.models import Candidature
from candidatures.services.drafts import writable_steps
from candidatures.services.files import delete
from candidatures.views import steps

#: A file must neither run nor lead anywhere, should a browser open it all the same.
POLICY: Final = "default-src 'none'; sandbox"


@csrf_exempt
@require_POST
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A document sent alone: the page it comes from is saved too, and shown again."""
    return steps.step(request, uuid, Step.PIECES)


@require_safe
@candidature_required  # type: ignore[arg-type]
def download(request: PorteurRequest, candidature: Candidature, file_uuid: UUID) -> HttpResponseBase:
    """A file of the candidature, under the name it came with."""
    piece = get_object_or_404(candidature.files, uuid=file_uuid)
    try:
        content = piece.file.open("rb")
    except (OSError, ValueError) as error:
        # Refused by the antivirus, or lost: nothing is left to send.
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=piece.name, content_type=piece.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    return response


@csrf_exempt
@require_POST
@candidature_required
def remove(request: PorteurRequest, candidature: Candidature, file_uuid: UUID) -> HttpResponse:
    """Remove a document while its page may be written; the page is saved too, and shown again."""
    piece = get_object_or_404(candidature.files, uuid=file_uuid, kind=FileKind.DOCUMENT)
    if Step.PIECES in writable_steps(candidature):
        delete(piece)
    return steps.step(request, candidature.uuid, Step.PIECES)
