"""The PDF of the charte."""

import logging
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as _
from django_tasks import task

from socle.pdf import PagePdf, document_meta, published_day
from socle.typography import date_range_text, french_text
from socle.typst import rich_text

if TYPE_CHECKING:
    from home.models import ChartePage

logger = logging.getLogger(__name__)


class ChartePdf(PagePdf):
    """The PDF of a charte as it is now."""

    kind = "charte"
    template = "typst/charte.typ"

    def get_data(self) -> dict[str, Any]:
        return charte_data(self.page)


@task()
def make_charte_pdf(page_pk: int) -> None:
    """Make the PDF of a live charte, if it still is one."""
    page = apps.get_model("nec_home.ChartePage").objects.live().filter(pk=page_pk).first()
    if page:
        pdf = ChartePdf(page)
        pdf.make()
        logger.info("PDF of the charte made: %s", pdf.path)


def charte_data(page: "ChartePage") -> dict[str, Any]:
    """What the template reads: texts only, set as French asks."""
    return {
        "meta": document_meta(page, _("Charte"), page.title, page.version_date or published_day(page), page.version),
        "title": french_text(page.title),
        "summary": french_text(page.summary),
        "facts": _facts(page),
        "engagements": [_engagement(block.value, page.full_url or "") for block in page.engagements],
        "applies_to": [french_text(block.value) for block in page.applies_to],
        "labels": {
            "engagement": _("Engagement"),
            "checks": _("Comment on le vérifie"),
            "applies_to": _("Qui la respecte"),
        },
        "notes": [{"text": _("Le texte à jour se lit à l’adresse"), "url": page.full_url, "label": page.full_url}]
        if page.full_url
        else [],
    }


def _facts(page: "ChartePage") -> list[dict[str, str]]:
    facts = [
        (_("Version"), page.version, ""),
        (_("Date"), date_range_text(page.version_date) if page.version_date else "", ""),
        (_("Licence"), str(page.get_licence_display()), page.licence_url),
    ]
    return [{"label": label, "value": french_text(value), "url": url} for label, value, url in facts if value]


def _engagement(value: Any, base_url: str) -> dict[str, Any]:
    return {
        "title": french_text(value["title"]),
        "text": rich_text(value["text"].source, base_url),
        "checks": [french_text(check) for check in value["checks"]],
    }
