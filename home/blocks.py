"""The parts of the home page. Each reads the site's data; editors order, retitle and hide them."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    IntegerBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

from candidatures.models import AppelPage
from home.timeline import edition_columns
from nec_locaux.models import NecLocalPage
from ressources.models import RessourcePage
from revue.models import ArticlePage, NumeroPage
from socle.blocks import BodyStreamBlock, LinkBlock
from socle.chrome import page_url, remember
from socle.models import BasePage, Thematique


class SectionBlock(StructBlock):
    """What all parts share: a title, and whether visitors see the part."""

    title = CharBlock(label=_("Titre"), max_length=80)
    visible = BooleanBlock(label=_("Visible"), required=False, default=True)


class NecLocauxSectionBlock(SectionBlock):
    """The next NEC locaux; the latest ones where none is announced."""

    count = IntegerBlock(label=_("Nombre de rendez-vous"), min_value=1, max_value=8, default=4)

    class Meta:
        icon = "date"
        label = _("Prochains NEC locaux")
        description = _("Les prochains rendez-vous du calendrier, ou les derniers tenus s’il n’y en a pas.")
        template = "nec_home/sections/nec_locaux.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        events = list(NecLocalPage.objects.live().public().nearest_first().for_cards()[: value["count"]])
        context["events"] = [event for event in events if not event.is_past]
        context["latest"] = [] if context["events"] else events
        context["calendar_url"] = page_url("nec_locaux.NecLocauxIndexPage")
        return context


class ThematiquesSectionBlock(SectionBlock):
    """The thématiques of today, each on its paper."""

    class Meta:
        icon = "tag"
        label = _("Thématiques")
        description = _("Les thématiques actuelles, sur leur papier, avec leur première question.")
        template = "nec_home/sections/thematiques.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        thematiques = Thematique.objects.actuelles().with_page_counts(
            nec_local_count=NecLocalPage, ressource_count=RessourcePage
        )
        context["panels"] = [(thematique, _counts(thematique)) for thematique in thematiques]
        context["thematiques_url"] = page_url("nec_socle.ThematiqueIndexPage")
        return context


class AppelSectionBlock(SectionBlock):
    """The call, with the figures of its rules."""

    text = TextBlock(label=_("Texte"), required=False)
    links = StreamBlock([("link", LinkBlock())], label=_("Boutons"), required=False, max_num=2)

    class Meta:
        icon = "form"
        label = _("Appel à NEC locaux")
        description = _("Invite à organiser un NEC local et montre les chiffres de l’appel en cours.")
        template = "nec_home/sections/appel.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["appel"] = remember("home.appel", _appel)
        return context


class RevueSectionBlock(SectionBlock):
    """The latest issue of the revue and its articles."""

    count = IntegerBlock(label=_("Nombre d’articles"), min_value=1, max_value=8, default=4)

    class Meta:
        icon = "doc-full"
        label = _("La revue")
        description = _("Le dernier numéro de la revue et les derniers articles.")
        template = "nec_home/sections/revue.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["numero"] = NumeroPage.objects.live().public().already_out().latest().for_covers().first()
        articles = ArticlePage.objects.live().public().latest_first().for_cards()
        context["articles"] = list(articles[: value["count"]])
        context["revue_url"] = page_url("nec_revue.RevueIndexPage")
        context["revue_title"] = context["numero"].get_parent().title if context["numero"] else ""
        return context


class EditionsSectionBlock(SectionBlock):
    """All national editions in one drawing."""

    caption = CharBlock(label=_("Légende"), required=False, max_length=160)

    class Meta:
        icon = "history"
        label = _("Éditions nationales")
        description = _("Toutes les éditions nationales en un dessin : une barre par année.")
        template = "nec_home/sections/editions.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["columns"] = edition_columns(context["editions"] if "editions" in context else _all_editions())
        context["editions_url"] = page_url("nec_home.EditionsIndexPage")
        return context


class CharteSectionBlock(SectionBlock):
    """The engagements of the charte in short."""

    text = TextBlock(label=_("Texte"), required=False)

    class Meta:
        icon = "clipboard-list"
        label = _("Charte")
        description = _("Les engagements de la charte, en une ligne chacun.")
        template = "nec_home/sections/charte.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["charte"] = apps.get_model("nec_home.ChartePage").objects.live().public().first()
        return context


class PagesSectionBlock(SectionBlock):
    """Pages the team wants seen now."""

    count = IntegerBlock(label=_("Nombre de pages"), min_value=1, max_value=9, default=3)

    class Meta:
        icon = "list-ul"
        label = _("Dernières publications")
        description = _("Les dernières pages publiées, tous types confondus.")
        template = "nec_home/sections/pages.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        pages = BasePage.objects.live().public().listable().latest_first().with_thematiques().with_first_words()
        context["pages"] = list(pages[: value["count"]])
        return context


class FreeSectionBlock(SectionBlock):
    """A part made of body blocks."""

    body = BodyStreamBlock(label=_("Contenu"))

    class Meta:
        icon = "pilcrow"
        label = _("Contenu libre")
        description = _("Un titre et les blocs de votre choix.")
        template = "nec_home/sections/free.html"


class HomeSectionsBlock(StreamBlock):
    """The parts of the home page, in the editors' order."""

    nec_locaux = NecLocauxSectionBlock()
    thematiques = ThematiquesSectionBlock()
    appel = AppelSectionBlock()
    revue = RevueSectionBlock()
    editions = EditionsSectionBlock()
    charte = CharteSectionBlock()
    pages = PagesSectionBlock()
    free = FreeSectionBlock()


def _appel() -> dict[str, Any] | None:
    """What the home page says of the call that is open, if there is one."""
    appel = AppelPage.objects.live().public().open().first()
    return appel and {"url": appel.url, "figures": appel.figures, "rules_source": appel.rules_source}


def _counts(thematique: Any) -> list[str]:
    """What bears a thématique, in words; nothing for what nobody has made yet."""
    necs, ressources = thematique.nec_local_count, thematique.ressource_count
    return [
        *([ngettext("%(n)s NEC local", "%(n)s NEC locaux", necs) % {"n": necs}] if necs else []),
        *([ngettext("%(n)s ressource", "%(n)s ressources", ressources) % {"n": ressources}] if ressources else []),
    ]


def _all_editions() -> list[Any]:
    return list(apps.get_model("nec_home.EditionNationalePage").objects.live().public().for_timeline())
