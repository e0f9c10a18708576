"""Keeps the rules of a call each time they are published, and the guards of the journal each time bases change."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_delete
from wagtail.signals import page_published

from candidatures import files_signals, journal_guard
from candidatures.models import AppelPage, Candidature
from candidatures.services.outside_dossiers import forget


def _keep_version(sender: type[AppelPage], instance: AppelPage, **kwargs: Any) -> None:
    instance.get_version()


def _guard_journal(sender: AppConfig, using: str, **kwargs: Any) -> None:
    journal_guard.install(using)


def _forget_outside(sender: type[Candidature], instance: Candidature, **kwargs: Any) -> None:
    forget(instance)


def register() -> None:
    """Connect every handler; called once the apps are ready."""
    page_published.connect(_keep_version, sender=AppelPage, dispatch_uid="nec-candidatures-version")
    post_migrate.connect(
        _guard_journal, sender=apps.get_app_config("nec_candidatures"), dispatch_uid="nec-candidatures-journal"
    )
    pre_delete.connect(_forget_outside, sender=Candidature, dispatch_uid="nec-candidatures-outside")
    files_signals.register()
