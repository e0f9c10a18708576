"""Template tags and filters of the site, available in every template."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from socle import typography
from socle.chrome import page_url
from socle.enums import Papier

register = template.Library()

#: Drawings of the revue's covers, in `static/img/cover-<n>.svg`.
COVER_DRAWINGS = 5
_JSON_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@cache
def _svg(path: str) -> str:
    """Source of a drawing of the static files, without its line end.

    Raises ValueError for a name that no file bears: names are written in templates, so it is a slip of ours.
    """
    found = finders.find(path)
    if not found:
        message = f"Aucun dessin ne s’appelle « {path} »."
        raise ValueError(message)
    return Path(str(found)).read_text(encoding="utf-8").strip()


def _drawing(path: str, css_class: str) -> SafeString:
    inner = _svg(path).replace("<svg", "", 1).replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"{}', css_class, SafeString(inner))


@register.simple_tag
def icon(name: str, css_class: str = "icon") -> SafeString:
    """A decorative drawing of `static/icons/`, inline so that it takes the colour of the text beside it."""
    return _drawing(f"icons/{name}.svg", css_class)


@register.simple_tag
def pictogram(key: str, css_class: str = "pictogram") -> SafeString:
    """The pictogram of a thématique's paper; nothing for a thématique that has none."""
    return _drawing(f"icons/pictogram-{key}.svg", css_class) if key in Papier.values else SafeString()


@register.simple_tag
def cover_drawing(number: int | None) -> SafeString:
    """The brackets composed for a number of the revue. Numbers beyond the drawn ones take them in turn."""
    rank = (max(number or 1, 1) - 1) % COVER_DRAWINGS + 1
    return _drawing(f"img/cover-{rank}.svg", "cover-drawing")


@register.filter(is_safe=True)
def french(value: Any) -> SafeString:
    """Text or HTML set as French asks: spaces, quotes, apostrophes, raised ordinals. Never changes tags or code.

    It may add `sup`: where no tag may stand, in an attribute or a drawing, take `french_text`.
    """
    if value is None:
        return SafeString()
    return mark_safe(typography.french_html(conditional_escape(value)))  # noqa: S308 (escaped on the same line)


@register.filter
def french_text(value: Any) -> str:
    """Plain text set as French asks, without any tag: for attributes and drawings."""
    return "" if value is None else typography.french_text(str(value))


@register.filter
def brand(name: str) -> SafeString:
    """The site's name on two lines, its brackets marked: « Numérique / en Commun[s] »."""
    first, _space, rest = name.partition(" ")
    return format_html("<span>{}</span> <span>{}</span>", mark_brackets(first), mark_brackets(rest))


@register.filter
def mark_brackets(text: str) -> SafeString:
    """Text whose brackets bear the class `mark`, which draws them in the colour of the brand."""
    marked = escape(text)
    for sign in "[]":
        marked = SafeString(marked.replace(sign, f'<span class="mark">{sign}</span>'))
    return marked


@register.simple_tag
def date_range(start: date | None, end: date | None = None, precision: str = "day") -> SafeString:
    """A date or range in words, with its year and « 1er » raised."""
    if start is None:
        return SafeString()
    words = escape(typography.date_range_text(start, end, precision))
    raised = words.replace(f"1er{typography.FIRM}", f"1<sup>er</sup>{typography.FIRM}")
    return mark_safe(raised)  # noqa: S308 (escaped above)


@register.simple_tag
def date_range_text(start: date | None, end: date | None = None, precision: str = "day") -> str:
    """The same as `date_range` without markup, for attributes and names."""
    return typography.date_range_text(start, end, precision) if start else ""


@register.simple_tag
def date_block(start: date | None, end: date | None = None, precision: str = "day") -> typography.DateBlock | None:
    """The parts of a date for an event row."""
    return typography.date_block(start, end, precision) if start else None


@register.filter
def ordinal(number: int | None, gender: str = "") -> SafeString:
    """« 7e » with its raised letter; `gender` "f" for « 1re »."""
    if number is None:
        return SafeString()
    return format_html("{}<sup>{}</sup>", number, typography.ordinal_suffix(number, feminine=gender == "f"))


