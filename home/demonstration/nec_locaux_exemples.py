"""Announcements to come: examples, counted from the day the site is installed, which say so first."""

import calendar
from datetime import date, time, timedelta
from typing import Any

from home.demonstration import territoires
from home.demonstration.blocks import Block, block, callout, heading, text
from home.demonstration.markup import PageContent, Rich, SnippetNamed
from home.demonstration.nec_locaux import event
from home.demonstration.territoires import departement, epci, outre_mer
from home.demonstration.thematiques import (
    COMMUNS_NUMERIQUES,
    DONNEES,
    INCLUSION,
    MEDIATION,
    OUTILLAGE,
    SECURITE,
    SERVICES_PUBLICS,
)
from nec_locaux.enums import Audience, Format, Mode, SessionAccess, SessionService, Status

#: Month and day between which nobody announces a NEC local, even as an example.
YEAR_END, YEAR_START = (12, 18), (1, 4)


def thursday(today: date, weeks: int) -> date:
    """The Thursday of the week which comes `weeks` after that of `today`, or of the next one out of the holidays."""
    day = today + timedelta(weeks=weeks, days=calendar.THURSDAY - today.weekday())
    while (day.month, day.day) >= YEAR_END or (day.month, day.day) <= YEAR_START:
        day += timedelta(weeks=1)
    return day


def _example(
    slug: str, name: str, summary: str, start: date, *themes: str, days: int = 1, **fields: Any
) -> PageContent:
    """An announcement to come, which says on its title and first that it is none."""
    body = [
        callout(
            "Ceci est un exemple",
            """
            Cette page montre à quoi ressemble l’annonce d’un NEC local. La date, les thématiques, l’état, le programme
            et les informations pratiques sont des exemples, comptés depuis le jour où ce site a été installé : aucun
            rendez-vous n’est pris.
            """,
            "warning",
        ),
        heading("Et après"),
        text(
            """
            La page garde son adresse. Elle reçoit le bilan, les ressources et leurs licences. [Voir le bilan de Metz
            2023](/nec-locaux/nec-metz-2023/)
            """
        ),
    ]
    if days > 1:
        fields["end_date"] = start + timedelta(days=days - 1)
    return event(slug, f"{name} [exemple]", summary, body, *themes, start_date=start, noindex=True, **fields)


def _session(kind: Format | str, title: str, start: str, end: str, **details: Any) -> Block:
    return block("session", {"format": str(kind), "title": title, "start_time": start, "end_time": end, **details})


def _break(title: str, start: str, end: str) -> Block:
    return block("pause", {"title": title, "start_time": start, "end_time": end})


def _stand(title: str, description: str) -> dict[str, Any]:
    return {"title": title, "partenaire": None, "description": description}


def _practice(title: str, words: str) -> Block:
    return block("practice", {"title": title, "text": words})


def _day(day: date, items: list[Block], title: str = "", place: str = "") -> Block:
    return block("day", {"date": day.isoformat(), "title": title, "place": place, "items": items})


def _programme(first: date) -> list[Block]:
    """Two days, two paths: the sessions bear the titles of the offers that the guide d'organisation lists (2024)."""
    professionals = {"audience": str(Audience.PROFESSIONALS)}
    public = {"audience": str(Audience.PUBLIC)}
    open_data, mediation = "Données et territoires", "Médiation"
    return [
        _day(
            first,
            [
                _break("Accueil, café", "09:00", "09:30"),
                _session(
                    Format.PLENIERE,
                    "Ouverture",
                    "09:30",
                    "10:15",
                    room="Grande salle",
                    services=[SessionService.LSF, SessionService.TRANSCRIPTION],
                    is_highlight=True,
                ),
                _session(
                    Format.MASTERCLASS,
                    "Présentation de France Numérique Ensemble et des dispositifs liés",
                    "10:30",
                    "11:30",
                    room="Grande salle",
                    services=[SessionService.TRANSCRIPTION],
                    **professionals,
                ),
                _session(
                    Format.ATELIER,
                    "Structurer une feuille de route territoriale de l’inclusion numérique",
                    "11:30",
                    "12:30",
                    room="Salle 1",
                    capacity=30,
                    access=SessionAccess.REGISTRATION,
                    track=mediation,
                    thematique=SnippetNamed("Thematique", INCLUSION),
                    description=Rich("On repart avec un plan d’action, à compléter avec ses partenaires."),
                    **professionals,
                ),
                _session(
                    Format.RETEX,
                    "Retour d’expérience d’une structure utilisatrice d’Aidants Connect",
                    "11:30",
                    "12:30",
                    room="Salle 2",
                    capacity=40,
                    track=mediation,
                    thematique=SnippetNamed("Thematique", SERVICES_PUBLICS),
                    **professionals,
                ),
                _break("Déjeuner sur place", "12:30", "14:00"),
                _session(
                    Format.TABLE_RONDE,
                    "Renforcer ses pratiques data pour piloter l’inclusion numérique d’un territoire",
                    "14:00",
                    "15:15",
                    room="Grande salle",
                    track=open_data,
                    thematique=SnippetNamed("Thematique", DONNEES),
                    services=[SessionService.TRANSCRIPTION],
                    **professionals,
                ),
                _session(
                    "",
                    "Rencontre des collectivités partenaires",
                    "15:30",
                    "16:30",
                    room="Salle 2",
                    access=SessionAccess.RESERVED,
                    **professionals,
                ),
                _break("Mot de la fin et boissons", "16:30", "17:30"),
            ],
            title="Journée professionnelle",
        ),
        _day(
            first + timedelta(days=1),
            [
                block(
                    "stands",
                    {
                        "title": "Stands de découverte",
                        "start_time": "10:00",
                        "end_time": "16:00",
                        "room": "Rez-de-chaussée",
                        "stands": [
                            _stand("Réparer", "Ouvrir un appareil, le remettre en état."),
                            _stand("Se protéger", "Reconnaître un message frauduleux."),
                            _stand("Jouer", "Essayer des jeux libres."),
                        ],
                        **public,
                    },
                ),
                _session(
                    Format.PITCH,
                    "Présentation interactive des outils numériques de Société Numérique",
                    "10:30",
                    "11:15",
                    room="Salle 1",
                    access=SessionAccess.OPEN,
                    **public,
                ),
                _session(
                    Format.ATELIER,
                    "Visite commentée du réseau des lieux de médiation",
                    "14:00",
                    "15:30",
                    off_site="Départ devant la médiathèque",
                    capacity=20,
                    access=SessionAccess.REGISTRATION,
                    track=mediation,
                    **public,
                ),
            ],
            title="Journée ouverte à tout le monde",
            place="Médiathèque",
        ),
    ]


