"""The words of the e-mails, as the team writes them over those of the site."""

from typing import TYPE_CHECKING

from django.db import transaction

from candidatures.enums import MailKey
from candidatures.models import ModeleCourriel
from candidatures.services.mails import Words, default_words

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def save_words(key: MailKey, words: Words, user: "AbstractBaseUser") -> None:
    """Keep the team's words for the mail `key`; those of the site, typed again, are no words of the team's."""
    if words == plain(default_words(key)):
        reset_words(key)
        return
    values = {"subject": words.subject, "body": words.body, "updated_by_id": user.pk}
    with transaction.atomic():
        ModeleCourriel.objects.update_or_create(key=key, defaults=values)


def reset_words(key: MailKey) -> bool:
    """Come back to the site's words. Whether there were others."""
    deleted, _rows = ModeleCourriel.objects.filter(key=key).delete()
    return bool(deleted)


def plain(words: Words) -> Words:
    """The same without what a form adds or loses: the ends of its lines, the emptiness around it."""
    return Words(words.subject.strip(), words.body.replace("\r\n", "\n").strip())
