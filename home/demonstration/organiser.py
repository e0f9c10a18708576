"""Organiser un NEC local: where to begin, the guide, the calendar of a year."""

from home.demonstration import offres, sources
from home.demonstration.blocks import (
    accordion,
    buttons,
    call_to_action,
    callout,
    chart,
    columns,
    contents,
    figure,
    figures,
    heading,
    link,
    page_cards,
    point,
    steps,
    table,
    text,
    timeline,
)
from home.demonstration.markup import PageContent
from home.models import StandardPage

ORGANISER = PageContent(
    "/organiser/",
    StandardPage,
    "Organiser un NEC local",
    "Vous décidez du sujet, du lieu et de la forme. L’ANCT vous aide à le faire, et vous relie à celles et ceux qui "
    "l’ont déjà fait.",
    [
        heading("Cadrez votre projet en cinq questions"),
        text(
            """
            Une page suffit. Elle vous servira trois fois : pour préparer le budget, pour convaincre le conseil
            municipal, pour remplir le dossier de l’ANCT.
            """
        ),
        steps(
            "",
            [
                ("Pour qui ?", "Visez 150 à 250 personnes. Dites lesquelles."),
                ("Pour quoi ?", "Écrivez ce qui aura changé le lendemain."),
                ("Où ?", "Choisissez un lieu qui peut accueillir ce public."),
                ("Quand ?", "Laissez-vous le temps : [un an pour Metz](/organiser/retroplanning/)."),
                ("Comment ?", "Sur invitation, et en inscription libre."),
            ],
        ),
        text(f"Source : {sources.GUIDE}."),
        call_to_action(
            "Vos idées sont claires ?",
            "L’appel dit ce que vous recevez, ce qu’il demande, et comment déposer.",
            link("Lire l’appel à NEC locaux", "/organiser/appel/"),
            link("Savoir à quoi vous pouvez prétendre", "/organiser/eligibilite/"),
        ),
        text("Votre dossier est commencé ? [Retrouvez-le là où vous l’avez laissé](/mes-dossiers/)."),
    ],
)

