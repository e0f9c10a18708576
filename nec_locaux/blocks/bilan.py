"""What an event left: feedback, origins, words, pictures, documents."""

from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, CharBlock, ListBlock, PageChooserBlock, StreamValue, StructValue, TextBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from socle.blocks.audio import AudioBlock
from socle.blocks.base import GROUP_FIGURES, GROUP_HIGHLIGHT, GROUP_RELATED, NecStructBlock, OptionBlock
from socle.blocks.callout import CalloutBlock
from socle.blocks.chart import ChartBlock, ChartValue
from socle.blocks.downloads import DownloadsBlock
from socle.blocks.figures import FiguresBlock
from socle.blocks.gallery import GalleryBlock
from socle.blocks.heading import HeadingBlock
from socle.blocks.image import FigureBlock
from socle.blocks.page_cards import PageCardsBlock
from socle.blocks.paragraph import ParagraphBlock
from socle.blocks.personnes import PersonnesBlock
from socle.blocks.steps import StepsBlock
from socle.blocks.streams import OutlinedStreamBlock
from socle.blocks.table import TableBlock
from socle.blocks.verbatim import VerbatimBlock
from socle.blocks.video import VideoBlock


class FeedbackBlock(NecStructBlock):
    """What people liked and what would be done otherwise (fiche « retour d'expérience » of NEC Metz, 2023)."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    lesson = TextBlock(
        label=_("La leçon à retenir"), required=False, max_length=300, help_text=_("Une phrase, montrée en grand.")
    )
    lesson_source = CharBlock(
        label=_("D’après qui"),
        required=False,
        max_length=150,
        help_text=_("À la suite de « À retenir, » : « d’après le retour d’expérience de la ville »."),
    )
    liked = ListBlock(CharBlock(label=_("Un point"), max_length=200), label=_("Ce qui a plu"), default=[], max_num=20)
    to_change = ListBlock(
        CharBlock(label=_("Un point"), max_length=200), label=_("À faire autrement"), default=[], max_num=20
    )

    class Meta:
        icon = "comment"
        label = _("Ce qui a plu, ce qui change")
        label_format = _("Retours : {title}")
        group = GROUP_HIGHLIGHT
        description = _("La leçon de l’événement en grand, ce qui a plu, et ce que vous feriez autrement.")
        template = "nec_locaux/blocks/feedback.html"
        preview_value = {
            "title": "Ce que la ville en retient",
            "lesson": "Deux parcours et deux communications : un pour les professionnels, un pour le grand public.",
            "lesson_source": "d’après le retour d’expérience de la Ville de Metz, octobre 2023",
            "liked": [
                "Les stands découverte",
                "Les ateliers professionnels",
                "Le regard croisé Danemark, Luxembourg, France",
            ],
            "to_change": [
                "Indiquer le parking",
                "Prévoir des boissons l’après-midi",
                "Laisser le temps d’une inscription en ligne simple",
                "Planifier les interviews et la vidéo",
            ],
        }

    def get_errors(self, value: StructValue) -> dict[str, str]:
        if self.is_deferred_validation or any(value.get(name) for name in ("lesson", "liked", "to_change")):
            return {}
        return {"liked": _t("Donnez au moins un point, ou la leçon à retenir.")}


class OriginKind(TextChoices):
    TERRITOIRE = "territoire", _("Leur territoire")
    SECTEUR = "secteur", _("Leur secteur")


#: Head of the first column of the table, by what is counted.
ORIGIN_HEADINGS = {OriginKind.TERRITOIRE: _("Territoire"), OriginKind.SECTEUR: _("Secteur")}


class OriginBlock(ChartBlock):
    """Where participants come from, by territory or by sector: a chart and its table."""

    origin = OptionBlock(label=_("Ce qui est compté"), choices=OriginKind.choices, default=OriginKind.TERRITOIRE)

    class Meta:
        icon = "sliders"
        label = _("Origine des participantes et participants")
        label_format = _("Origine : {title}")
        group = GROUP_FIGURES
        description = _("Une barre par territoire ou par secteur, avec la source et le tableau des valeurs.")
        form_layout = BlockGroup(
            children=["title", "origin", "introduction", "kind", "unit", "points", "source"],
            settings=["show_total", "source_url", "date"],
        )

    def get_example(self) -> dict[str, Any]:
        return {**super().get_example(), "origin": OriginKind.SECTEUR}

    def get_context(self, value: ChartValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "label_heading": ORIGIN_HEADINGS.get(value.get("origin"), "")}


class CarnetValue(StructValue):
    """A notebook as its template reads it."""

    @property
    def page_url(self) -> str:
        """Address of the page, empty where there is none online."""
        page = self.get("page")
        return (page.url or "") if page and page.live else ""


class CarnetBlock(NecStructBlock):
    """The notebook of the event: a file, or an article of the revue."""

    title = CharBlock(label=_("Titre"), max_length=160)
    text = TextBlock(label=_("Présentation"), required=False, max_length=400)
    document = DocumentChooserBlock(label=_("Fichier"), required=False)
    page = PageChooserBlock(label=_("ou page du site"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Carnet")
        label_format = _("Carnet : {title}")
        group = GROUP_RELATED
        description = _("Le carnet de l’événement (récits, dessins, paroles) : un fichier, ou un article de la revue.")
        template = "nec_locaux/blocks/carnet.html"
        value_class = CarnetValue

    def get_example(self) -> dict[str, Any]:
        document = get_document_model().objects.order_by("pk").first() if apps.ready else None
        return {
            "title": "Carnet du NEC local",
            "text": "Récits, dessins et paroles recueillis sur place.",
            "document": document,
        }

    def get_errors(self, value: CarnetValue) -> dict[str, str]:
        if value.get("document") and value.get("page"):
            message = _t("Choisissez un fichier ou une page, pas les deux.")
            return {"document": message, "page": message}
        if not value.get("document") and not value.get("page") and not self.is_deferred_validation:
            return {"document": _t("Choisissez un fichier, ou une page du site.")}
        return {}


class BilanPart(NamedTuple):
    """A part of a bilan to which the page leads: its blocks' anchor and name."""

    anchor: str
    title: Promise


