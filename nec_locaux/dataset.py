"""The open data of the NEC locaux, described once: every file, the schema and the page read this list of columns.

A column is never renamed nor given another meaning: others build on its name. New ones come at the end.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from nec_locaux.enums import Audience, DatePrecision, Mode, PartnerRole, Status
from socle.enums import Licence, TerritoireKind
from socle.text import clean_text

NAME: Final = "nec-locaux"
TITLE: Final = _t("NEC locaux")
DESCRIPTION: Final = _t(
    "Les rencontres locales de Numérique en Commun[s] depuis 2018 : quand, où, par qui, sur quoi, avec quel bilan."
)
LICENCE: Final = Licence.LICENCE_OUVERTE_2
#: Between the items of a list, in the formats whose cells hold one text.
SEPARATOR: Final = "|"
SCHEMA_STANDARD: Final = "https://specs.frictionlessdata.io/schemas/table-schema.json"
#: A day, or the month or year that is known of it (ISO 8601).
KNOWN_DATE: Final = r"\d{4}(-\d{2}(-\d{2})?)?"

Value = str | int | float | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class Place:
    """A territoire, with what an event takes from it."""

    name: str
    kind: str
    code: str
    departement: str
    region: str
    coordinates: tuple[float, float] | None
    time_zone: str


@dataclass(frozen=True, slots=True)
class Source:
    """What the database holds of one event."""

    fields: Mapping[str, Any]
    url: str
    time_zone: str
    places: Sequence[Place]
    thematiques: Sequence[str]
    #: Role and name of each partner.
    partenaires: Sequence[tuple[str, str]]

    @property
    def position(self) -> tuple[float, float, str] | None:
        """Latitude, longitude and whose they are: the venue's, else those of the first territoire's centre."""
        latitude, longitude = self.fields["latitude"], self.fields["longitude"]
        if latitude is not None and longitude is not None:
            return float(latitude), float(longitude), PositionOrigin.VENUE
        centre = self.places[0].coordinates if self.places else None
        return (*centre, PositionOrigin.TERRITOIRE) if centre else None

    @property
    def organisers(self) -> str:
        """The editors' words, else the partners who organise."""
        names = [name for role, name in self.partenaires if role == PartnerRole.ORGANISER]
        return self.fields["organisers"] or ", ".join(names)

    def known_date(self, day: date | None) -> str | None:
        return known_date(day, self.fields["date_precision"])


class PositionOrigin(TextChoices):
    VENUE = "lieu", _t("Le lieu de l’événement")
    TERRITOIRE = "territoire", _t("Le centre du premier territoire")


@dataclass(frozen=True)
class Column:
    """A column of the data: its name and meaning, what it may hold, and how it is read."""

    name: str
    title: Any
    #: Name of the model's field, or what reads a `Source`.
    read: str | Callable[[Source], Any]
    example: Value
    description: Any = ""
    value_type: str = "string"
    format: str = ""
    is_list: bool = False
    choices: type[TextChoices] | None = None
    constraints: Mapping[str, Any] = field(default_factory=dict)

    def value(self, source: Source) -> Value:
        """What the event has in this column, `None` where nothing is known."""
        return plain(source.fields[self.read] if isinstance(self.read, str) else self.read(source))

    @property
    def all_constraints(self) -> dict[str, Any]:
        """The constraints as Table Schema writes them. Those of a list are about the text that its items make."""
        if self.choices is None:
            return dict(self.constraints)
        if not self.is_list:
            return {**self.constraints, "enum": self.choices.values}
        item = f"({'|'.join(self.choices.values)})"
        return {**self.constraints, "pattern": rf"{item}(\{SEPARATOR}{item})*"}

    @property
    def type_label(self) -> str:
        """The type in words."""
        if self.is_list:
            return _("liste de textes")
        labels = {
            "string": _("texte"),
            "integer": _("nombre entier"),
            "number": _("nombre"),
            "boolean": _("vrai ou faux"),
            "date": _("date"),
            "time": _("heure"),
            "datetime": _("date et heure"),
        }
        return {"uri": _("adresse web"), "uuid": _("identifiant UUID")}.get(self.format, labels[self.value_type])

    @property
    def constraint_labels(self) -> list[str]:
        """What the values must respect, in words."""
        known = self.constraints
        labels = [
            _("obligatoire") if known.get("required") else "",
            _("unique") if known.get("unique") else "",
            _("%(minimum)s au moins") % known if "minimum" in known else "",
            _("%(maximum)s au plus") % known if "maximum" in known else "",
            _("AAAA-MM-JJ, AAAA-MM ou AAAA") if known.get("pattern") == KNOWN_DATE else "",
        ]
        return [label for label in labels if label]

    @property
    def example_text(self) -> str:
        return as_text(self.example)


