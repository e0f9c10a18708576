from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The roof: home page, démarche, charte, national editions, search."""

    name = "home"
    label = "nec_home"
    verbose_name = _("Accueil et rubriques")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from home.signal_handlers import register  # noqa: PLC0415 (models are loaded by now)

        register()