_PRACTICAL = {
    "transport": "Tramway ou bus jusqu’à l’entrée. Stationnement pour les vélos devant le bâtiment.",
    "parking": "Le parc de stationnement le plus proche est indiqué depuis la rue, à cinq minutes à pied.",
    "signage": "Des panneaux mènent de l’arrêt à l’accueil, puis de l’accueil aux salles.",
    "accessibility": "Entrée de plain-pied, ascenseur, boucle magnétique en grande salle. Les plénières sont "
    "interprétées en LSF et transcrites en direct.",
    "catering": "Déjeuner végétarien offert sur inscription. Eau et boissons toute la journée.",
    "broadcast": "Les plénières sont filmées, puis publiées sous licence CC BY-SA 4.0.",
    "charte": [
        _practice("Entrée gratuite", "Repas et supports compris."),
        _practice("Licence libre", "Captations et comptes rendus en CC BY-SA 4.0."),
        block(
            "practice", {"title": "Sobriété", "text": "Traiteur local, vaisselle réemployée, pas d’objet publicitaire."}
        ),
    ],
}


def examples(today: date) -> list[PageContent]:
    """Announcements to come, counted from `today`: one of each kind that a calendar shows."""
    orleans = thursday(today, weeks=3)
    return [
        _example(
            "nec-orleans-metropole-exemple",
            "NEC Orléans Métropole",
            "Exemple d’annonce : deux jours dans une métropole, l’un pour les professionnelles et professionnels, "
            "l’autre pour tout le monde. Aucun rendez-vous n’est pris.",
            orleans,
            DONNEES,
            MEDIATION,
            OUTILLAGE,
            days=2,
            start_time=time(9),
            end_time=time(16),
            territoire_links=territoires.rows(epci("244500468", "Orléans Métropole")),
            place="Un lieu de la métropole, Orléans",
            status=Status.OPEN,
            registration_url="https://example.org/",
            registration_deadline=orleans - timedelta(days=7),
            capacity=200,
            audience=Audience.BOTH,
            professionals_text="Une journée pour comparer ses feuilles de route et repartir avec des outils.",
            public_text="Des stands et une visite, sans inscription pour la plupart, dès dix heures.",
            programme=_programme(orleans),
            **_PRACTICAL,
        ),
        _example(
            "nec-drome-exemple",
            "NEC Drôme",
            "Exemple d’annonce : une journée dans un département. Aucun rendez-vous n’est pris.",
            thursday(today, weeks=6),
            INCLUSION,
            SERVICES_PUBLICS,
            territoire_links=territoires.rows(departement("26", "Drôme")),
            audience=Audience.PROFESSIONALS,
        ),
        _example(
            "nec-la-reunion-exemple",
            "NEC La Réunion",
            "Exemple d’annonce : deux jours outre-mer, à l’heure de La Réunion. Aucun rendez-vous n’est pris.",
            thursday(today, weeks=9),
            MEDIATION,
            days=2,
            start_time=time(8, 30),
            end_time=time(17),
            mode=Mode.HYBRID,
            territoire_links=territoires.rows(outre_mer("974", "La Réunion")),
        ),
        _example(
            "nec-communs-en-ligne-exemple",
            "NEC Communs en ligne",
            "Exemple d’annonce : une rencontre en ligne, sans territoire. Aucun rendez-vous n’est pris.",
            thursday(today, weeks=9),
            COMMUNS_NUMERIQUES,
            start_time=time(14),
            end_time=time(16),
            mode=Mode.ONLINE,
            status=Status.FULL,
        ),
        _example(
            "nec-ardennes-exemple",
            "NEC Ardennes",
            "Exemple d’annonce reportée. Aucun rendez-vous n’était pris.",
            thursday(today, weeks=13),
            INCLUSION,
            territoire_links=territoires.rows(departement("08", "Ardennes")),
            status=Status.POSTPONED,
            status_note="Exemple : la nouvelle date sera donnée ici, et cette page garde son adresse.",
        ),
        _example(
            "nec-vosges-exemple",
            "NEC Vosges",
            "Exemple d’annonce : une journée dans un département de l’Est. Aucun rendez-vous n’est pris.",
            thursday(today, weeks=17),
            SECURITE,
            territoire_links=territoires.rows(departement("88", "Vosges")),
        ),
    ]
