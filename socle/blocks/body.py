"""All blocks of a page's body."""

from socle.blocks.accordion import AccordionBlock
from socle.blocks.audio import AudioBlock
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
from socle.blocks.page_cards import PageCardsBlock
from socle.blocks.paragraph import ParagraphBlock
from socle.blocks.partenaires import PartenairesBlock
from socle.blocks.personnes import PersonnesBlock
from socle.blocks.quote import QuoteBlock
from socle.blocks.separator import SeparatorBlock
from socle.blocks.steps import StepsBlock
from socle.blocks.streams import OutlinedStreamBlock
from socle.blocks.table import TableBlock
from socle.blocks.verbatim import VerbatimBlock
from socle.blocks.video import VideoBlock


class BodyStreamBlock(OutlinedStreamBlock):
    """Every block, in the groups of the block picker."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    accordion = AccordionBlock()
    steps = StepsBlock()
    image = FigureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    figures = FiguresBlock()
    chart = ChartBlock()
    table = TableBlock()
    quote = QuoteBlock()
    verbatim = VerbatimBlock()
    callout = CalloutBlock()
    buttons = ButtonsBlock()
    call_to_action = CallToActionBlock()
    page_cards = PageCardsBlock()
    latest_pages = LatestPagesBlock()
    downloads = DownloadsBlock()
    personnes = PersonnesBlock()
    partenaires = PartenairesBlock()
    legal_notice = LegalNoticeBlock()
    form_page = FormPageBlock()
    external_form = ExternalFormBlock()
    contents = ContentsBlock()
    columns = ColumnsBlock()
    separator = SeparatorBlock()
