"""Try again to send the e-mails of candidatures that have not left."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from candidatures.services.mails import give_up, send, to_send_again


class Command(BaseCommand):
    """Send what waits in the outbox, and give up what waited too long. Meant for cron: it sends nothing twice."""

    help = "Renvoie les courriels des candidatures qui ne sont pas partis."

    def handle(self, *args: Any, **options: Any) -> None:
        abandoned = give_up(timezone.now())
        outcomes = [send(pk) for pk in to_send_again(timezone.now())]
        sent = sum(outcomes)
        self.stdout.write(f"Courriels : {sent} partis, {len(outcomes) - sent} en attente, {abandoned} abandonnés.")
