"""Deletes the sign-in links and the sessions that are over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from candidatures.services import links


class Command(BaseCommand):
    """To be run once a day."""

    help = "Efface les liens de connexion et les sessions des porteuses et porteurs dont plus rien ne dépend."

    def handle(self, *args: Any, **options: Any) -> None:
        link_count, session_count = links.purge(timezone.now())
        self.stdout.write(f"Liens : {link_count}. Sessions : {session_count}.")
