"""The programme of an event as a PDF, to print or to send: with it, one can come without the site."""

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import gettext as _
from django_tasks import task

from nec_locaux.hours import hours_text
from nec_locaux.programme import Day, Entry, Schedule, Slot, Speaker, build_schedule
from socle.pdf import PagePdf, document_meta, published_day
from socle.typography import date_range_text, french_text
from socle.typst import rich_text

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage

logger = logging.getLogger(__name__)


class ProgrammePdf(PagePdf):
    """The PDF of an event's programme as it is now. The event must have one."""

    kind = "programme"
    template = "typst/programme.typ"

    @property
    def title(self) -> str:
        return _("Programme – %(event)s") % {"event": self.page.title}

    @property
    def url(self) -> str:
        return str(self.page.subpage_url("programme"))

    @cached_property
    def schedule(self) -> Schedule | None:
        """What it says; nothing where the days of the programme are empty, and then there is no PDF."""
        return build_schedule(self.page)

    def get_data(self) -> dict[str, Any]:
        return programme_data(self.page, self.schedule) if self.schedule else {}


@task()
def make_programme_pdf(page_pk: int) -> None:
    """Make the PDF of a live event's programme, if it still has one."""
    page = apps.get_model("nec_locaux.NecLocalPage").objects.live().filter(pk=page_pk).first()
    pdf = page and page.programme_pdf
    if pdf and pdf.schedule:
        pdf.make()
        logger.info("PDF of the programme made: %s", pdf.path)


def programme_data(page: "NecLocalPage", schedule: Schedule) -> dict[str, Any]:
    """What the template reads: texts only, set as French asks. Nothing in it depends on the present day."""
    base_url = page.full_url or ""
    return {
        "meta": document_meta(page, _("Programme"), f"{_('Programme')} – {page.title}", published_day(page)),
        "state": french_text(page.get_status_display()) if page.is_called_off else "",
        "state_note": french_text(page.status_note) if page.is_called_off else "",
        "title": french_text(page.title),
        "facts": _lines(_facts(page)),
        "hours_note": french_text(schedule.hours_note),
        "days": [_day(day, base_url, has_several=schedule.has_several_days) for day in schedule.days],
        "speakers": [_speaker(speaker) for speaker in schedule.speakers],
        "practical": _lines(_practical(page)),
        "labels": {
            "kind": _("Programme"),
            "event": _("NEC local"),
            "session": _("Séance"),
            "highlight": _("Temps fort"),
            "speakers": _("Elles et ils interviennent"),
            "practical": _("Venir, être bien accueilli"),
            "address": _("Le programme à jour se lit à l’adresse"),
        },
        "url": base_url,
    }


def _facts(page: "NecLocalPage") -> list[tuple[str, str]]:
    return [
        (_("Date"), _when(page)),
        (_("Lieu"), ", ".join(filter(None, [page.place or page.location_label, page.address]))),
        (_("Forme"), str(page.get_mode_display())),
        (_("Organisation"), page.organisers_label),
        (_("Inscription"), page.registration_url),
        (_("Contact"), page.contact_email),
    ]


def _when(page: "NecLocalPage") -> str:
    if page.start_date is None:
        return ""
    days = date_range_text(page.start_date, page.end_date, page.date_precision)
    if not page.is_day_known:
        return days
    hours = hours_text(page.start_date, page.end_date or page.start_date, page.start_time, page.end_time)
    return f"{days} ({hours[0].lower()}{hours[1:]})" if hours else days


def _practical(page: "NecLocalPage") -> list[tuple[str, str]]:
    return [
        (_("Y aller"), page.transport),
        (_("Stationnement"), page.parking),
        (_("Fléchage"), page.signage),
        (_("Accessibilité"), page.accessibility),
        (_("Repas et boissons"), page.catering),
        (_("Diffusion"), page.broadcast),
    ]


def _lines(facts: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "value": french_text(value)} for label, value in facts if value]


def _day(day: Day, base_url: str, *, has_several: bool) -> dict[str, Any]:
    return {
        "label": french_text(day.label),
        "title": french_text(day.title),
        "place": french_text(day.place),
        "is_named": has_several,
        "slots": [_slot(slot, base_url) for slot in day.slots],
    }


def _slot(slot: Slot, base_url: str) -> dict[str, Any]:
    end = _("à %(end)s") % {"end": slot.end_label} if slot.end_label else ""
    entries = [_entry(entry, base_url, says_end=not slot.end_label) for entry in slot.entries]
    return {"label": slot.label, "end": end, "is_pause": slot.is_pause, "entries": entries}


def _entry(entry: Entry, base_url: str, *, says_end: bool) -> dict[str, Any]:
    end = _("jusqu’à %(end)s") % {"end": entry.end_label} if says_end and entry.end_label else ""
    theme = entry.thematique.title if entry.thematique else ""
    return {
        "is_pause": entry.is_pause,
        "is_highlight": entry.is_highlight,
        "format": french_text(entry.format_label),
        "setting": french_text(", ".join(filter(None, [entry.setting, end]))),
        "title": french_text(entry.title),
        "who": french_text(entry.held_by),
        "conditions": french_text(". ".join(filter(None, [theme, entry.conditions]))),
        "description": rich_text(entry.description.source, base_url) if entry.description else [],
        "stands": [french_text(str(stand)) for stand in entry.stands],
    }


def _speaker(speaker: Speaker) -> dict[str, str]:
    personne = speaker.personne
    said = [speaker.role, personne.role, personne.organisation]
    return {"name": personne.name, "about": french_text(", ".join(filter(None, said)))}
