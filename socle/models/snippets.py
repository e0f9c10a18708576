"""What many pages refer to: thématiques, partenaires, personnes, territoires."""

from itertools import chain, count
from typing import Any, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField

from socle.blocks import LinkBlock
from socle.enums import Papier, PartenaireKind, TerritoireKind, ThematiqueFamily
from socle.fields import StreamField, URLField
from socle.querysets import TerritoireQuerySet, ThematiqueQuerySet
from socle.text import fold_words

INLINE_FEATURES = ["bold", "italic", "link", "ol", "ul"]
#: Signs of an address made of a name: a number may come after.
MAX_SLUG: Final = 110


class Thematique(index.Indexed, models.Model):
    """A theme of NEC, with the paper that stands for it and the questions it asks."""

    title = models.CharField(_("titre"), max_length=100)
    slug = models.SlugField(_("adresse"), max_length=100, unique=True, help_text=_("Fin de l’adresse de sa page."))
    family = models.CharField(
        _("famille"), max_length=20, choices=ThematiqueFamily, default=ThematiqueFamily.ACTUELLE, db_index=True
    )
    colour = models.CharField(
        _("papier et pictogramme"),
        max_length=20,
        choices=Papier,
        blank=True,
        help_text=_(
            "Laissez vide pour une thématique passée : elle prend alors le papier de celle à qui elle se rattache."
        ),
    )
    introduction = models.TextField(_("présentation"), blank=True)
    questions = StreamField(
        [("question", CharBlock(label=_("Question"), max_length=255))],
        blank=True,
        verbose_name=_("questions directrices"),
    )
    parents = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="children",
        limit_choices_to={"family": ThematiqueFamily.ACTUELLE},
        verbose_name=_("se rattache à"),
        help_text=_("La ou les thématiques actuelles dont celle-ci relève."),
    )
    edition_year = models.PositiveSmallIntegerField(
        _("année de l’édition"), null=True, blank=True, help_text=_("Pour une thématique passée.")
    )
    sort_order = models.PositiveSmallIntegerField(_("rang"), default=0)

    objects = ThematiqueQuerySet.as_manager()

    panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("slug"),
        MultiFieldPanel(
            [FieldPanel("family"), FieldPanel("edition_year"), FieldPanel("colour"), FieldPanel("parents")],
            heading=_("Place"),
        ),
        FieldPanel("introduction"),
        FieldPanel("questions"),
    ]
    search_fields: ClassVar = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("introduction"),
        index.FilterField("family"),
    ]

    class Meta:
        verbose_name = _("thématique")
        verbose_name_plural = _("thématiques")
        ordering = ["family", "sort_order", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Address of the public page, empty while the site has no page of thématiques."""
        from socle.chrome import page_url  # noqa: PLC0415 (chrome reads the models)

        index_url = page_url("nec_socle.ThematiqueIndexPage")
        return f"{index_url}{self.slug}/" if index_url else ""


class Partenaire(index.Indexed, models.Model):
    """An organisation that supports, organises or takes part."""

    name = models.CharField(_("nom"), max_length=150, unique=True)
    kind = models.CharField(_("nature"), max_length=20, choices=PartenaireKind, db_index=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Le nom du partenaire lui sert de texte de remplacement."),
    )
    website = URLField(_("site web"), blank=True)
    description = models.TextField(_("description"), blank=True)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("logo"),
        FieldPanel("website"),
        FieldPanel("description"),
    ]
    search_fields: ClassVar = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Personne(index.Indexed, models.Model):
    """A person who writes, speaks or organises, as shown to the public: nothing more than they agreed to."""

    first_name = models.CharField(_("prénom"), max_length=100)
    last_name = models.CharField(_("nom"), max_length=100)
    slug = models.SlugField(
        _("adresse"),
        max_length=120,
        unique=True,
        blank=True,
        help_text=_("Fin de l’adresse de sa page. Vide : faite de son nom."),
    )
    role = models.CharField(_("fonction"), max_length=150, blank=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    biography = RichTextField(_("biographie"), blank=True, features=INLINE_FEATURES)
    portrait = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("portrait"),
        help_text=_("Carré. Le nom de la personne lui sert de texte de remplacement."),
    )
    orcid = models.CharField(
        _("ORCID"), max_length=19, blank=True, help_text=_("Identifiant de recherche, par exemple 0000-0002-1825-0097.")
    )
    links = StreamField([("link", LinkBlock())], blank=True, verbose_name=_("liens"))

    panels: ClassVar = [
        HelpPanel(_("N’écrivez que ce que la personne a accepté de rendre public.")),
        FieldRowPanel([FieldPanel("first_name"), FieldPanel("last_name")]),
        FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
        FieldPanel("portrait"),
        FieldPanel("biography"),
        FieldPanel("links"),
        FieldPanel("orcid"),
        FieldPanel("slug"),
    ]
    search_fields: ClassVar = [
        index.SearchField("first_name"),
        index.SearchField("last_name", boost=2),
        index.AutocompleteField("first_name"),
        index.AutocompleteField("last_name"),
        index.SearchField("organisation"),
    ]

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        """Their name as the end of an address, with a number where another person has it."""
        wanted = slugify(self.name)[:MAX_SLUG] or "personne"
        taken = set(
            type(self).objects.filter(slug__startswith=wanted).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        numbered = (f"{wanted}-{number}" for number in count(2))
        return next(slug for slug in chain([wanted], numbered) if slug not in taken)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        """First letters of both names, shown where there is no portrait."""
        return f"{self.first_name[:1]}{self.last_name[:1]}".upper()


class Territoire(models.Model):
    """A place of the official geographic code (COG), or a project territory the team adds."""

    code = models.CharField(_("code officiel"), max_length=20, blank=True)
    kind = models.CharField(_("nature"), max_length=20, choices=TerritoireKind)
    name = models.CharField(_("nom"), max_length=150)
    search_name = models.CharField(max_length=150, editable=False, db_index=True)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("fait partie de"),
    )
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)

    objects = TerritoireQuerySet.as_manager()

    panels: ClassVar = [
        HelpPanel(
            _(
                "Le code officiel géographique est déjà là, et ne se modifie pas. "
                "Ajoutez les territoires qu’il ignore, par exemple un territoire de projet, sans code."
            )
        ),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("code")]),
        FieldPanel("name"),
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
    ]

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        ordering = ["search_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], condition=~models.Q(code=""), name="nec_socle_unique_territoire"
            )
        ]
        indexes = [models.Index(fields=["kind", "search_name"], name="nec_socle_territoire_kind")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name

    def save(self, *args, **kwargs) -> None:  # type: ignore[no-untyped-def]
        self.search_name = fold_words(self.name)
        super().save(*args, **kwargs)
