"""The programme of an event as pages and its PDF show it: days, hours, sessions, speakers, and what filters them.

Whatever a draft leaves out, a date, an hour or a title, the rest still shows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.blocks import StructValue
from wagtail.rich_text import RichText

from nec_locaux.enums import Audience, Format, SessionAccess, SessionService
from nec_locaux.hours import clock_text, weekday_name
from nec_locaux.timezones import METROPOLE, hours_of
from socle.models import Partenaire, Personne, Thematique
from socle.parameters import ParametersForm, TolerantMultipleChoiceField
from socle.text import fold_words
from socle.typography import date_range_text

if TYPE_CHECKING:
    from nec_locaux.models import NecLocalPage

SESSION: Final = "session"
PAUSE: Final = "pause"
STANDS: Final = "stands"
#: The two paths of an event: a session for all, or which says nothing, belongs to both.
PATHS: Final = (Audience.PROFESSIONALS, Audience.PUBLIC)
_LATEST: Final = time.max


@dataclass(frozen=True)
class Part:
    """A person in a session, and what they do there."""

    personne: Personne
    part: str = ""

    def __str__(self) -> str:
        return f"{self.personne.name} ({self.part})" if self.part else self.personne.name


@dataclass(frozen=True)
class Stand:
    title: str
    partenaire: Partenaire | None = None
    description: str = ""

    def __str__(self) -> str:
        name = f"{self.title} ({self.partenaire.name})" if self.partenaire else self.title
        return f"{name} : {self.description}" if self.description else name


@dataclass
class Entry:
    """What stands at an hour of a day: a session, stands, or a break."""

    kind: str
    title: str
    start: time | None = None
    end: time | None = None
    format: str = ""
    description: RichText | None = None
    parts: list[Part] = field(default_factory=list)
    partenaire: Partenaire | None = None
    room: str = ""
    off_site: str = ""
    thematique: Thematique | None = None
    track: str = ""
    audience: str = ""
    capacity: int | None = None
    access: str = ""
    services: list[str] = field(default_factory=list)
    is_highlight: bool = False
    stands: list[Stand] = field(default_factory=list)
    #: Whether the filters of the address keep it.
    is_shown: bool = True

    @classmethod
    def from_block(cls, kind: str, value: StructValue) -> "Entry":
        """The entry of a block of `DayStreamBlock`, called `kind` there."""
        return cls(
            kind=kind,
            title=_words(value, "title"),
            start=value.get("start_time"),
            end=value.get("end_time"),
            format=_words(value, "format"),
            description=value.get("description") or None,
            parts=[
                Part(speaker["personne"], _words(speaker, "part"))
                for speaker in value.get("speakers") or []
                if speaker.get("personne")
            ],
            partenaire=value.get("partenaire"),
            room=_words(value, "room"),
            off_site=_words(value, "off_site"),
            thematique=value.get("thematique"),
            track=_words(value, "track"),
            audience=_words(value, "audience"),
            capacity=value.get("capacity"),
            access=_words(value, "access"),
            services=list(value.get("services") or []),
            is_highlight=bool(value.get("is_highlight")),
            stands=[
                Stand(_words(stand, "title"), stand.get("partenaire"), _words(stand, "description"))
                for stand in value.get("stands") or []
            ],
        )

    @property
    def is_pause(self) -> bool:
        return self.kind == PAUSE

    @property
    def format_label(self) -> str:
        """The word shown between brackets before the title."""
        if self.kind == STANDS:
            return _t("stands")
        return str(Format(self.format).label) if self.format in Format.values else ""

    @property
    def hours(self) -> str:
        """« de 9 h à 9 h 30 », or « à 9 h »."""
        if self.start is None:
            return ""
        if self.end is None:
            return _t("à %(start)s") % {"start": clock_text(self.start)}
        return _t("de %(start)s à %(end)s") % {"start": clock_text(self.start), "end": clock_text(self.end)}

    @property
    def end_label(self) -> str:
        return clock_text(self.end) if self.end is not None else ""

    @property
    def setting(self) -> str:
        """Where and how, said before the title: « Salle 1, interprétation en LSF, 30 places »."""
        services = [str(SessionService(service).label) for service in self.services if service in SessionService.values]
        off_site = _t("hors les murs : %(place)s") % {"place": self.off_site} if self.off_site else ""
        capacity = ngettext("%(number)s place", "%(number)s places", self.capacity or 0) % {"number": self.capacity}
        said = [self.room, off_site, *services, capacity if self.capacity else ""]
        return capfirst(", ".join(filter(None, said)))

    @property
    def held_by(self) -> str:
        """Who speaks, else who holds it: « Nadia Ferrand, Hugo Perrin et Ingrid Møller (animation) »."""
        names = listed([str(part) for part in self.parts])
        return ", ".join(filter(None, [names, self.partenaire.name if self.partenaire else ""]))

    @property
    def conditions(self) -> str:
        """Who may come and how, said after the speakers: « Sur inscription, grand public, parcours « Aidants » »."""
        said = [
            str(SessionAccess(self.access).label) if self.access in SessionAccess.values else "",
            str(Audience(self.audience).label) if self.audience in Audience.values else "",
            _t("Parcours « %(name)s »") % {"name": self.track} if self.track else "",
        ]
        return capfirst(", ".join(f"{words[0].lower()}{words[1:]}" for words in said if words))

    @cached_property
    def facets(self) -> dict[str, list[str]]:
        """The values of each filter that keep the entry. A break has none: it belongs to the whole day."""
        if self.is_pause:
            return {}
        return {
            "parcours": [track_key(self.track)] if self.track else [],
            "theme": [self.thematique.slug] if self.thematique else [],
            "public": [str(path) for path in PATHS if self.audience in {"", path, Audience.BOTH}],
        }


@dataclass
class Slot:
    """What starts at the same hour of a day."""

    start: time | None
    entries: list[Entry]

    @property
    def label(self) -> str:
        return clock_text(self.start) if self.start else _t("Heure à préciser")

    @property
    def end(self) -> time | None:
        """The hour at which all of it ends, where that is one hour."""
        ends = {entry.end for entry in self.entries}
        return ends.pop() if len(ends) == 1 else None

    @property
    def end_label(self) -> str:
        return clock_text(self.end) if self.end is not None else ""

    @property
    def is_pause(self) -> bool:
        return all(entry.is_pause for entry in self.entries)

    @property
    def is_shown(self) -> bool:
        return any(entry.is_shown for entry in self.entries)


@dataclass
class Day:
    """A day in one place."""

    date: date | None
    title: str
    place: str
    slots: list[Slot]

    @property
    def weekday(self) -> str:
        return capfirst(weekday_name(self.date)) if self.date else ""

    @property
    def label(self) -> str:
        """« Jeudi 3 octobre 2024 »."""
        return f"{self.weekday} {date_range_text(self.date)}" if self.date else _t("Date à préciser")

    @property
    def entries(self) -> list[Entry]:
        return [entry for slot in self.slots for entry in slot.entries]

    @property
    def is_shown(self) -> bool:
        """Whether a session is left in it, or nothing but breaks was ever there."""
        sessions = [entry for entry in self.entries if not entry.is_pause]
        return not sessions or any(entry.is_shown for entry in sessions)


@dataclass
class Speaker:
    """A person, what they do in the sessions they speak in, and the colour of the first of these."""

    personne: Personne
    colour: str = ""
    sessions: list[Entry] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def role(self) -> str:
        """What they do in the event, beyond speaking: « Animation, grand témoin »."""
        return capfirst(", ".join(dict.fromkeys(filter(None, self.parts))))


class ProgrammeFilters(ParametersForm):
    """The filters of the address. One that would keep all the sessions is not offered."""

    parcours = TolerantMultipleChoiceField(label=_("Parcours"), widget=forms.CheckboxSelectMultiple)
    theme = TolerantMultipleChoiceField(label=_("Thématique"), widget=forms.CheckboxSelectMultiple)
    public = TolerantMultipleChoiceField(label=_("Public"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict | Mapping[str, Any], sessions: list[Entry]) -> None:
        super().__init__(data)
        choices = {"parcours": _tracks(sessions), "theme": _themes(sessions), "public": _paths(sessions)}
        for name, options in choices.items():
            if any(str(value) not in entry.facets[name] for value, _label in options for entry in sessions):
                self.fields[name].choices = options  # type: ignore[attr-defined]  # a field of choices
            else:
                del self.fields[name]

    @cached_property
    def wanted(self) -> dict[str, list[str]]:
        """The values asked for, by filter; a filter left alone is not there."""
        return {name: values for name, values in self.tolerant_data.items() if values}

    def keeps(self, entry: Entry) -> bool:
        """Whether every filter asked for keeps `entry`. Breaks go with the day."""
        return entry.is_pause or all(set(values) & set(entry.facets[name]) for name, values in self.wanted.items())


@dataclass(frozen=True)
class Schedule:
    """The programme of an event, sorted and filtered."""

    days: list[Day]
    speakers: list[Speaker]
    filters: ProgrammeFilters
    hours_note: str = ""

    @property
    def sessions(self) -> list[Entry]:
        """Everything but the breaks, in order."""
        return [entry for day in self.days for entry in day.entries if not entry.is_pause]

    @property
    def has_several_days(self) -> bool:
        """Whether the days must be told apart. The page already says which one a single day is."""
        return len(self.days) > 1 or bool(self.days[0].title or self.days[0].place)

    @property
    def is_filtered(self) -> bool:
        return bool(self.filters.wanted)

    @property
    def count_text(self) -> str:
        """How many sessions the filters keep. `programme.js` writes the same from `count_patterns`."""
        total, shown = len(self.sessions), sum(entry.is_shown for entry in self.sessions)
        name = "all" if not self.is_filtered else {0: "none", 1: "one"}.get(shown, "many")
        return self.count_patterns[name].replace("#", str(total if name == "all" else shown))

    @property
    def count_patterns(self) -> dict[str, str]:
        """Words for each count, « # » standing for it."""
        total = len(self.sessions)
        return {
            "all": ngettext("# séance", "# séances", total),
            "none": _t("Aucune séance ne répond à ces filtres. Retirez-en un pour en voir d’autres."),
            "one": _t("1 séance sur %(total)s") % {"total": total},
            "many": _t("# séances sur %(total)s") % {"total": total},
        }


