"""Files as the page of the documents sends them."""

from django.http import HttpRequest

from candidatures.enums import FileKind
from candidatures.models import Candidature, Porteur
from candidatures.services.files import FileRefusedError, receive
from candidatures.steps.pieces import field_name


def receive_files(request: HttpRequest, candidature: Candidature, porteur: Porteur) -> dict[str, str]:
    """Keep the documents of a request. What is refused is told by the name of its field."""
    refusals = {}
    for key in ["", *(document.key for document in candidature.rules.documents)]:
        uploaded = request.FILES.get(field_name(key))
        if uploaded is None:
            continue
        try:
            receive(candidature, uploaded, kind=FileKind.DOCUMENT, porteur=porteur, document_key=key)
        except FileRefusedError as error:
            refusals[field_name(key)] = error.message
    return refusals
