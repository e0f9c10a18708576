from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NecLocauxConfig(AppConfig):
    """Local events: the calendar and the page of each event."""

    name = "nec_locaux"
    label = "nec_locaux"
    verbose_name = _("NEC locaux")
    default_auto_field = "django.db.models.BigAutoField"