_IMAGES = BilanPart("images", _("Images"))
_MEDIA = BilanPart("a-voir-a-ecouter", _("À voir, à écouter"))
#: The part each type of block belongs to; the types left out are found by their own titles.
BILAN_PARTS = {
    "feedback": BilanPart("ce-qui-a-plu", _("Ce qui a plu, ce qui change")),
    "origin": BilanPart("origines", _("Qui est venu")),
    "verbatim": BilanPart("paroles", _("Paroles")),
    "personnes": BilanPart("portraits", _("Portraits")),
    "image": _IMAGES,
    "gallery": _IMAGES,
    "video": _MEDIA,
    "audio": _MEDIA,
    "carnet": BilanPart("carnet", _("Carnet")),
    "downloads": BilanPart("documents", _("Documents")),
}


class BilanStreamBlock(OutlinedStreamBlock):
    """The blocks of a bilan, in the order editors choose. The first block of each part bears the part's anchor."""

    feedback = FeedbackBlock()
    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    steps = StepsBlock()
    table = TableBlock()
    callout = CalloutBlock()
    figures = FiguresBlock()
    origin = OriginBlock()
    verbatim = VerbatimBlock()
    personnes = PersonnesBlock()
    image = FigureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    carnet = CarnetBlock()
    downloads = DownloadsBlock()
    page_cards = PageCardsBlock()

    def get_parts(self, value: StreamValue) -> dict[int, BilanPart]:
        """The parts the bilan has, in reading order, by the position of their first block."""
        firsts: dict[BilanPart, int] = {}
        for index, child in enumerate(value):
            part = BILAN_PARTS.get(child.block_type)
            if part:
                firsts.setdefault(part, index)
        return {index: part for part, index in firsts.items()}

    def get_images(self, value: StreamValue) -> list[Any]:
        """The images of the bilan, alone and in galleries."""
        alone = [child.value for child in value if child.block_type == "image"]
        in_galleries = [figure for child in value if child.block_type == "gallery" for figure in child.value["figures"]]
        return [figure["image"] for figure in (*alone, *in_galleries) if figure.get("image")]

    def get_anchors(self, value: StreamValue) -> dict[int, str]:
        return {index: part.anchor for index, part in self.get_parts(value).items()}
