"""Do what time alone brings to candidatures."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from candidatures.deadlines import paris_day
from candidatures.services.advance import advance


class Command(BaseCommand):
    """Note the events that were held, ask for their bilans, remind of what is due. Run again, it does nothing twice."""

    help = "Note les événements passés, demande les bilans, rappelle les échéances. À lancer chaque jour."

    def handle(self, *args: Any, **options: Any) -> None:
        done = advance(paris_day(timezone.now()))
        self.stdout.write(
            f"Événements tenus : {done.held}. Bilans demandés : {done.reports_requested}. Rappels : {done.reminded}."
        )