def build_schedule(page: "NecLocalPage", data: QueryDict | Mapping[str, Any] | None = None) -> Schedule | None:
    """The programme of `page` as the query string `data` filters it; nothing for an event without programme.

    Its number of queries does not depend on that of the sessions.
    """
    days = sorted(filter(None, (_day(block.value) for block in page.programme)), key=_day_rank)
    if not days:
        return None
    sessions = [entry for day in days for entry in day.entries if not entry.is_pause]
    filters = ProgrammeFilters({} if data is None else data, sessions)
    for entry in sessions:
        entry.is_shown = filters.keeps(entry)
    speakers = _speakers(sessions)
    prefetch_related_objects([speaker.personne for speaker in speakers], "portrait")
    return Schedule(days, speakers, filters, hours_note(days, page.time_zone))


def hours_note(days: Iterable[Day], zone: ZoneInfo) -> str:
    """Whose hours the programme gives, where they are not those of mainland France, with the first as an example."""
    name = hours_of(zone)
    moments = (
        datetime.combine(day.date, slot.start, zone) for day in days for slot in day.slots if day.date and slot.start
    )
    first = next(moments, None)
    if not name or first is None:
        return ""
    there = first.astimezone(ZoneInfo(METROPOLE))
    eve = {-1: _t(" la veille"), 1: _t(" le lendemain")}.get((there.date() - first.date()).days, "")
    words = {"name": name, "here": clock_text(first.time()), "there": clock_text(there.time()), "eve": eve}
    return _t("Horaires à l’%(name)s : quand il y est %(here)s, il est %(there)s à Paris%(eve)s.") % words


