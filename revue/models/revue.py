"""The revue itself: what it is, who makes it, all its issues."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField

from revue.issn import is_issn
from revue.models.article import ArticlePage
from revue.models.carnets import CarnetsIndexPage
from revue.models.numero import NumeroPage
from revue.querysets import ArticleQuerySet, NumeroQuerySet, last_publication, mots_cles, signatories
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin, Personne
from socle.models.rows import UniqueRow
from socle.querysets import MotCleQuerySet
from socle.routing import RoutedPageMixin

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


def validate_issn(value: str) -> None:
    """Raises `ValidationError` for what is no ISSN."""
    if not is_issn(value):
        raise ValidationError(_("Écrivez l’ISSN comme 2049-3630 : huit signes, le dernier vérifie les autres."))


class RevueIndexPage(RoutedPageMixin, BodyMixin, BasePage):
    """The revue: its latest issue, all issues, recent articles, who makes it."""

    template = "nec_revue/revue_index_page.html"
    subpage_patterns = "revue.urls.revue_patterns"
    page_description = _(
        "La page de la revue : le dernier numéro, tous les numéros, les articles. Une seule sur le site."
    )
    subpage_types: ClassVar[list[str]] = [
        "nec_revue.NumeroPage",
        "nec_revue.CarnetsIndexPage",
        *installed_only("nec_home.StandardPage"),
    ]
    max_count = 1
    schema_type = "Periodical"

    issn = models.CharField(
        _("ISSN imprimé"), max_length=9, blank=True, validators=[validate_issn], help_text=_("Par exemple 2049-3630.")
    )
    online_issn = models.CharField(_("ISSN en ligne"), max_length=9, blank=True, validators=[validate_issn])
    frequency = models.CharField(_("rythme"), max_length=120, blank=True, help_text=_("« Trois numéros par an »."))
    publisher = models.CharField(_("édition"), max_length=255, blank=True, help_text=_("L’organisme qui publie."))
    editorial = RichTextField(
        _("projet éditorial"), blank=True, features=TEXT_FEATURES, help_text=_("Ce que la revue cherche à faire.")
    )
    paper_copy = RichTextField(
        _("exemplaire papier"), blank=True, features=TEXT_FEATURES, help_text=_("Comment l’obtenir.")
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("editorial"),
        InlinePanel(
            "team_links",
            heading=_("L’équipe"),
            label=_("Membre"),
            help_text=_("Le menu Référentiels permet d’ajouter une personne."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("frequency"),
                FieldRowPanel([FieldPanel("issn"), FieldPanel("online_issn")]),
                FieldPanel("paper_copy"),
            ],
            heading=_("Parution"),
        ),
        *BodyMixin.body_panels,
    ]
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("page de la revue")
        verbose_name_plural = _("pages de la revue")

    @property
    def numeros(self) -> NumeroQuerySet:
        """The issues that anyone may read."""
        pages: NumeroQuerySet = NumeroPage.objects.live().public()
        return pages.child_of(self)

    @property
    def articles(self) -> ArticleQuerySet:
        """The articles that anyone may read, of all issues."""
        pages: ArticleQuerySet = ArticlePage.objects.live().public()
        return pages.descendant_of(self)

    @property
    def carnets(self) -> CarnetsIndexPage | None:
        """The page of the older series, where there is one."""
        page: CarnetsIndexPage | None = CarnetsIndexPage.objects.live().public().child_of(self).first()
        return page

    @property
    def signatories(self) -> QuerySet[Personne]:
        """Those who sign something that anyone may read: each has a page."""
        return signatories(self.articles, self.numeros)

    @property
    def mots_cles(self) -> MotCleQuerySet:
        """The words that something anyone may read is filed under."""
        return mots_cles(self.articles)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What a library asks of a periodical, where it is known: each name and its value."""
        known = [
            (_("Rythme"), self.frequency),
            (_("Édition"), self.publisher),
            (_("ISSN imprimé"), self.issn),
            (_("ISSN en ligne"), self.online_issn),
        ]
        return [(str(label), value) for label, value in known if value]

    def get_json_ld(self) -> dict[str, Any]:
        # Named by a string, for it reads the models.
        data: dict[str, Any] = import_string("revue.structured_data.revue_data")(self)
        return super().get_json_ld() | data

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The page, those of its signatures with the day of their last article, and its search."""
        urls = super().get_sitemap_urls(request)
        if not urls:
            return urls
        base = self.get_full_url(request)
        signing = list(self.signatories.annotate(last_published=last_publication(self.articles)))
        routes = [("search", [], None), *([("signatures", [], None)] if signing else [])]
        routes += [("signature", [personne.slug], personne.last_published) for personne in signing]
        return urls + [
            {"location": f"{base}{self.reverse_subpage(name, args)}", **({"lastmod": day} if day else {})}
            for name, args, day in routes
        ]


class RevueMember(UniqueRow):
    """A person who makes the revue, in the order in which the team is shown."""

    revue = ParentalKey(RevueIndexPage, on_delete=models.CASCADE, related_name="team_links")
    personne = models.ForeignKey(
        "nec_socle.Personne", on_delete=models.PROTECT, related_name="+", verbose_name=_("personne")
    )
    role = models.CharField(_("rôle dans la revue"), max_length=120, blank=True)

    panels: ClassVar = [FieldRowPanel([FieldPanel("personne"), FieldPanel("role")])]

    class Meta(UniqueRow.Meta):
        verbose_name = _("membre de l’équipe")
        constraints = [models.UniqueConstraint(fields=["revue", "personne"], name="nec_revue_unique_member")]

    def __str__(self) -> str:
        return str(self.personne)
