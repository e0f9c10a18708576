"""Template tags and filters of the site, available in every template."""

from django import template

register = template.Library()
