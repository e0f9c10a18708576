"""What the page of a NEC local shows, in words: before the event, then after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _t
from django.utils.translation import ngettext_lazy

from nec_locaux.enums import Audience, DatePrecision, Mode, Phase, Status
from nec_locaux.hours import hours_text
from nec_locaux.registration import Registration
from nec_locaux.timezones import hours_of
from socle.blocks.base import FIRST_LEVEL
from socle.blocks.outline import OutlineEntry, place_headings
from socle.charts import format_number, with_unit
from socle.typography import date_range_text

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage
    from nec_locaux.programme import Schedule, Speaker
    from socle.models import Partenaire

#: Zoom of the map on a known place, and around the centre of a territoire.
PLACE_ZOOM: Final = 17
TERRITOIRE_ZOOM: Final = 12
#: The body stands in a part of the page, whose title is above its own.
BODY_LEVEL: Final = FIRST_LEVEL + 1


class Section(NamedTuple):
    """A part of the page to which its menu leads. Its anchor never changes."""

    anchor: str
    title: str


@dataclass(frozen=True)
class AudiencePath:
    """What a public finds in the event, and where the programme keeps what is for it."""

    title: str
    text: str
    programme_url: str

    @property
    def programme_label(self) -> str:
        """Words of the link to the sessions."""
        return _t("Voir les séances du %(path)s") % {"path": f"{self.title[0].lower()}{self.title[1:]}"}


@dataclass(frozen=True)
class PartnerGroup:
    """Partners who do the same: those whose logo is known, then those who have but a name."""

    title: str
    with_logo: "list[Partenaire]"
    without_logo: "list[Partenaire]"


class EventPresentation:
    """The page of a NEC local in its present phase. What has no content is empty, and so not shown."""

    def __init__(self, page: "NecLocalPage", schedule: "Schedule | None") -> None:
        self.page = page
        self.schedule = schedule
        self.is_after = page.phase == Phase.AFTER
        self.registration = Registration(page)

    # Head

    @property
    def alert(self) -> str:
        """Why the event is not held as announced, and what comes next; empty when it is."""
        page = self.page
        if not page.is_called_off:
            return ""
        if page.status_note:
            return page.status_note
        if page.status == Status.POSTPONED:
            return _t("Cette rencontre est reportée. La nouvelle date sera donnée ici.")
        return _t("Cette rencontre est annulée.")

    @property
    def hours(self) -> str:
        """Days of the week and hours, with the name of their zone where it is not that of mainland France."""
        page = self.page
        if page.start_date is None or page.last_day is None or not page.is_day_known:
            return ""
        words = hours_text(page.start_date, page.last_day, page.start_time, page.end_time)
        has_hours = page.start_time is not None or page.end_time is not None
        return f"{words} ({self.zone})" if has_hours and self.zone else words

    @property
    def zone(self) -> str:
        """Whose hours those of the event are: « heure de La Réunion »; empty for mainland France."""
        return hours_of(self.page.time_zone)

    @property
    def head_sentences(self) -> list[str]:
        """When, where and how before the event; what became of it after."""
        return [sentence for sentence in (self._head_after() if self.is_after else self._head_before()) if sentence]

    def _head_before(self) -> Iterator[str]:
        yield self.hours
        yield self._where
        if self.page.mode != Mode.ON_SITE:
            yield str(self.page.get_mode_display())
        if not self.page.is_called_off:
            yield _t("Entrée gratuite")

    def _head_after(self) -> Iterator[str]:
        yield self._where
        yield _t("Cette rencontre s’est tenue")
        if self.page.bilan:
            yield _t("Voici ce qu’il en reste, et ce que vous pouvez reprendre")

    @property
    def _where(self) -> str:
        return self.page.place or (self.page.location_label if self.page.territoires else "")

    # L'essentiel

    @property
    def is_announcement_folded(self) -> bool:
        """Whether the words that announced the event give way to the bilan that tells it."""
        return self.is_after and bool(self.page.bilan)

    @property
    def has_announcement(self) -> bool:
        return bool(self.page.summary or self.page.body)

    @cached_property
    def paths(self) -> list[AudiencePath]:
        """What each public finds: two paths for an event for both, as far as there is something to say of them."""
        if self.is_after:
            return []
        page = self.page
        candidates = (
            (Audience.PROFESSIONALS, _t("Parcours professionnel"), page.professionals_text),
            (Audience.PUBLIC, _t("Parcours grand public"), page.public_text),
        )
        paths = [
            AudiencePath(title, text, self._programme_url(audience))
            for audience, title, text in candidates
            if page.audience in {"", Audience.BOTH, audience}
        ]
        return [path for path in paths if path.text or path.programme_url]

    def _programme_url(self, audience: Audience) -> str:
        """The programme kept to one public; empty for an event that has not both, or a programme which names none."""
        if self.page.audience != Audience.BOTH or self.schedule is None or "public" not in self.schedule.filters.fields:
            return ""
        return f"?public={audience}#programme"

    # Programme

    @property
    def speakers(self) -> "list[Speaker]":
        """The people of the programme, each once."""
        return self.schedule.speakers if self.schedule else []

    # Pratique

    @property
    def map_url(self) -> str:
        """OpenStreetMap at the place; around it, without a mark, where only its territoire's centre is known."""
        page = self.page
        is_exact = page.latitude is not None and page.longitude is not None
        if page.coordinates is None or not (is_exact or page.place or page.address):
            return ""
        north, east = (f"{degrees:.4f}" for degrees in page.coordinates)
        if is_exact:
            return f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map={PLACE_ZOOM}/{north}/{east}"
        return f"https://www.openstreetmap.org/#map={TERRITOIRE_ZOOM}/{north}/{east}"

    @cached_property
    def coming(self) -> list[tuple[str, str]]:
        """How to come, under the name of each advice. Of no use once the event is over."""
        if self.is_after:
            return []
        page = self.page
        advice = ((_t("Y aller"), page.transport), (_t("Stationnement"), page.parking), (_t("Fléchage"), page.signage))
        return [(name, text) for name, text in advice if text]

    @property
    def has_practical(self) -> bool:
        page = self.page
        lasting = (page.place, page.address, page.territoires, page.organisers_label, page.broadcast)
        if any(lasting) or page.edition_number or page.last_edition:
            return True
        return not self.is_after and any((self.coming, page.accessibility, page.catering, page.contact_email))

    @cached_property
    def partner_groups(self) -> list[PartnerGroup]:
        groups = self.page.partner_groups
        return [
            PartnerGroup(
                title,
                [partenaire for partenaire in partenaires if partenaire.logo_id],
                [partenaire for partenaire in partenaires if not partenaire.logo_id],
            )
            for title, partenaires in groups
        ]

    # Bilan

    @cached_property
    def figures(self) -> list[dict[str, str]]:
        """The numbers that are known, as `components/figures.html` reads them."""
        page = self.page
        labelled = (
            (page.participants, ngettext_lazy("personne venue", "personnes venues")),
            (page.structure_count, ngettext_lazy("structure représentée", "structures représentées")),
            (page.speaker_count, ngettext_lazy("intervenante ou intervenant", "intervenantes et intervenants")),
            (page.workshop_count, ngettext_lazy("atelier", "ateliers")),
            (page.stand_count, ngettext_lazy("stand", "stands")),
        )
        counted = [(format_number(number), label % number) for number, label in labelled if number is not None]
        measured = [
            (with_unit(number, unit), label)
            for number, unit, label in (
                (page.budget, "€", _t("de budget")),
                (page.satisfaction, "%", _t("de réponses satisfaites")),
            )
            if number is not None
        ]
        return [{"value": value, "label": label} for value, label in (*counted, *measured)] if self.is_after else []

    @property
    def is_bilan_missing(self) -> bool:
        """Whether nothing tells yet what the event left."""
        return self.is_after and not self.figures and not self.page.bilan

    @property
    def resource_host(self) -> str:
        """The site of the sheet: « lesbases.anct.gouv.fr »."""
        return urlsplit(self.page.resource_url).hostname or ""

    # Editions

    @property
    def next_edition_sentence(self) -> str:
        """« NEC Metz revient le 3 octobre 2024 », or what became of that edition."""
        following = self.page.next_edition
        if following is None or following.start_date is None:
            return ""
        when = _when_phrase(following.start_date, following)
        name = following.title.removesuffix(str(following.start_date.year)).rstrip(" ,") or following.title
        if following.status == Status.CANCELLED:
            return _t("L’édition suivante, prévue %(when)s, est annulée") % {"when": when}
        if following.status == Status.POSTPONED:
            return _t("L’édition suivante, prévue %(when)s, est reportée") % {"when": when}
        if following.is_past:
            return _t("%(name)s s’est tenu de nouveau %(when)s") % {"name": name, "when": when}
        return _t("%(name)s revient %(when)s") % {"name": name, "when": when}

    @property
    def next_edition_label(self) -> str:
        """Words of the link to that edition: it is the next one while it is to come."""
        following = self.page.next_edition
        is_coming = following is not None and not (following.is_past or following.is_called_off)
        return _t("Voir la prochaine édition") if is_coming else _t("Voir l’édition suivante")

    # Order

    @cached_property
    def sections(self) -> list[Section]:
        """The parts shown, in the order of the page."""
        found = self._sections_after() if self.is_after else self._sections_before()
        return [Section(anchor, str(title)) for anchor, title, is_shown in found if is_shown]

    def _sections_before(self) -> Iterator[tuple[str, str, object]]:
        yield "essentiel", _t("L’essentiel"), self.has_announcement or self.registration
        yield "parcours", _t("Parcours"), self.paths
        yield "programme", _t("Programme"), self.schedule
        yield "intervenants", _t("Intervenantes et intervenants"), self.speakers
        yield "infos-pratiques", _t("Infos pratiques"), self.has_practical
        yield "partenaires", _t("Partenaires"), self.partner_groups
        yield "charte", _t("Charte"), self.page.charte

    def _sections_after(self) -> Iterator[tuple[str, str, object]]:
        yield "bilan", _t("Bilan"), self.figures
        for part in self.page.bilan.stream_block.get_parts(self.page.bilan).values():
            yield part.anchor, str(part.title), True
        yield "presentation", _t("Présentation"), self.has_announcement
        yield "programme", _t("Le programme d’alors"), self.schedule
        yield "intervenants", _t("Intervenantes et intervenants"), self.speakers
        yield "charte", _t("Charte"), self.page.charte
        yield "infos-pratiques", _t("Lieu et organisation"), self.has_practical
        yield "partenaires", _t("Partenaires"), self.partner_groups

    @cached_property
    def bilan_outline(self) -> list[OutlineEntry]:
        """The bilan's titles, whose anchors never take those of the sections."""
        return place_headings(self.page.bilan, other_anchors=[section.anchor for section in self.sections])

    @cached_property
    def body_outline(self) -> list[OutlineEntry]:
        """The body's titles, whose anchors are neither those of the sections nor those of the bilan."""
        taken = {section.anchor for section in self.sections} | {title.anchor for title in self.bilan_outline}
        return place_headings(self.page.body, BODY_LEVEL, taken)


def _when_phrase(start: date, event: "NecLocalPage") -> str:
    """A date after a verb: « le 3 octobre 2024 », « les 19 et 20 novembre 2024 », « en octobre 2024 »."""
    words = date_range_text(start, event.end_date, event.date_precision)
    if words.startswith(("du ", "de ", "d’")):
        return words
    if event.date_precision != DatePrecision.DAY:
        return _t("en %(date)s") % {"date": words}
    article = _t("les %(date)s") if " et " in words else _t("le %(date)s")
    return article % {"date": words}
