"""What editors set for the whole site."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import PreviewableMixin

from socle.blocks import LinkBlock
from socle.enums import AccessibilityStatus, AlertLevel
from socle.fields import StreamField, URLField


class FooterColumnBlock(StructBlock):
    """A titled list of links of the footer."""

    title = CharBlock(label=_("Titre"), max_length=40)
    links = ListBlock(LinkBlock(), label=_("Liens"))

    class Meta:
        icon = "list-ul"
        label = _("Colonne")


class SocialLinkBlock(StructBlock):
    """An account of NEC on a network."""

    label = CharBlock(label=_("Réseau"), max_length=40)
    url = CharBlock(label=_("Adresse"), max_length=255)

    class Meta:
        icon = "link"
        label = _("Compte")


class ChromePreviewMixin(PreviewableMixin):
    """Previews a setting as the whole page around an empty content would show it."""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "nec_socle/chrome_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from socle.chrome import build_chrome  # noqa: PLC0415 (chrome reads the models)

        return {"request": request, "chrome": build_chrome(self.site, preview=self)}


@register_setting(icon="tag", order=100)
class IdentitySettings(ChromePreviewMixin, BaseSiteSetting):
    """Whose site this is."""

    site_name = models.CharField(_("nom du site"), max_length=100, default="Numérique en Commun[s]")
    tagline = models.CharField(_("phrase de présentation"), max_length=255, blank=True)
    owner = models.CharField(
        _("porteur"), max_length=150, blank=True, help_text=_("Suit « Une démarche de » dans le bandeau du haut.")
    )
    owner_short = models.CharField(_("porteur, nom court"), max_length=30, blank=True)
    owner_url = URLField(_("site du porteur"), blank=True)
    licence_text = models.CharField(_("licence des contenus"), max_length=255, blank=True)
    default_sharing_image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image de partage par défaut"),
    )

    panels: ClassVar = [
        FieldPanel("site_name"),
        FieldPanel("tagline"),
        MultiFieldPanel(
            [FieldPanel("owner"), FieldPanel("owner_short"), FieldPanel("owner_url")], heading=_("Qui porte le site")
        ),
        FieldPanel("licence_text", help_text=_("Une phrase, au pied de chaque page.")),
        FieldPanel("default_sharing_image"),
    ]

    class Meta:
        verbose_name = _("identité")


@register_setting(icon="mail", order=110)
class ContactSettings(BaseSiteSetting):
    """How to reach the team. What is left empty is shown nowhere."""

    team_name = models.CharField(_("nom de l’équipe"), max_length=150, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    contact_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page de contact"),
    )
    postal_address = models.TextField(_("adresse postale"), blank=True)
    security_contact = models.CharField(
        _("contact de sécurité"),
        max_length=255,
        blank=True,
        help_text=_(
            "Adresse « mailto: » ou « https:// » publiée dans security.txt. Sans elle, ce fichier n’existe pas."
        ),
    )

    panels: ClassVar = [
        HelpPanel(_("Ce qui reste vide n’est montré nulle part.")),
        FieldPanel("team_name"),
        FieldPanel("email"),
        FieldPanel("contact_page"),
        FieldPanel("postal_address"),
        FieldPanel("security_contact"),
    ]

    class Meta:
        verbose_name = _("contacts")

    def clean(self) -> None:
        super().clean()
        if self.security_contact and not self.security_contact.startswith(("mailto:", "https://")):
            raise ValidationError({"security_contact": _("Commencez l’adresse par « mailto: » ou « https:// ».")})


@register_setting(icon="group", order=120)
class SocialSettings(BaseSiteSetting):
    """NEC's accounts on networks, as plain links."""

    accounts = StreamField([("account", SocialLinkBlock())], blank=True, verbose_name=_("comptes"))

    panels: ClassVar = [
        HelpPanel(_("De simples liens : les réseaux n’apprennent rien des visites.")),
        FieldPanel("accounts"),
    ]

    class Meta:
        verbose_name = _("réseaux sociaux")


