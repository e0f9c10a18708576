"""An issue of the revue."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import PageManager

from revue.blocks import CreditsStreamBlock, EditorialStreamBlock
from revue.enums import Season
from revue.models.article import ArticlePage
from revue.page_forms import NumeroPageForm
from revue.querysets import ArticleQuerySet, NumeroQuerySet
from socle.enums import Licence, Papier
from socle.fields import StreamField
from socle.models import BasePage, BodyMixin
from socle.routing import RoutedPageMixin
from socle.typography import file_size

NumeroManager = PageManager.from_queryset(NumeroQuerySet)


class NumeroPage(RoutedPageMixin, BodyMixin, BasePage):
    """An issue of the revue; its articles are its children, in the order of its contents."""

    base_form_class = NumeroPageForm
    template = "nec_revue/numero_page.html"
    subpage_patterns = "revue.urls.numero_patterns"
    page_description = _("Un numéro de la revue. Ses articles se créent sous lui.")
    parent_page_types: ClassVar[list[str]] = ["nec_revue.RevueIndexPage"]
    subpage_types: ClassVar[list[str]] = ["nec_revue.ArticlePage"]
    listable = True
    schema_type = "PublicationIssue"
    #: The explorer shows the articles in the order of the contents, where they are dragged.
    admin_default_ordering = "ord"

    number = models.PositiveSmallIntegerField(_("numéro"), unique=True, validators=[MinValueValidator(1)])
    season = models.CharField(_("saison"), max_length=12, choices=Season)
    year = models.PositiveSmallIntegerField(_("année"))
    is_to_appear = models.BooleanField(
        _("à paraître"), default=False, help_text=_("Le numéro s’annonce, sa couverture est en pointillé.")
    )
    colour = models.CharField(_("papier de la couverture"), max_length=20, choices=Papier, default=Papier.NEC)
    cover_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image de couverture"),
        help_text=_("À la place du dessin de crochets. Elle est décorative : le titre est écrit sur la couverture."),
    )
    editorial = StreamField(EditorialStreamBlock(), blank=True, verbose_name=_("éditorial"))
    editorial_author = models.ForeignKey(
        "nec_socle.Personne",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("signature de l’éditorial"),
    )
    credits = StreamField(CreditsStreamBlock(), blank=True, verbose_name=_("ours"))
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.CC_BY_SA_4)
    document = models.ForeignKey(
        "nec_socle.NecDocument",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("PDF imprimé"),
    )

    objects = NumeroManager()

    text_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("season"), FieldPanel("year")], icon="date"),
        FieldPanel("is_to_appear"),
        MultiFieldPanel([FieldPanel("colour"), FieldPanel("cover_image")], heading=_("Couverture"), icon="image"),
        MultiFieldPanel([FieldPanel("editorial"), FieldPanel("editorial_author")], heading=_("Éditorial"), icon="edit"),
        *BasePage.thematique_panels,
        *BodyMixin.body_panels,
    ]
    article_panels: ClassVar = [
        HelpPanel(heading=_("Articles du numéro"), icon="list-ol", template="nec_revue/admin/numero_articles.html"),
    ]
    publication_panels: ClassVar = [
        FieldPanel("credits", icon="group"),
        FieldPanel("licence"),
        FieldPanel(
            "document",
            icon="doc-full",
            help_text=_("La version imprimée, à télécharger depuis la page du numéro."),
        ),
        HelpPanel(heading=_("Fichiers faits par le site"), icon="download", template="nec_revue/admin/files.html"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Contenu")),
            ObjectList(article_panels, heading=_("Articles")),
            ObjectList(publication_panels, heading=_("Parution")),
            ObjectList(BasePage.promote_panels, heading=_("Promotion")),
            # They show no tab of their own: the dates of publication and the comments.
            ObjectList(BasePage.settings_panels, heading=_("Publication")),
        ]
    )
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields, index.FilterField("number")]

    class Meta:
        verbose_name = _("numéro de la revue")
        verbose_name_plural = _("numéros de la revue")

    @property
    def season_label(self) -> str:
        """Season and year: « Été 2024 »."""
        return f"{self.get_season_display()} {self.year}"

    @property
    def label(self) -> str:
        """Number, season and year: « Numéro 3, été 2024 »."""
        return _("Numéro %(number)s, %(season)s") % {"number": self.number, "season": self.season_label.lower()}

    @property
    def licence_url(self) -> str:
        """Address of the licence's text, empty where there is none."""
        return Licence(self.licence).url

    @property
    def document_label(self) -> str:
        """The printed issue's file in a few words: « PDF, 64 pages, 4,1 Mo »."""
        document = self.document
        if document is None:
            return ""
        pages = document.page_count
        found = [
            document.file_extension.upper(),
            ngettext("%(n)s page", "%(n)s pages", pages) % {"n": pages} if pages else "",
            file_size(document.file_size) if document.file_size else "",
        ]
        return ", ".join(part for part in found if part)

    @property
    def articles(self) -> ArticleQuerySet:
        """The articles that anyone may read."""
        pages: ArticleQuerySet = ArticlePage.objects.live().public()
        return pages.child_of(self)

    def get_json_ld(self) -> dict[str, Any]:
        # Named by a string, for it reads the models.
        data: dict[str, Any] = import_string("revue.structured_data.numero_data")(self)
        return super().get_json_ld() | data
