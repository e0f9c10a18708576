from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RevueConfig(AppConfig):
    """The magazine: issues and articles."""

    name = "revue"
    label = "nec_revue"
    verbose_name = _("La revue NEC")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from revue.signal_handlers import register  # noqa: PLC0415 (models are loaded by now)

        register()