def _count(name: str, title: Any, read: str, example: int, description: Any = "") -> Column:
    """A number counted after the event."""
    return Column(name, title, read, example, description, value_type="integer", constraints={"minimum": 0})


REQUIRED: Final = {"required": True}

COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        "identifiant",
        _t("Identifiant"),
        "translation_key",
        "0b5c6f0e-3c5a-4f0e-9f1c-5d3f0f7f8a11",
        _t("Il ne change jamais, même quand la page change d’adresse ou de titre."),
        format="uuid",
        constraints={"required": True, "unique": True},
    ),
    Column("nom", _t("Nom"), "title", "NEC Metz 2023", constraints=REQUIRED),
    Column(
        "edition",
        _t("Numéro d’édition"),
        "edition_number",
        2,
        value_type="integer",
        constraints={"minimum": 1, "maximum": 99},
    ),
    Column(
        "statut",
        _t("État"),
        "status",
        "annonce",
        _t("Tel que l’équipe l’a donné. Un événement tenu garde son dernier état ; un événement annulé reste listé."),
        choices=Status,
        constraints=REQUIRED,
    ),
    Column(
        "statut_precision",
        _t("Précision sur l’état"),
        "status_note",
        "Reporté à l’automne",
        _t("La raison d’un report ou d’une annulation, ou la nouvelle date."),
    ),
    Column(
        "date_debut",
        _t("Premier jour"),
        lambda source: source.known_date(source.fields["start_date"]),
        "2023-10-03",
        _t("Seulement ce qui est connu : le jour, le mois ou l’année."),
        constraints={"required": True, "pattern": KNOWN_DATE},
    ),
    Column(
        "date_fin",
        _t("Dernier jour"),
        lambda source: source.known_date(source.fields["end_date"] or source.fields["start_date"]),
        "2023-10-04",
        _t("Écrit comme le premier jour, et égal à lui pour un événement d’un seul jour."),
        constraints={"required": True, "pattern": KNOWN_DATE},
    ),
    Column(
        "precision_date",
        _t("Précision des dates"),
        "date_precision",
        "day",
        choices=DatePrecision,
        constraints=REQUIRED,
    ),
    Column(
        "heure_debut", _t("Heure de début"), "start_time", "09:00:00", _t("À l’heure du lieu, le premier jour."), "time"
    ),
    Column("heure_fin", _t("Heure de fin"), "end_time", "17:30:00", _t("À l’heure du lieu, le dernier jour."), "time"),
    Column(
        "fuseau",
        _t("Fuseau horaire"),
        lambda source: source.time_zone,
        "Indian/Reunion",
        _t("Nom de la base tz de l’IANA. Celui du premier territoire."),
        constraints=REQUIRED,
    ),
    Column("mode", _t("Mode"), "mode", "sur_place", choices=Mode, constraints=REQUIRED),
    Column("publics", _t("Publics"), "audience", "tous", choices=Audience),
    Column("presentation", _t("Présentation"), "summary", "Deux jours pour le numérique d’intérêt général."),
    Column(
        "territoires",
        _t("Territoires"),
        lambda source: [place.name for place in source.places],
        ["Metz", "Moselle"],
        _t("Le premier est le principal. Vide pour une rencontre sans territoire unique."),
        is_list=True,
    ),
    Column(
        "types_territoire",
        _t("Types des territoires"),
        lambda source: [place.kind for place in source.places],
        ["commune", "departement"],
        _t("Dans l’ordre des territoires."),
        is_list=True,
        choices=TerritoireKind,
    ),
    Column(
        "codes_officiels",
        _t("Codes officiels des territoires"),
        lambda source: [place.code for place in source.places],
        ["57463", "57"],
        _t("Code officiel géographique, ou SIREN d’une intercommunalité ; un territoire de projet n’en a pas."),
        is_list=True,
    ),
    Column(
        "departements",
        _t("Codes des départements et collectivités d’outre-mer"),
        lambda source: _distinct(place.departement for place in source.places),
        ["57"],
        is_list=True,
    ),
    Column(
        "regions",
        _t("Codes des régions"),
        lambda source: _distinct(place.region for place in source.places),
        ["44"],
        _t("Code officiel géographique."),
        is_list=True,
    ),
    Column("lieu", _t("Lieu"), "place", "Bliiida, Metz"),
    Column("adresse", _t("Adresse"), "address", "6 bis avenue de Blida, 57000 Metz"),
    Column(
        "latitude",
        _t("Latitude"),
        lambda source: source.position and source.position[0],
        49.1193,
        _t("En degrés (WGS 84)."),
        value_type="number",
        constraints={"minimum": -90, "maximum": 90},
    ),
    Column(
        "longitude",
        _t("Longitude"),
        lambda source: source.position and source.position[1],
        6.1757,
        _t("En degrés (WGS 84)."),
        value_type="number",
        constraints={"minimum": -180, "maximum": 180},
    ),
    Column(
        "origine_position",
        _t("Origine des coordonnées"),
        lambda source: source.position and source.position[2],
        "lieu",
        choices=PositionOrigin,
    ),
    Column("organisation", _t("Organisation"), lambda source: source.organisers, "Ville de Metz"),
    Column(
        "partenaires",
        _t("Partenaires"),
        lambda source: _distinct(name for role, name in source.partenaires if role != PartnerRole.ORGANISER),
        ["Les Bases", "Hubik"],
        is_list=True,
    ),
    Column(
        "thematiques",
        _t("Thématiques"),
        lambda source: list(source.thematiques),
        ["mediation-et-competences"],
        _t("Fin de l’adresse de chaque thématique sur ce site ; la principale en premier."),
        is_list=True,
    ),
    Column(
        "inscription",
        _t("Page d’inscription"),
        "registration_url",
        "https://inscription.example/nec",
        format="uri",
    ),
    Column("inscription_fin", _t("Inscription jusqu’au"), "registration_deadline", "2023-09-29", value_type="date"),
    Column(
        "places",
        _t("Nombre de places"),
        "capacity",
        250,
        value_type="integer",
        constraints={"minimum": 1},
    ),
    _count("participants", _t("Personnes venues"), "participants", 1181, _t("Nombre constaté, après l’événement.")),
    _count("structures", _t("Structures représentées"), "structure_count", 120),
    _count("intervenants", _t("Intervenantes et intervenants"), "speaker_count", 60),
    _count("ateliers", _t("Ateliers"), "workshop_count", 24),
    _count("stands", _t("Stands"), "stand_count", 18),
    _count("budget", _t("Budget"), "budget", 40000, _t("Total, en euros.")),
    Column(
        "satisfaction",
        _t("Satisfaction"),
        "satisfaction",
        92,
        _t("Part des réponses satisfaites, en pour cent."),
        value_type="integer",
        constraints={"minimum": 0, "maximum": 100},
    ),
    Column("source_chiffres", _t("Source des chiffres"), "figures_source", "Bilan de la Ville de Metz, 2023"),
    Column("programme_publie", _t("Programme publié"), "has_programme", example=True, value_type="boolean"),
    Column("bilan_publie", _t("Bilan publié"), "has_bilan", example=True, value_type="boolean"),
    Column(
        "page",
        _t("Page de l’événement"),
        lambda source: source.url,
        "https://numerique-en-communs.example/nec-locaux/nec-metz-2023/",
        format="uri",
        constraints=REQUIRED,
    ),
    Column(
        "fiche_les_bases",
        _t("Fiche sur Les Bases"),
        "resource_url",
        "https://lesbases.anct.gouv.fr/ressources/nec-metz",
        format="uri",
    ),
    Column(
        "date_mise_a_jour",
        _t("Dernière mise à jour"),
        "last_published_at",
        "2024-01-15T09:30:00Z",
        _t("Dernière publication de la page, en temps universel."),
        value_type="datetime",
    ),
)

