"""Addresses of the revue that no page of its own gives."""

from django.db.models import prefetch_related_objects

from revue.enums import ExportFormat
from revue.models import RevueIndexPage
from socle.chrome import page_url
from socle.models import BasePage, Personne


def signature_url(personne: Personne) -> str:
    """Address of the page of someone who signs, without a query; empty while no revue is online.

    Those who sign nothing public have no page: see `RevueIndexPage.signatories`.
    """
    revue_url = page_url("nec_revue.RevueIndexPage")
    return f"{revue_url}{signature_route(personne.slug)}" if revue_url else ""


def signature_route(slug: str) -> str:
    """The end of that address, below the page of the revue."""
    route: str = RevueIndexPage().reverse_subpage("signature", [slug])
    return route


def export_url(page: BasePage, export_format: ExportFormat) -> str:
    """Full address of a file made from `page`, empty while it is not made."""
    if not page.pk or not page.full_url:
        return ""
    # Asked for once, for all formats and for all those who ask.
    prefetch_related_objects([page], "export_files")
    is_made = any(export.file and export.format == export_format for export in page.export_files.all())
    return f"{page.full_url}{export_route(export_format)}" if is_made else ""


def export_route(export_format: ExportFormat) -> str:
    """The end of that address, below the page the file is made from."""
    return f"{export_format.value}/"