@register_setting(icon="list-ul", order=130)
class MenuSettings(ChromePreviewMixin, BaseSiteSetting):
    """The links around every page."""

    band_links = StreamField([("link", LinkBlock())], blank=True, max_num=3, verbose_name=_("liens du bandeau du haut"))
    main_menu = StreamField([("link", LinkBlock())], blank=True, max_num=6, verbose_name=_("menu principal"))
    call_link = StreamField(
        [("link", LinkBlock())], blank=True, max_num=1, verbose_name=_("appel à agir, à la fin du menu")
    )
    footer_columns = StreamField(
        [("column", FooterColumnBlock())], blank=True, max_num=4, verbose_name=_("colonnes du pied de page")
    )
    legal_links = StreamField(
        [("link", LinkBlock())], blank=True, max_num=8, verbose_name=_("liens légaux du pied de page")
    )

    panels: ClassVar = [
        HelpPanel(_("Un lien vers une page dépubliée disparaît de lui-même, et revient avec elle.")),
        MultiFieldPanel(
            [FieldPanel("band_links"), FieldPanel("main_menu"), FieldPanel("call_link")], heading=_("Haut de page")
        ),
        MultiFieldPanel([FieldPanel("footer_columns"), FieldPanel("legal_links")], heading=_("Pied de page")),
    ]

    class Meta:
        verbose_name = _("menus")


@register_setting(icon="warning", order=140)
class AlertSettings(ChromePreviewMixin, BaseSiteSetting):
    """A banner on top of every page, between two dates."""

    message = RichTextField(_("message"), blank=True, features=["bold", "italic", "link"])
    level = models.CharField(_("niveau"), max_length=12, choices=AlertLevel, default=AlertLevel.INFORMATION)
    starts_at = models.DateTimeField(_("début d’affichage"), null=True, blank=True)
    ends_at = models.DateTimeField(_("fin d’affichage"), null=True, blank=True)

    panels: ClassVar = [
        HelpPanel(_("Le bandeau s’affiche entre les deux dates. Sans message, il ne s’affiche pas.")),
        FieldPanel("message"),
        FieldPanel("level"),
        FieldPanel("starts_at"),
        FieldPanel("ends_at"),
    ]

    class Meta:
        verbose_name = _("bandeau d’alerte")

    def clean(self) -> None:
        super().clean()
        # An editor emptied of its text still holds a paragraph.
        if not strip_tags(self.message).strip():
            self.message = ""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Choisissez une fin postérieure au début.")})


@register_setting(icon="doc-full", order=150)
class LegalSettings(BaseSiteSetting):
    """What the law asks the site to say. The legal pages show these values; an empty one is left out."""

    publisher = models.CharField(_("éditeur du site"), max_length=255, blank=True)
    publication_director = models.CharField(_("direction de la publication"), max_length=255, blank=True)
    host_name = models.CharField(_("hébergeur"), max_length=255, blank=True)
    host_address = models.TextField(_("adresse de l’hébergeur"), blank=True)
    data_protection_contact = models.CharField(_("contact pour les données personnelles"), max_length=255, blank=True)
    accessibility_status = models.CharField(
        _("conformité au RGAA"), max_length=15, choices=AccessibilityStatus, default=AccessibilityStatus.NONE
    )
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("déclaration d’accessibilité"),
    )

    panels: ClassVar = [
        HelpPanel(_("Les pages légales et le pied de page reprennent ces mentions. Ce qui reste vide n’y figure pas.")),
        MultiFieldPanel([FieldPanel("publisher"), FieldPanel("publication_director")], heading=_("Édition")),
        MultiFieldPanel([FieldPanel("host_name"), FieldPanel("host_address")], heading=_("Hébergement")),
        FieldPanel("data_protection_contact"),
        MultiFieldPanel(
            [FieldPanel("accessibility_status"), FieldPanel("accessibility_page")], heading=_("Accessibilité")
        ),
    ]

    class Meta:
        verbose_name = _("mentions légales")
