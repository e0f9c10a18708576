"""The PDF of an agreement, from the template that the team writes: texts, budget, signatures, annexes."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from candidatures.budget import euros, per_cent, read_budget
from candidatures.deadlines import shift_months
from candidatures.enums import Step
from candidatures.guards import last_event_day
from candidatures.models import Candidature, Convention, ConventionSettings, FollowUpSettings
from candidatures.sites import get_site
from candidatures.steps import get_form
from candidatures.summary import Table, read_dossier
from candidatures.variables import fill
from socle.chrome import get_chrome
from socle.typography import date_range_text, french_text
from socle.typst import compile_pdf

TEMPLATE: Final = "typst/convention.typ"
#: What begins a line that is the title of an article.
TITLE_SIGN: Final = "#"


def make_agreement_pdf(agreement: Convention, settings: ConventionSettings) -> bytes:
    """The agreement, ready to be signed.

    Raises:
        PdfError: when Typst refuses the text.
    """
    return compile_pdf(TEMPLATE, agreement_data(agreement, settings), timezone.now())


def agreement_values(agreement: Convention, settings: ConventionSettings) -> dict[str, str]:
    """What stands in place of the variables of the template (`convention_words`)."""
    candidature = agreement.candidature
    porteur, event = (get_form(candidature, step).cleaned for step in (Step.PORTEUR, Step.EVENEMENT))
    budget = read_budget(get_form(candidature, Step.BUDGET).cleaned)
    amount, start, last = agreement.amount, candidature.start_date, last_event_day(candidature)
    months = FollowUpSettings.for_site(settings.site).reports_months
    return {
        "numero_convention": agreement.number,
        "date": date_range_text(agreement.dated_on) if agreement.dated_on else "",
        "numero": candidature.number or "",
        "titre": candidature.display_title,
        "structure": candidature.structure_name,
        "siret": porteur["siret"],
        "adresse": agreement.structure_address,
        "representant": agreement.representative,
        "territoire": str(candidature.territoire or ""),
        "dates": date_range_text(start, candidature.end_date, candidature.date_precision) if start else "",
        "lieu": event["venue"],
        "montant": euros(amount) if amount else "",
        "budget": euros(budget.expenses_total),
        "part": per_cent(amount * 100 / budget.expenses_total) if amount and budget.expenses_total else "",
        "date_bilan": date_range_text(shift_months(last, months)) if last else "",
        "signataire": settings.signatory,
        "structure_signataire": settings.signatory_body,
    }


def agreement_data(agreement: Convention, settings: ConventionSettings) -> dict[str, Any]:
    """What the template of Typst reads."""
    candidature = agreement.candidature
    values = agreement_values(agreement, settings)
    site = get_site(candidature)
    chrome = get_chrome(site) if site else None
    site_name, owner = (chrome.site_name, chrome.owner) if chrome else ("", "")
    title = french_text(fill(settings.title, values)) or _("Convention")
    return {
        "meta": {
            "kind": _("Convention"),
            "title": title,
            "author": owner,
            "site_name": site_name,
            "date": None,
            "foot": french_text(" – ".join(filter(None, [site_name, agreement.number]))),
        },
        "title": title,
        "number": agreement.number,
        "date": values["date"],
        "blocks": [_block(text, values) for text in _split(settings.body)],
        "tables": [_table(table) for table in _budget_tables(candidature)],
        "signatures": [
            {"body": french_text(body), "name": french_text(name)}
            for body, name in (
                (settings.signatory_body or owner, settings.signatory),
                (candidature.structure_name, agreement.representative),
            )
        ],
        "annexes": [french_text(annexe.name) for annexe in agreement.annexes.all()] if agreement.pk else [],
        "labels": {
            "number": _("Numéro"),
            "date": _("Date"),
            "budget": _("Budget de l’événement"),
            "annexes": _("Annexes"),
            "made": _("Fait en deux exemplaires"),
            "for": _("Pour"),
            "signature": _("Date et signature"),
        },
    }


def _split(body: str) -> list[str]:
    return [block.strip() for block in body.replace("\r\n", "\n").split("\n\n") if block.strip()]


def _block(text: str, values: dict[str, str]) -> dict[str, Any]:
    is_title = text.startswith(TITLE_SIGN)
    words = fill(text.lstrip(f"{TITLE_SIGN} "), values)
    return {"is_title": is_title, "lines": [french_text(line) for line in words.split("\n") if line.strip()]}


def _budget_tables(candidature: Candidature) -> list[Table]:
    return [table for section in read_dossier(candidature) if section.step is Step.BUDGET for table in section.tables]


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": french_text(table.title),
        "headings": [french_text(heading) for heading in table.headings],
        "rows": [[french_text(cell) for cell in row] for row in table.rows],
        "amounts": list(table.amounts),
    }
