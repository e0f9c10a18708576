"""Rows of the inline panels."""

from typing import Any

from wagtail.models import Orderable


class UniqueRow(Orderable):
    """A row of an inline panel that may not say the same as another row of its page.

    The rows of a page are saved one by one. Where an editor swaps two of them, the first takes what the second still
    holds in the database: it is removed there, and comes back when its turn comes.
    """

    class Meta(Orderable.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        for constraint in self._meta.total_unique_constraints:
            held = {name: getattr(self, self._meta.get_field(name).attname) for name in constraint.fields}
            type(self)._default_manager.filter(**held).exclude(pk=self.pk).delete()
        super().save(*args, **kwargs)
