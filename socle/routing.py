"""Addresses below a page, listed in a module as Django's own are."""

from typing import Any, ClassVar

from django.urls import URLPattern, reverse
from django.utils.module_loading import import_string
from wagtail.contrib.routable_page.models import RoutablePageMixin


class RoutedPageMixin(RoutablePageMixin):
    """A page whose further addresses are Django's patterns: each view takes the page, then the request.

    The patterns are named by a string, as Django's `include()` may be, because views read models and not the reverse.
    """

    #: Dotted name of a list of `django.urls.path()`, relative to the page.
    subpage_patterns: ClassVar[str]

    @classmethod
    def get_subpage_urls(cls) -> tuple[URLPattern, ...]:
        return (*import_string(cls.subpage_patterns), *super().get_subpage_urls())

    def subpage_url(self, name: str, *args: Any) -> str:
        """Address of the route called `name`, empty for a page that has no address."""
        return f"{self.url}{self.reverse_subpage(name, args)}" if self.url else ""

    def full_subpage_url(self, name: str, *args: Any) -> str:
        """The same with scheme and host, for feeds and mails."""
        full_url = self.full_url
        return f"{full_url}{self.reverse_subpage(name, args)}" if full_url else ""


class FormReceiverMixin:
    """A page whose form is sent to `nec_socle:submit_form`, the one address that asks for no cookie.

    That address checks what all forms ask for, then hands the request over to the page's own view.
    """

    url: str
    pk: Any

    #: Dotted name of the view that takes the page, then the request.
    submission_view: ClassVar[str]

    @property
    def submission_url(self) -> str:
        """Where the form is sent, from this page or from any other that shows it."""
        return reverse("nec_socle:submit_form", args=[self.pk]) if self.pk else ""

    @property
    def form_url(self) -> str:
        """Address of the page that shows the form."""
        return self.url or "/"