GUIDE = PageContent(
    "/organiser/guide/",
    StandardPage,
    "Le guide d’organisation",
    "Du premier tour de table à la fiche qui reste en ligne : comment réussir un NEC local, d’après celles et ceux "
    "qui l’ont fait.",
    [
        contents(),
        heading("Réunir autour de la table"),
        text("Trois cercles, à dessiner dès le premier mois. Voici ceux de Metz, en 2023."),
        table(
            "Qui associer à la préparation",
            [("text", "Cercle"), ("text", "Qui")],
            [
                [
                    "Les services de la collectivité",
                    (
                        "Protocole, communication, finances, direction de la proximité, centre communal d’action "
                        "sociale, médiathèques"
                    ),
                ],
                ["Les partenaires", "Celles et ceux qui organisent avec vous : à Metz, HubEst et BornyBuzz"],
                [
                    "Celles et ceux qu’il faut informer",
                    "Préfecture, département, région, autres communes et intercommunalités",
                ],
            ],
            sources.GUIDE,
        ),
        text(
            """
            Après chaque comité, partagez un compte rendu. C’est ce qui permet à une équipe dispersée de rester
            d’accord.
            """
        ),
        heading("Programmer"),
        heading("Quatre familles de formats", "h3"),
        steps(
            "",
            [
                ("Ceux où l’on fait", "On repart avec un livrable : une carte, une feuille de route, une fiche."),
                ("Ceux où l’on participe", "Préférez-les aux exposés : le public en sait long."),
                (
                    "Ceux que l’on reprend",
                    "D’autres NEC les ont éprouvés, et les documents existent. [Voir les ressources](/ressources/)",
                ),
                ("Ceux de l’échelon national", "Ils font remonter le terrain jusqu’aux dispositifs de l’État."),
            ],
        ),
        heading("Dix formes possibles", "h3"),
        text(
            """
            Masterclass, atelier, retour d’expérience, pitch, table ronde, regards croisés, plénière, bocal
            (*fishbowl*), forum ouvert (*barcamp*), stand de découverte.

            Équilibrez ateliers et plénières. Prévoyez des temps forts. Confiez le fil de la journée à une maîtresse ou
            à un maître de cérémonie.
            """
        ),
        heading("Des formats que des partenaires animent", "h3"),
        text(
            f"""
            Des partenaires nationaux viennent animer une masterclass, un atelier ou un retour d’expérience. Le guide en
            donne dix exemples. La durée et le public n’y sont pas précisés : demandez-les en préparant votre programme.

            [Choisir parmi les offres de formats]({offres.ADDRESS})
            """
        ),
        heading("Inviter à prendre la parole"),
        text(
            """
            - **Visez la parité**, et ne composez aucune table ronde seulement d’hommes : [la
              charte](/la-demarche/charte/) le demande.
            - **Cherchez la diversité** des métiers, des territoires et des parcours.
            - **Réservez les agendas tôt** : à Metz, il a fallu 60 réunions avec les intervenantes et les intervenants.
            - **Préparez une fiche** pour chaque plénière, chaque atelier et chaque stand : qui, où, quand, avec quel
              matériel.
            """
        ),
        heading("Faire savoir"),
        text(
            """
            - **Le kit** : charte et éléments graphiques, logo à votre nom, bandeaux pour les réseaux sociaux, affiche,
              encart pour une lettre d’information. [Ouvrir le kit](/ressources/kit-de-communication/)
            - **La page du site** : votre NEC a la sienne, avec une adresse qui ne change pas. Elle peut remplacer un
              site.
            - **Les relais** : l’équipe relaie votre annonce sur LinkedIn et sur Twitter.
            - **Sur place** : campagne d’invitation, dépliants, affiches, programme imprimé.
            - **La presse** : prévoyez la couverture médiatique, et planifiez les entretiens et la vidéo.
            """
        ),
        heading("Accueillir"),
        columns(
            [
                heading("Avant", "h3"),
                text(
                    """
                    - Une inscription en ligne simple.
                    - Une jauge pour chaque salle.
                    - Le parking, le fléchage, la signalétique : dites-les dans l’invitation.
                    """
                ),
            ],
            [
                heading("Pendant", "h3"),
                text(
                    """
                    - La restauration, et des boissons l’après-midi.
                    - Le matériel de chaque stand.
                    - Un questionnaire de satisfaction, avec une question ouverte.
                    - Un relevé de l’origine des personnes venues.
                    """
                ),
            ],
        ),
        heading("Tenir le jour J"),
        text("Une équipe de 19 personnes a tenu celui de Metz."),
        chart(
            "Dix-neuf personnes, six rôles",
            [
                point("Suivi des participantes et des participants", 7),
                point("Accueil", 3),
                point("Suivi des intervenantes et des intervenants", 3),
                point("Technique", 3),
                point("Vidéo", 2),
                point("Supervision", 1),
            ],
            kind="bars",
            unit="",
            show_total=True,
            source=sources.GUIDE,
            introduction="Nombre de personnes par rôle, à Metz, en octobre 2023.",
        ),
        heading("Séparer deux publics"),
        callout(
            "La leçon de Metz",
            """
            Les professionnelles et les professionnels ne viennent pas chercher la même chose que le grand public.
            Prévoyez **deux parcours et deux communications**. [Lire le bilan de Metz 2023](/nec-locaux/nec-metz-2023/)
            """,
        ),
        heading("Rendre compte"),
        text(
            """
            Ce qui se dit dans votre NEC servira ailleurs, si vous l’écrivez. Créez un compte sur Les Bases, puis
            publiez-y une fiche. Elle contient au moins :

            1. une description et un bilan : présentation, fréquentation, organisation ;
            2. un retour sur un ou plusieurs formats ;
            3. une ou plusieurs photos.

            La charte demande une licence libre pour toutes vos productions : celles de NEC sont sous CC BY-SA 4.0. Les
            Bases proposent par défaut la Licence ouverte 2.0 : écrivez dans la fiche la licence de chaque document.
            """
        ),
        buttons(
            link("Lire une fiche d’exemple", sources.PONT_DU_GARD_URL),
            link("Voir la collection des NEC locaux", sources.COLLECTION_URL),
        ),
        heading("La liste des tâches"),
        accordion(
            "Dix-sept choses à ne pas oublier",
            [
                (
                    "Pour le programme",
                    """
                    - Équilibre entre ateliers et plénières
                    - Temps forts
                    - Maîtresse ou maître de cérémonie
                    - Fiche pratique par plénière
                    - Fiche pratique par atelier ou par stand
                    """,
                ),
                (
                    "Pour la communication",
                    """
                    - Campagne d’invitation
                    - Mise à jour du site de NEC
                    - Dépliants et affiches
                    - Objets offerts et programme
                    - Couverture médiatique
                    """,
                ),
                (
                    "Pour l’accueil",
                    """
                    - Inscriptions et jauges
                    - Parking, fléchage, signalétique
                    - Restauration
                    - Logistique de chaque stand
                    """,
                ),
                (
                    "Pour la suite",
                    """
                    - Comptes rendus de comité
                    - Questionnaire de satisfaction
                    - Relevé de l’origine des personnes venues
                    """,
                ),
            ],
        ),
        page_cards("Continuer", offres.ADDRESS, "/organiser/retroplanning/", "/organiser/appel/"),
        text(f"Source de cette page : {sources.GUIDE}, et son retour d’expérience du NEC Metz 2023."),
    ],
)

