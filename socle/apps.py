from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SocleConfig(AppConfig):
    """The ground shared by all apps: pages, blocks, media, snippets and site settings."""

    name = "socle"
    label = "nec_socle"
    verbose_name = _("Socle du site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from socle.signal_handlers import register  # noqa: PLC0415 (models are loaded by now)

        register()
