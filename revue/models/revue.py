"""The revue itself: what it is, who makes it, all its issues."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField

from revue.issn import is_issn
from revue.models.article import ArticlePage
from revue.models.numero import NumeroPage
from socle.installed import installed_only
from socle.models import BasePage, BodyMixin
from socle.models.rows import UniqueRow
from socle.routing import RoutedPageMixin

ARTICLES_PER_LIST = 12
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.live().public().descendant_of(self).latest_first().for_cards()
        numeros = list(NumeroPage.objects.live().public().child_of(self).latest().with_document())
        context["numeros"] = numeros
        context["numero"] = next((numero for numero in numeros if not numero.is_to_appear), None)
        context["page_obj"] = Paginator(articles, ARTICLES_PER_LIST).get_page(request.GET.get("page"))
        return context


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
