"""The files of a candidature: sent, downloaded, removed. None is ever shown by the site."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from candidatures.access import PorteurRequest, candidature_required
from candidatures.downloads import file_response
from candidatures.enums import FileKind, Step
from candidatures.models import Candidature
from candidatures.services.drafts import writable_steps
from candidatures.services.files import delete
from candidatures.views import steps


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
    return file_response(piece)


@csrf_exempt
@require_POST
@candidature_required
def remove(request: PorteurRequest, candidature: Candidature, file_uuid: UUID) -> HttpResponse:
    """Remove a document while its page may be written; the page is saved too, and shown again."""
    piece = get_object_or_404(candidature.files, uuid=file_uuid, kind=FileKind.DOCUMENT)
    if Step.PIECES in writable_steps(candidature):
        delete(piece)
    return steps.step(request, candidature.uuid, Step.PIECES)
