from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CandidaturesConfig(AppConfig):
    """The permanent call to organise a NEC local."""

    name = "candidatures"
    label = "nec_candidatures"
    verbose_name = _("Candidatures")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from candidatures.signal_handlers import register  # noqa: PLC0415 (models are loaded by now)

        register()
