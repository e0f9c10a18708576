"""The PDF of a dossier: what was sent, to keep, to print or to join to an e-mail.

It is private: nothing of it is kept in the public media, nor anywhere. It is made each time it is asked for, which
takes a tenth of a second, from the version that was sent; made again, it says the same.
"""

import re
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.deadlines import paris_day
from candidatures.dossier import read_facts
from candidatures.eligibility import Assessment, assess
from candidatures.models import Candidature, DossierVersion
from candidatures.sites import get_site
from candidatures.summary import Answer, Section, Table, read_dossier, read_version, version_context
from socle.chrome import get_chrome
from socle.pdf import UNFIT_FOR_A_NAME
from socle.typography import date_range_text, french_text
from socle.typst import compile_pdf

TEMPLATE: Final = "typst/dossier.typ"


def make_version_pdf(version: DossierVersion) -> bytes:
    """The dossier as it was sent.

    Raises:
        PdfError: when Typst refuses the text.
    """
    return compile_pdf(TEMPLATE, version_data(version), version.created_at)


def make_draft_pdf(candidature: Candidature) -> bytes:
    """The dossier as it is typed now, with the mention « brouillon » while it has not been sent.

    Raises:
        PdfError: when Typst refuses the text.
    """
    return compile_pdf(TEMPLATE, draft_data(candidature), timezone.now())


def file_name(candidature: Candidature, extension: str = "pdf") -> str:
    """The name under which a person keeps a file of the dossier."""
    words = " – ".join(filter(None, [candidature.number or _("Brouillon"), candidature.display_title]))
    return f"{' '.join(re.sub(UNFIT_FOR_A_NAME, ' ', words).split())}.{extension}"


def version_data(version: DossierVersion) -> dict[str, Any]:
    """What the template reads of a version."""
    candidature = version.candidature
    sent_on = paris_day(version.created_at)
    is_first = version.number == 1
    day = date_range_text(sent_on)
    label = _("Déposé le %(day)s") if is_first else _("Complété le %(day)s")
    return _data(candidature, read_version(version), label % {"day": day}) | {
        "eligibility": _eligibility(_assess(version)),
    }


def draft_data(candidature: Candidature) -> dict[str, Any]:
    """What the template reads of a dossier as it is typed now."""
    today = date_range_text(paris_day(timezone.now()))
    label = _("Brouillon du %(day)s, non déposé") if candidature.is_draft else _("Dossier au %(day)s")
    return _data(candidature, read_dossier(candidature), label % {"day": today}) | {
        "is_draft": candidature.is_draft,
        "eligibility": _eligibility(assess(candidature.rules, read_facts(candidature))),
    }


def _assess(version: DossierVersion) -> Assessment:
    candidature = version.candidature
    sent_on = paris_day(candidature.submitted_at or version.created_at)
    return assess(candidature.rules, read_facts(candidature, sent_on, version_context(version)))


def _data(candidature: Candidature, sections: list[Section], state: str) -> dict[str, Any]:
    site = get_site(candidature)
    chrome = get_chrome(site) if site else None
    site_name = chrome.site_name if chrome else ""
    number = candidature.number or ""
    return {
        "meta": {
            "kind": _("Candidature"),
            "title": french_text(" – ".join(filter(None, [number, candidature.display_title]))),
            "author": chrome.owner if chrome else "",
            "site_name": site_name,
            "date": None,
            "foot": french_text(" – ".join(filter(None, [site_name, number or _("Brouillon")]))),
        },
        "title": french_text(candidature.display_title),
        "number": number,
        "state": french_text(state),
        "is_draft": False,
        "call": french_text(candidature.version.title),
        "sections": [_section(section) for section in sections if not section.is_empty],
        "labels": {
            "kind": _("Candidature à un NEC local"),
            "event": _("NEC local"),
            "number": _("Numéro"),
            "call": _("Appel"),
            "draft": _("Brouillon"),
            "files": _("Fichiers joints"),
            "totals": _("Totaux"),
            "eligibility": _("Éligibilité"),
            "considered": _("Critères pris en compte"),
        },
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": french_text(section.title),
        "answers": [_answer(answer) for answer in section.given],
        "tables": [_table(table) for table in section.tables],
        "totals": [[french_text(line.label), line.text] for line in section.totals],
        "files": [
            french_text(" – ".join(filter(None, [file.label, file.name, file.detail]))) for file in section.files
        ],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "label": french_text(answer.label),
        "paragraphs": [french_text(line) for line in answer.text.split("\n") if line.strip()],
        "items": [french_text(item) for item in answer.items],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": french_text(table.title),
        "headings": [french_text(heading) for heading in table.headings],
        "rows": [[french_text(cell) for cell in row] for row in table.rows],
        "amounts": list(table.amounts),
    }


def _eligibility(assessment: Assessment) -> dict[str, Any]:
    return {
        "title": french_text(assessment.title),
        "explanation": french_text(assessment.explanation),
        "findings": [
            {
                "label": french_text(finding.label),
                "verdict": french_text(str(finding.verdict.label)),
                "reason": french_text(" ".join(filter(None, [finding.reason, finding.advice]))),
            }
            for finding in assessment.findings
        ],
        "considerations": [
            {"label": french_text(item.criterion.label), "verdict": french_text(str(item.verdict.label))}
            for item in assessment.considerations
        ],
    }