#: The model's fields that the columns read.
FIELDS: Final = (
    *(column.read for column in COLUMNS if isinstance(column.read, str)),
    *("start_date", "end_date", "latitude", "longitude", "organisers"),
)


def known_date(day: date | None, precision: str) -> str | None:
    """What is known of a day: « 2023-10-03 », « 2023-10 » or « 2023 »."""
    if day is None:
        return None
    length = {DatePrecision.YEAR: len("2023"), DatePrecision.MONTH: len("2023-10")}
    return day.isoformat()[: length.get(DatePrecision(precision))]


def plain(value: Any) -> Value:
    """A value of the database as every format writes it; an empty text is nothing."""
    if isinstance(value, str):
        return clean_text(value) or None
    if isinstance(value, list):
        return [clean_text(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def as_text(value: Value) -> str:
    """A value as one text: the items of a list on one line, nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(item.replace(SEPARATOR, "/") for item in value)
    return str(value)


def table_schema(homepage: str) -> dict[str, Any]:
    """The columns as a Table Schema (Frictionless Data), for the CSV file. `homepage` presents the data."""
    return {
        "$schema": SCHEMA_STANDARD,
        "name": NAME,
        "title": str(TITLE),
        "description": str(DESCRIPTION),
        "homepage": homepage,
        "primaryKey": "identifiant",
        "missingValues": [""],
        "fields": [_schema_field(column) for column in COLUMNS],
    }


def _schema_field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "title": str(column.title), "type": column.value_type}
    if column.format:
        described["format"] = column.format
    described["description"] = str(column.description)
    described["example"] = column.example_text
    if column.is_list:
        described["separator"] = SEPARATOR
    described["constraints"] = column.all_constraints
    return {key: value for key, value in described.items() if value not in ("", {})}


def _distinct(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(item for item in items if item))
