"""What is there of the other apps: a host may install some without the others."""

from django.apps import apps


def installed_only(*models: str) -> list[str]:
    """Those of `models` ("app_label.Model") whose app is installed. May be called while models are being loaded."""
    labels = {config.label for config in apps.get_app_configs()}
    return [model for model in models if model.split(".")[0] in labels]
