"""The words under which editors file what they publish."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager, _ClusterTaggableManager
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel

from socle.querysets import MotCleQuerySet
from socle.text import clean_line, fold_words

MAX_LENGTH = 100


class MotCle(TagBase):
    """A free word shared by the whole site. Words that differ by case, accents or spaces alone are one."""

    name: str
    #: The word without accents or capitals: what tells it from others.
    search_name = models.CharField(max_length=100, editable=False, db_index=True)

    objects = MotCleQuerySet.as_manager()

    panels: ClassVar = [
        FieldPanel("name", help_text=_("Tel qu’il se lit sur le site, sans majuscule hors nom propre."))
    ]

    class Meta:
        verbose_name = _("mot-clé")
        verbose_name_plural = _("mots-clés")
        ordering = ["search_name"]

    def clean(self) -> None:
        super().clean()
        key = folded(self.name)
        if not key:
            raise ValidationError({"name": _("Écrivez un mot, avec des lettres ou des chiffres.")})
        same = MotCle.objects.filter(search_name=key).exclude(pk=self.pk).first()
        if same is not None:
            message = _("Ce mot existe déjà, écrit « %(word)s ». Prenez celui-là, ou fusionnez les deux.")
            raise ValidationError({"name": ValidationError(message, params={"word": same.name})})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean_line(self.name)
        self.search_name = folded(self.name)
        super().save(*args, **kwargs)


def folded(word: str) -> str:
    """What tells `word` from others, no longer than its column: a letter may fold into several."""
    return fold_words(word)[:MAX_LENGTH]


class _MotsClesOfPage(_ClusterTaggableManager):
    """The words of one page. Taggit compares words as the database does, and SQLite keeps « Été » and « été » apart."""

    def _to_tag_model_instances(self, tags: Iterable[MotCle | str], tag_kwargs: dict[str, Any]) -> list[MotCle]:
        given: dict[str, MotCle | str] = {}
        for tag in tags:
            given.setdefault(tag.search_name if isinstance(tag, MotCle) else folded(tag), tag)
        given.pop("", None)
        known: dict[str, MotCle] = {}
        for word in MotCle.objects.filter(search_name__in=given).order_by("-pk"):
            known[word.search_name] = word
        return [self._instance(tag, known.get(key)) for key, tag in given.items()]

    @staticmethod
    def _instance(tag: MotCle | str, known: MotCle | None) -> MotCle:
        if isinstance(tag, MotCle):
            return tag
        return known or MotCle.objects.get_or_create(name=clean_line(tag))[0]


class MotsClesField(ClusterTaggableManager):
    """The words of a page; a word that is already known is taken up, however it is written.

    In migrations it is the manager that it stands for.
    """

    def __get__(self, instance: Any, model: type[models.Model]) -> _MotsClesOfPage:
        return _MotsClesOfPage(through=self.through, model=model, instance=instance, prefetch_cache_name=self.name)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.contrib.taggit.ClusterTaggableManager", args, kwargs
