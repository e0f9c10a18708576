from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NecLocauxConfig(AppConfig):
    """Local events: the calendar and the page of each event."""

    name = "nec_locaux"
    label = "nec_locaux"
    verbose_name = _("NEC locaux")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from nec_locaux.signal_handlers import register  # noqa: PLC0415 (models are loaded by now)

        register()
