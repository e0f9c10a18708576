"""Deletes the answers to forms which have been kept as long as was announced."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from socle.models.forms import FormPage
from socle.submissions import purge_expired


class Command(BaseCommand):
    """To be run once a day, as `docs/deploiement.md` says."""

    help = "Efface les réponses aux formulaires au terme de leur durée de conservation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Dit ce qui serait effacé, sans rien effacer.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            counts = {page.title: page.expired_submissions().count() for page in FormPage.objects.order_by("pk")}
        else:
            counts = purge_expired()
        for title, count in counts.items():
            if count:
                self.stdout.write(f"{title} : {count}")
        self.stdout.write(f"Total : {sum(counts.values())}")
