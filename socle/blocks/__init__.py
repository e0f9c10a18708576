"""Body blocks, one concept a file. Page models take a stream from here."""

from socle.blocks.accordion import AccordionBlock
from socle.blocks.audio import AudioBlock
from socle.blocks.base import NecStructBlock
from socle.blocks.body import BodyStreamBlock
from socle.blocks.buttons import ButtonsBlock
from socle.blocks.call_to_action import CallToActionBlock
from socle.blocks.callout import CalloutBlock
from socle.blocks.chart import ChartBlock
from socle.blocks.columns import ColumnsBlock
from socle.blocks.contents import ContentsBlock
from socle.blocks.downloads import DownloadsBlock
from socle.blocks.external_form import ExternalFormBlock
from socle.blocks.figures import FiguresBlock
from socle.blocks.form_page import FormPageBlock
from socle.blocks.gallery import GalleryBlock
from socle.blocks.heading import HeadingBlock
from socle.blocks.image import FigureBlock
from socle.blocks.latest_pages import LatestPagesBlock
from socle.blocks.legal_notice import LegalNoticeBlock
from socle.blocks.link import LinkBlock, LinkValue, OptionalLinkBlock
from socle.blocks.outline import OutlineEntry, place_headings
from socle.blocks.page_cards import PageCardsBlock
from socle.blocks.paragraph import ParagraphBlock
from socle.blocks.partenaires import PartenairesBlock
from socle.blocks.personnes import PersonnesBlock
from socle.blocks.quote import QuoteBlock
from socle.blocks.separator import SeparatorBlock
from socle.blocks.steps import StepsBlock
from socle.blocks.streams import ColumnStreamBlock, NecStreamBlock, OutlinedStreamBlock, ProseStreamBlock
from socle.blocks.table import TableBlock
from socle.blocks.verbatim import VerbatimBlock
from socle.blocks.video import VideoBlock

__all__ = [
    "AccordionBlock",
    "AudioBlock",
    "BodyStreamBlock",
    "ButtonsBlock",
    "CallToActionBlock",
    "CalloutBlock",
    "ChartBlock",
    "ColumnStreamBlock",
    "ColumnsBlock",
    "ContentsBlock",
    "DownloadsBlock",
    "ExternalFormBlock",
    "FigureBlock",
    "FiguresBlock",
    "FormPageBlock",
    "GalleryBlock",
    "HeadingBlock",
    "LatestPagesBlock",
    "LegalNoticeBlock",
    "LinkBlock",
    "LinkValue",
    "NecStreamBlock",
    "NecStructBlock",
    "OptionalLinkBlock",
    "OutlineEntry",
    "OutlinedStreamBlock",
    "PageCardsBlock",
    "ParagraphBlock",
    "PartenairesBlock",
    "PersonnesBlock",
    "ProseStreamBlock",
    "QuoteBlock",
    "SeparatorBlock",
    "StepsBlock",
    "TableBlock",
    "VerbatimBlock",
    "VideoBlock",
    "place_headings",
]
