"""Warn of what will be erased, then erase it."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from candidatures.deadlines import paris_day
from candidatures.services import retention


class Command(BaseCommand):
    """Apply the durations of the settings. To be run once a day; run again, it does nothing twice."""

    help = "Prévient, puis efface les brouillons inactifs et rend anonymes les dossiers au terme de leur conservation."

    def handle(self, *args: Any, **options: Any) -> None:
        done = retention.apply(paris_day(timezone.now()))
        self.stdout.write(
            f"Effacements annoncés : {done.warned}. Brouillons effacés : {done.erased}. "
            f"Dossiers rendus anonymes : {done.anonymised}."
        )
