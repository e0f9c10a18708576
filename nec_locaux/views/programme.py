"""The programme as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse

from nec_locaux.models import NecLocalPage


def programme_pdf(page: NecLocalPage, request: HttpRequest) -> HttpResponse:
    """An accessible PDF (PDF/UA-1), for those who print it or send it."""
    pdf = page.programme_pdf
    if pdf is None or pdf.schedule is None:
        raise Http404
    return pdf.get_response()
