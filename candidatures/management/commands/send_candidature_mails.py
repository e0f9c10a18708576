"""Try again to send the e-mails of candidatures that have not left."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from candidatures.services.mails import send, to_send_again


class Command(BaseCommand):
    """Send what waits in the outbox. Meant for cron, every few minutes: it sends nothing twice."""

    help = "Renvoie les courriels des candidatures qui ne sont pas partis."

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = [send(pk) for pk in to_send_again(timezone.now())]
        sent = sum(outcomes)
        self.stdout.write(f"Courriels : {sent} partis, {len(outcomes) - sent} en attente.")
