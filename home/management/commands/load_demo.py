"""Fill the site with the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.demonstration.loader import SiteNotEmptyError, load_demonstration


class Command(BaseCommand):
    """Load the demonstration once. Run again, it changes nothing: what stands may be the editors' own.

    Raises `CommandError` where the site already has other pages.
    """

    help = "Charge le contenu de démonstration, une fois. Relancée, la commande ne change rien."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = load_demonstration(timezone.localdate())
        except SiteNotEmptyError as error:
            message = f"Le site contient déjà des pages (« {error} ») : la démonstration n’a pas été chargée."
            raise CommandError(message) from error
        if count:
            self.stdout.write(f"Démonstration : {count} pages chargées.")
        else:
            self.stdout.write("Démonstration : déjà chargée, rien n’a été changé.")
