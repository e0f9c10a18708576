"""Addresses and lists of the revue, for its templates."""

from django import template

from revue.addresses import signature_url
from socle.models import Personne

register = template.Library()


@register.simple_tag
def personne_url(personne: Personne) -> str:
    """Address of the page of someone who signs in the revue, without a query."""
    return signature_url(personne)
