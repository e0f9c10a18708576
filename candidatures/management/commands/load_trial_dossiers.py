"""Fill the team's side of the site with trial dossiers, or take them out of it."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from candidatures.trial.loader import ACCOUNTS, TrialRefusedError, erase_trial, load_trial
from candidatures.trial.marks import other_dossiers, trial_dossiers


class Command(BaseCommand):
    """Load the trial dossiers once, with their team. Run again, it changes nothing.

    Raises `CommandError` outside of development without `--oui`, and where people's dossiers are.
    """

    help = "Charge des dossiers d’essai, une fois, pour essayer le côté de l’équipe. Aucun courriel ne part."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--effacer", action="store_true", help="Efface exactement ce que la commande a chargé.")
        parser.add_argument("--oui", action="store_true", help="Accepte d’agir hors du développement (DEBUG).")
        parser.add_argument(
            "--si-vide", action="store_true", help="S’il y a déjà d’autres dossiers, ne fait rien et ne se plaint pas."
        )
        parser.add_argument(
            "--fichier-mot-de-passe",
            type=Path,
            help="En développement : garde là le mot de passe des comptes d’essai, qui sans lui ne se connectent pas.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or options["oui"]):
            message = "Ce site n’est pas en développement (DEBUG). Pour y agir quand même, ajoutez --oui."
            raise CommandError(message)
        if options["fichier_mot_de_passe"] and not settings.DEBUG:
            message = "Un mot de passe gardé dans un fichier ne sert qu’en développement (DEBUG)."
            raise CommandError(message)
        if options["effacer"]:
            self.say(f"{erase_trial()} effacés.")
        elif options["si_vide"] and other_dossiers().exists() and not trial_dossiers().exists():
            self.say("d’autres dossiers sont déjà là, rien n’a été changé.")
        else:
            self.load(options["fichier_mot_de_passe"])

    def load(self, password_file: Path | None) -> None:
        try:
            count = load_trial()
        except TrialRefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.say(f"{count} chargés." if count else "déjà chargés, rien n’a été changé.")
        if password_file:
            password = self.ensure_password(password_file, is_new=bool(count))
            names = ", ".join(name for name, *_rest in ACCOUNTS)
            self.stdout.write(f"Comptes d’essai : {names} / {password}")

    def say(self, words: str) -> None:
        self.stdout.write(f"Dossiers d’essai : {words}")

    def ensure_password(self, password_file: Path, *, is_new: bool) -> str:
        """Give new accounts the password that the file keeps, drawn for this machine, and give it."""
        if not password_file.exists():
            password_file.parent.mkdir(parents=True, exist_ok=True)
            password_file.touch(mode=0o600)
            password_file.write_text(f"{secrets.token_urlsafe(12)}\n", "utf-8")
            is_new = True
        password = password_file.read_text("utf-8").strip()
        if is_new:
            for user in get_user_model()._default_manager.filter(username__in=[name for name, *_rest in ACCOUNTS]):
                user.set_password(password)
                user.save(update_fields=["password"])
        return password
