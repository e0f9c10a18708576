"""What an event left: feedback, origins, words, pictures, documents."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, CharBlock, ListBlock, PageChooserBlock, TextBlock
from wagtail.documents.blocks import DocumentChooserBlock

from socle.blocks.audio import AudioBlock
from socle.blocks.base import GROUP_FIGURES, GROUP_HIGHLIGHT, GROUP_RELATED, NecStructBlock, OptionBlock
from socle.blocks.chart import ChartBlock
from socle.blocks.downloads import DownloadsBlock
from socle.blocks.figures import FiguresBlock
from socle.blocks.gallery import GalleryBlock
from socle.blocks.heading import HeadingBlock
from socle.blocks.image import FigureBlock
from socle.blocks.paragraph import ParagraphBlock
from socle.blocks.personnes import PersonnesBlock
from socle.blocks.streams import OutlinedStreamBlock
from socle.blocks.verbatim import VerbatimBlock
from socle.blocks.video import VideoBlock


class FeedbackBlock(NecStructBlock):
    """What people liked and what would be done otherwise (fiche « retour d'expérience » of NEC Metz, 2023)."""

    title = CharBlock(label=_("Titre"), required=False, max_length=120)
    lesson = TextBlock(
        label=_("La leçon à retenir"), required=False, max_length=300, help_text=_("Une phrase, montrée en grand.")
    )
    lesson_source = CharBlock(label=_("D’après qui"), required=False, max_length=150)
    liked = ListBlock(CharBlock(max_length=200), label=_("Ce qui a plu"), default=[], max_num=20)
    to_change = ListBlock(CharBlock(max_length=200), label=_("À faire autrement"), default=[], max_num=20)

    class Meta:
        icon = "comment"
        label = _("Ce qui a plu, ce qui change")
        label_format = _("Retours : {title}")
        group = GROUP_HIGHLIGHT
        template = "nec_locaux/blocks/feedback.html"
        preview_value = {
            "title": "Ce que la ville en retient",
            "lesson": "Deux parcours et deux communications : un pour les professionnels, un pour le grand public.",
            "lesson_source": "d’après le retour d’expérience de la Ville de Metz, octobre 2023",
            "liked": ["Les stands découverte", "Les ateliers professionnels"],
            "to_change": ["Indiquer le parking", "Prévoir des boissons l’après-midi"],
        }


class OriginKind(TextChoices):
    TERRITOIRE = "territoire", _("Leur territoire")
    SECTEUR = "secteur", _("Leur secteur")


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


class CarnetBlock(NecStructBlock):
    """The notebook of the event: a file, or an article of the revue."""

    title = CharBlock(label=_("Titre"), max_length=160)
    text = TextBlock(label=_("Présentation"), required=False, max_length=400)
    document = DocumentChooserBlock(label=_("Fichier"), required=False)
    page = PageChooserBlock(label=_("Ou page du site"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Carnet")
        label_format = _("Carnet : {title}")
        group = GROUP_RELATED
        template = "nec_locaux/blocks/carnet.html"
        preview_value = {"title": "Carnet du NEC local", "text": "Récits, dessins et paroles recueillis sur place."}


class BilanStreamBlock(OutlinedStreamBlock):
    """The blocks of a bilan, in the order editors choose."""

    feedback = FeedbackBlock()
    paragraph = ParagraphBlock()
    heading = HeadingBlock()
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