RETROPLANNING = PageContent(
    "/organiser/retroplanning/",
    StandardPage,
    "Le rétroplanning",
    "Un an de préparation pour une journée : le calendrier de Metz, en 2023, à adapter à votre échelle.",
    [
        timeline(
            "De douze mois avant au jour J",
            [
                ("12 mois avant", "Budget prévisionnel", "On sait ce que l’on peut engager."),
                ("10 mois avant", "Vote en conseil municipal", "La collectivité s’engage."),
                (
                    "9 mois avant",
                    "Candidature, date et lieu",
                    "Le dossier part à l’ANCT. La date et le lieu sont choisis le même mois.",
                ),
                ("5 mois avant", "Premier comité de pilotage", ""),
                (
                    "4 mois avant",
                    "Dernier moment pour demander un soutien financier",
                    f"C’est la règle de l’appel ({sources.LOCAUX}). Metz avait déposé bien plus tôt.",
                ),
                ("3 mois avant", "Deuxième comité de pilotage", ""),
                ("1 mois avant", "Troisième comité de pilotage", ""),
                ("Jour J", "La rencontre", "Dix-neuf personnes dans l’équipe. [Voir leurs rôles](/organiser/guide/)"),
                (
                    "Après",
                    "Trois bilans et une fiche",
                    (
                        "Bilans financier, quantitatif et qualitatif : la subvention est versée sur ces pièces. Puis "
                        "une fiche sur Les Bases."
                    ),
                ),
            ],
        ),
        heading("Ce qu’il faut de réunions"),
        figures(
            figure("3", "comités de pilotage"),
            figure("10", "réunions avec les partenaires"),
            figure("20", "réunions thématiques"),
            figure("60", "réunions avec les intervenantes et les intervenants"),
            source=f"retour d’expérience du NEC Metz 2023, {sources.GUIDE}",
        ),
        callout(
            "Votre échelle n’est pas la sienne",
            """
            Metz a réuni 181 personnes, pour 14 000 €. Une rencontre plus modeste demande moins de réunions, mais les
            mêmes jalons.
            """,
        ),
        buttons(link("Lire l’appel à NEC locaux", "/organiser/appel/"), link("Suivre le guide", "/organiser/guide/")),
    ],
)

PAGES = [ORGANISER, GUIDE, RETROPLANNING]