def track_key(track: str) -> str:
    """The value by which an address names a parcours."""
    return fold_words(track).replace(" ", "-")


def listed(names: list[str]) -> str:
    """« A, B et C »."""
    *first, last = names or [""]
    return _t("%(first)s et %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def _day(value: StructValue) -> Day | None:
    """The day of a `DayBlock`, unless it is empty."""
    entries = [Entry.from_block(item.block_type, item.value) for item in value.get("items") or []]
    slots = [Slot(start, list(group)) for start, group in groupby(sorted(entries, key=_rank), key=_start)]
    if not slots:
        return None
    return Day(value.get("date"), _words(value, "title"), _words(value, "place"), slots)


def _words(value: StructValue, name: str) -> str:
    """A field of words, empty where a draft left it out."""
    return str(value.get(name) or "")


def _start(entry: Entry) -> time | None:
    return entry.start


def _rank(entry: Entry) -> tuple[bool, time]:
    """By the hour; entries of the same hour stay in the order of their editor."""
    return entry.start is None, entry.start or _LATEST


def _day_rank(day: Day) -> tuple[date, str, bool, time]:
    """By date then place; the days without a place, those of the event's own, come first."""
    start = day.slots[0].start
    return day.date or date.max, fold_words(day.place), start is None, start or _LATEST


def _speakers(sessions: Iterable[Entry]) -> list[Speaker]:
    speakers: dict[int, Speaker] = {}
    for entry in sessions:
        for part in entry.parts:
            speaker = speakers.setdefault(part.personne.pk, Speaker(part.personne))
            speaker.colour = speaker.colour or (entry.thematique.colour if entry.thematique else "")
            speaker.sessions.append(entry)
            speaker.parts.append(part.part)
    return list(speakers.values())


def _tracks(sessions: Iterable[Entry]) -> list[tuple[Any, str]]:
    names: dict[str, str] = {}
    for entry in sessions:
        if entry.track:
            names.setdefault(track_key(entry.track), entry.track)
    return list(names.items())


def _themes(sessions: Iterable[Entry]) -> list[tuple[Any, str]]:
    """Each bears its thématique, which gives the choice its paper."""
    themes = {entry.thematique.pk: entry.thematique for entry in sessions if entry.thematique}
    ordered = sorted(themes.values(), key=lambda theme: (theme.sort_order, theme.title))
    return [(forms.models.ModelChoiceIteratorValue(theme.slug, theme), theme.title) for theme in ordered]


def _paths(sessions: Iterable[Entry]) -> list[tuple[Any, str]]:
    """Both paths, as soon as a session is for one alone."""
    has_paths = any(entry.audience in PATHS for entry in sessions)
    return [(str(path), str(path.label)) for path in PATHS if has_paths]
