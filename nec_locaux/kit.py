"""The kit of communication of a NEC local: its logo, poster and banners, and a text for newsletters.

Made from what is known of the event, at the moment it is asked for; what is not known is left out. « Kit sur mesure »
is one of the things every NEC local receives (guide d'organisation, 2024).
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from nec_locaux.enums import DatePrecision
from socle.enums import Papier
from socle.text import clean_line
from socle.typography import date_range_text, french_text, month_name
from socle.typst import compile_image, compile_pdf, fingerprint

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

    from nec_locaux.models import NecLocalPage

TEMPLATE: Final = "typst/kit.typ"
PREFIX: Final = "NEC"
MINIUM: Final = "#d9411a"
#: Papers of the thématiques in the light theme (visual identity, section 2.1).
PAPERS: Final[dict[str, str]] = {
    Papier.ETHIQUE: "#ffb5c8",
    Papier.DONNEES: "#a9cfff",
    Papier.MEDIATION: "#ffda45",
    Papier.ECOLOGIE: "#a2e0a6",
    Papier.COMMUNS: "#d3bfff",
    Papier.NEC: "#ff8a63",
}
#: Pixels of the banners: a link shared on a network, a square publication.
BANNERS: Final = {"bandeau-1200x627": (1200, 627), "carre-1080x1080": (1080, 1080)}
#: Dots an inch at which a point of the page is a pixel; logos are drawn four times larger.
SCREEN_PPI: Final = 72
LOGO_PPI: Final = 4 * SCREEN_PPI
DAY_SECONDS: Final = 24 * 60 * 60
#: The date inside a PDF: the same event gives the same file, whenever it is made.
UNDATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
#: The year that ends many titles (« NEC Metz 2023 »): the date says it.
FINAL_YEAR: Final = re.compile(r"\s+(?:19|20)\d{2}$")


@dataclass(frozen=True)
class KitSubject:
    """What a kit says of an event. Empty where it is not known."""

    title: str
    start_date: date | None = None
    end_date: date | None = None
    date_precision: str = DatePrecision.DAY
    place: str = ""
    #: Key of the paper of its thématique.
    colour: str = ""
    summary: str = ""
    url: str = ""
    site_name: str = ""

    @classmethod
    def of_page(cls, page: "NecLocalPage", site_name: str) -> Self:
        """What the page of an event says."""
        return cls(
            title=page.title,
            start_date=page.start_date,
            end_date=page.end_date,
            date_precision=page.date_precision,
            place=page.location_label,
            colour=page.thematiques[0].colour if page.thematiques else "",
            summary=page.summary,
            url=(page.full_url or "") if page.live else "",
            site_name=site_name,
        )

    @property
    def name(self) -> str:
        """What stands between the brackets: the title without « NEC » and without the year."""
        words = clean_line(self.title).removeprefix(PREFIX).strip()
        return FINAL_YEAR.sub("", words) or clean_line(self.title)

    @property
    def dates(self) -> str:
        """When, in words, with the year."""
        if self.start_date is None:
            return ""
        return date_range_text(self.start_date, self.end_date, self.date_precision)


@dataclass(frozen=True)
class KitFile:
    """A file of a kit: how pages name it, and what makes it."""

    name: str
    title: "StrOrPromise"
    formats: "StrOrPromise"
    file_name: str
    content_type: str
    make: Callable[[KitSubject], bytes]

    def read(self, subject: KitSubject) -> bytes:
        """The file for `subject`, kept a day so that a poster is drawn once for a whole team."""
        key = self._key(subject)
        content: bytes | None = cache.get(key)
        if content is None:
            content = self.make(subject)
            cache.set(key, content, DAY_SECONDS)
        return content

    def size(self, subject: KitSubject) -> int | None:
        """Octets of the file, where it has been made."""
        content: bytes | None = cache.get(self._key(subject))
        return len(content) if content else None

    def download_name(self, subject: KitSubject) -> str:
        return self.file_name.format(slug=slugify(f"{PREFIX} {subject.name}") or "nec")

    def _key(self, subject: KitSubject) -> str:
        return f"nec:kit:{self.name}:{fingerprint(TEMPLATE, _data(subject, self.name))}"


def _data(subject: KitSubject, shape: str, **changes: Any) -> dict[str, Any]:
    """What the template reads."""
    day = subject.start_date if subject.date_precision == DatePrecision.DAY else None
    is_one_day = day is not None and subject.end_date in {None, day}
    drawing = _pictogram(subject.colour)
    return {
        "shape": shape,
        "title": french_text(f"{PREFIX} {subject.name}"),
        "author": subject.site_name,
        "prefix": PREFIX,
        "name": french_text(subject.name),
        "accent": "",
        "paper": "",
        "pictogram": drawing,
        "day": str(day.day) if day and is_one_day else "",
        "month": f"{month_name(day.month)} {day.year}" if day and is_one_day else french_text(subject.dates),
        "date": french_text(subject.dates),
        "lines": [french_text(line) for line in (subject.place, subject.url, subject.site_name) if line],
        "summary": subject.summary,
        "width": 0,
        "height": 0,
        **changes,
    }


def _pictogram(colour: str) -> str:
    """The drawing of a paper, in the ink of the kit."""
    path = finders.find(f"icons/pictogram-{colour}.svg") if colour in PAPERS else None
    if not path:
        return ""
    return Path(str(path)).read_text(encoding="utf-8").replace("currentColor", "#15173a")


def make_logo(subject: KitSubject) -> bytes:
    """The logo in ink and in the colours of the mark, as drawings and as images."""
    files = {}
    for version, accent in (("noir", ""), ("couleur", MINIUM)):
        data = _data(subject, "logo", accent=accent)
        files[f"logo-{version}.svg"] = compile_image(TEMPLATE, data, "svg")
        files[f"logo-{version}.png"] = compile_image(TEMPLATE, data, "png", LOGO_PPI)
    return _zip(files)


def make_poster(subject: KitSubject) -> bytes:
    """The poster: in one ink, to print on coloured paper, and on the paper of its thématique, to publish as it is."""
    paper = PAPERS.get(subject.colour, PAPERS[Papier.NEC])
    return _zip(
        {
            "affiche-une-encre.pdf": compile_pdf(TEMPLATE, _data(subject, "poster"), UNDATED),
            "affiche-couleur.pdf": compile_pdf(TEMPLATE, _data(subject, "poster", paper=paper), UNDATED),
        }
    )


def make_banners(subject: KitSubject) -> bytes:
    """Images for networks, on the paper of the thématique."""
    paper = PAPERS.get(subject.colour, "")
    return _zip(
        {
            f"{name}.png": compile_image(
                TEMPLATE, _data(subject, "banner", paper=paper, width=width, height=height), "png", SCREEN_PPI
            )
            for name, (width, height) in BANNERS.items()
        }
    )


def make_text(subject: KitSubject) -> bytes:
    """A short, a middle and a long text for newsletters, as an OpenDocument text."""
    context = {"title": clean_line(subject.title), "texts": newsletter_texts(subject)}
    content = render_to_string("nec_locaux/kit/content.xml", context)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        # The first entry, not compressed: what tells the type of an OpenDocument file (ODF 1.3, part 2, 3.3).
        archive.writestr(_entry("mimetype"), ODT_TYPE, zipfile.ZIP_STORED)
        archive.writestr(_entry("META-INF/manifest.xml"), render_to_string("nec_locaux/kit/manifest.xml"))
        archive.writestr(_entry("content.xml"), content)
    return buffer.getvalue()


def newsletter_texts(subject: KitSubject) -> list[tuple[str, list[str]]]:
    """The texts, each with its name: they say what is known and nothing else."""
    opening = ", ".join(filter(None, [subject.title, subject.dates, subject.place]))
    more = [_t("Le programme et l’inscription : %(url)s") % {"url": subject.url}] if subject.url else []
    about = _t(
        "C’est un événement de %(site)s, qui réunit celles et ceux qui font vivre un numérique d’intérêt général."
    ) % {"site": subject.site_name or _t("Numérique en Commun[s]")}
    texts = [
        (_t("Texte court"), [f"{opening}."]),
        (_t("Texte moyen"), [f"{opening}.", about, *more]),
        (_t("Texte long"), [f"{opening}.", *filter(None, [subject.summary]), about, *more]),
    ]
    return [(name, [french_text(clean_line(paragraph)) for paragraph in paragraphs]) for name, paragraphs in texts]


ODT_TYPE: Final = "application/vnd.oasis.opendocument.text"

KIT_FILES: Final = (
    KitFile("logo", _("Logo"), _("SVG et PNG, noir et couleur"), "logo-{slug}.zip", "application/zip", make_logo),
    KitFile(
        "affiche",
        _("Affiche A3"),
        _("PDF, une encre et couleur, fond perdu"),
        "affiche-{slug}.zip",
        "application/zip",
        make_poster,
    ),
    KitFile(
        "bandeaux",
        _("Bandeaux réseaux"),
        _("PNG, 1200 × 627 et 1080 × 1080"),
        "bandeaux-{slug}.zip",
        "application/zip",
        make_banners,
    ),
    KitFile("encart", _("Encart de lettre"), _("Texte court, moyen, long"), "encart-{slug}.odt", ODT_TYPE, make_text),
)


def kit_file(name: str) -> KitFile | None:
    """The file of every kit called `name`; None for no such file."""
    return next((file for file in KIT_FILES if file.name == name), None)


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_entry(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry of an archive without a date: the same event gives the same file."""
    return zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
