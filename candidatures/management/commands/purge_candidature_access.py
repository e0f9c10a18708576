"""Delete the sign-in links and the sessions that are over, and the people of whom nothing is left."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from candidatures.services import links


class Command(BaseCommand):
    """To be run once a day."""

    help = "Efface les liens, les sessions et les adresses de porteuses et porteurs dont plus rien ne dépend."

    def handle(self, *args: Any, **options: Any) -> None:
        purged = links.purge(timezone.now())
        self.stdout.write(f"Liens : {purged.links}. Sessions : {purged.sessions}. Adresses : {purged.people}.")
