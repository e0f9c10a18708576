"""The words under which editors file what they publish."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from socle.text import fold_words


class MotCle(TagBase):
    """A free word shared by the whole site. Words that differ by case or accents alone are one."""

    #: The word without accents or capitals: what tells it from others.
    search_name = models.CharField(max_length=100, editable=False, db_index=True)

    class Meta:
        verbose_name = _("mot-clé")
        verbose_name_plural = _("mots-clés")
        ordering = ["search_name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = fold_words(self.name)
        super().save(*args, **kwargs)
