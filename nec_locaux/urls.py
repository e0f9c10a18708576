"""Addresses below the pages of the app, relative to each page: editors may move them."""

from django.urls import URLPattern, path

from nec_locaux.views import calendar, cartography, donnees, event, feeds, offres, programme, widget

calendar_patterns: list[URLPattern] = [
    path("", calendar.upcoming, name="upcoming"),
    path("calendrier/", calendar.month, name="month"),
    path("passes/", calendar.past, name="past"),
    path("carte/", cartography.map_view, name="map"),
    path("agenda/", feeds.calendar_ics, name="ics"),
    path("atom/", feeds.atom, name="atom"),
    path("rss/", feeds.rss, name="rss"),
    path("donnees/", donnees.dataset, name="dataset"),
    path("donnees/<slug:file_format>/", donnees.export, name="export"),
    path("liste-a-integrer/", widget.widget, name="widget"),
]
event_patterns: list[URLPattern] = [
    path("", event.event, name="event"),
    path("agenda/", feeds.event_ics, name="ics"),
    path("programme/", programme.programme_pdf, name="programme"),
]
catalogue_patterns: list[URLPattern] = [
    path("", offres.catalogue, name="catalogue"),
    path("selection/", offres.selection, name="selection"),
]
offre_patterns: list[URLPattern] = [
    path("", offres.offre, name="offre"),
    path("prendre-attache/", offres.contact, name="contact"),
    path("prendre-attache/merci/", offres.contact_sent, name="contact_sent"),
]
