from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RessourcesConfig(AppConfig):
    """The library: guides, videos, podcasts and files."""

    name = "ressources"
    label = "nec_ressources"
    verbose_name = _("Ressources")
    default_auto_field = "django.db.models.BigAutoField"