@register.filter
def filesize_fr(size: int | None) -> str:
    """A file's size: « 310 Ko », « 4,1 Mo »; empty when it is not known."""
    return typography.file_size(size) if size else ""


@register.filter
def of(name: str, article_of: str = "") -> str:
    """« de » and the name of an organisation, contracted with its article."""
    return typography.of_organisation(name, article_of) if name else ""


@register.filter
def json_ld(data: Any) -> SafeString:
    """`data` as JSON that no markup can leave, for a `script` of data (JSON-LD 1.1, section 7.2)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    return mark_safe(text.translate(_JSON_ESCAPES))  # noqa: S308 (the signs of markup are escaped)


@register.simple_tag
def elided_pages(page_obj: Any) -> list[int | str]:
    """Numbers of the pages of a list around the present one, "…" standing for those left out."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1))


@register.filter
def option_colour(option: Any) -> str:
    """Key of the paper of a choice: of the thématique it stands for, or its own value when that is a paper."""
    value = option.data["value"]
    colour = getattr(getattr(value, "instance", None), "colour", str(value))
    return colour if colour in Papier.values else ""


@register.simple_tag(takes_context=True)
def query_without(context: Context, name: str, value: Any = None) -> str:
    """The present query string without a parameter, or one of its values, and back to the first page of the list."""
    parameters = context["request"].GET.copy()
    kept = [] if value is None else [item for item in parameters.getlist(name) if item != str(value)]
    parameters.pop("page", None)
    parameters.setlist(name, kept)
    return f"?{parameters.urlencode()}"


@register.simple_tag(takes_context=True)
def current_section(context: Context, link: Any) -> str:
    """Value of `aria-current` for a link of the menu: "page", "true" inside its section, else empty."""
    page, path = context.get("page"), getattr(link, "page_path", "")
    current_path = getattr(page, "path", "")
    if not path or not current_path:
        return ""
    if current_path == path:
        return "page"
    is_home = link.url == getattr(context.get("chrome"), "home_url", None)
    return "true" if current_path.startswith(path) and not is_home else ""


@register.simple_tag
def page_address(model: str) -> str:
    """Address of the live page of a type ("app_label.Model"), empty where there is none or its app is not installed."""
    return page_url(model)


@register.simple_tag(takes_context=True)
def absolute_url(context: Context, path: str) -> str:
    """A full address for sharing cards; `path` itself where there is no request, as in an e-mail."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(path) if request and path else path


@register.filter
def has_session(request: HttpRequest | None) -> bool:
    """Whether the visitor may be logged in, known without opening the session, so that shared caches keep the page."""
    return bool(request) and settings.SESSION_COOKIE_NAME in getattr(request, "COOKIES", {})


@register.filter
def widget_kind(field: forms.BoundField) -> str:
    """How a form field is laid out: hidden, checkbox, choices, select, textarea, group or input."""
    widget = field.field.widget
    kinds: tuple[tuple[type[forms.Widget] | tuple[type[forms.Widget], ...], str], ...] = (
        ((forms.HiddenInput, forms.MultipleHiddenInput), "hidden"),
        (forms.CheckboxInput, "checkbox"),
        ((forms.CheckboxSelectMultiple, forms.RadioSelect), "choices"),
        (forms.SelectMultiple, "multiple"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        ((forms.MultiWidget, forms.SelectDateWidget), "group"),
        (forms.FileInput, "file"),
    )
    return next((kind for types, kind in kinds if isinstance(widget, types)), "input")


@register.filter
def error_target(field: forms.BoundField) -> str:
    """The id an error's link leads to: the field, or the first of its choices."""
    first_choice = f"{field.auto_id}_0"
    return first_choice if field.use_fieldset else field.id_for_label or field.auto_id


@register.filter
def error_label(field: forms.BoundField) -> str:
    """The field's label as the start of a sentence: the full stop of a whole-sentence label would end it."""
    return str(field.label).rstrip(" .:")
