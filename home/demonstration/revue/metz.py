"""« Metz : un an pour une journée »: a NEC local told from its retour d'expérience."""

from home.demonstration import sources
from home.demonstration.blocks import (
    chart,
    columns,
    figure,
    figures,
    heading,
    latest_pages,
    point,
    quote,
    recording,
    text,
    timeline,
)
from home.demonstration.revue.articles import CARNETS, article
from home.demonstration.thematiques import INCLUSION, MEDIATION
from revue.enums import ArticleKind

_BODY = [
    text(
        """
        Cela commence par une ligne dans un budget. Douze mois avant le jour J, la Ville de Metz inscrit la rencontre à
        ses prévisions. Deux mois plus tard, le conseil municipal vote. Un mois encore, et le dossier part à l’ANCT : la
        date et le lieu sont arrêtés en même temps[^retour]. À ce stade, il reste neuf mois. Rien n’est encore visible,
        et l’essentiel est décidé.

        Metz n’en est pas à son premier essai. En 2022, une journée d’inclusion numérique s’y était déjà tenue. Ce
        n’était pas un NEC. C’en était le brouillon. La ville compte 120 000 habitantes et habitants, sa métropole
        230 000 ; elle est la troisième du Grand Est[^ville]. Assez grande pour avoir des services, assez petite pour
        que ces services se connaissent.
        """
    ),
    heading("Cinq questions, posées une fois"),
    text(
        """
        Avant les réunions, il y a une feuille. Cinq questions y tiennent : pour qui, pour quoi, où, quand, comment.
        Pour qui : de 150 à 250 personnes. Comment : sur invitation, et par inscription libre[^cadrage]. On répond, et
        l’on ne répond qu’une fois. Car la même page sert trois fois : à préparer le budget, à convaincre le conseil
        municipal, à remplir le dossier de l’ANCT.

        C’est une économie, et davantage. Un projet que l’on décrit de la même façon à trois interlocuteurs ne change
        pas de sens en route.
        """
    ),
    timeline(
        "L’année, vue de loin",
        [
            ("12 mois avant", "Le budget prévisionnel", ""),
            ("10 mois avant", "Le vote du conseil municipal", ""),
            ("9 mois avant", "Le dossier, la date, le lieu", "Trois choses le même mois."),
            ("5 mois avant", "Le premier comité de pilotage", ""),
            ("3 mois avant", "Le deuxième", ""),
            ("1 mois avant", "Le troisième", ""),
            ("Jour J", "181 personnes à Bliiida", ""),
        ],
    ),
    text(
        """
        Regardez l’écart entre le neuvième mois et le cinquième. Quatre mois où le calendrier ne marque rien. C’est là
        que se font les réunions que personne ne compte, sauf ici.
        """
    ),
    recording(
        "video",
        "Un an en vingt secondes",
        "Les sept moments de la préparation, sur un axe de douze mois parcouru à vitesse constante.",
        "22 s",
        "metz-un-an.webm",
        """
        Film muet. Un axe de douze mois, et un trait qui le parcourt de gauche à droite, toujours à la même vitesse. À
        chaque étape, un crochet se pose et un mot s’affiche.

        - 12 mois avant : budget prévisionnel.
        - 10 mois avant : vote en conseil municipal.
        - 9 mois avant : dépôt du dossier, choix de la date et du lieu.
        - Puis quatre mois sans crochet.
        - 5 mois avant : premier comité de pilotage.
        - 3 mois avant : deuxième comité de pilotage.
        - 1 mois avant : troisième comité de pilotage.
        - Jour J : 181 personnes à Bliiida.
        """,
    ),
    heading("Le travail qu’on ne voit pas"),
    text(
        """
        On imagine un événement comme une affiche et des chaises. La Ville, elle, a compté ses réunions. Trois comités
        de pilotage, à cinq mois, trois mois et un mois du jour J. Dix réunions avec les partenaires, parmi lesquels
        HubEst et BornyBuzz. Vingt séances par thème. Et soixante réunions avec celles et ceux qui allaient prendre la
        parole[^reunions].
        """
    ),
    chart(
        "93 réunions avant le jour J",
        [
            point("Avec les intervenantes et les intervenants", 60),
            point("Par thème", 20),
            point("Avec les partenaires", 10),
            point("Comités de pilotage", 3),
        ],
        kind="bars",
        show_total=True,
        source="retour d’expérience du NEC Metz 2023, guide d’organisation (ANCT, vers 2024)",
    ),
    text(
        """
        Quinze personnes à la tribune, soixante réunions : le rapport surprend, puis il éclaire. Un atelier où l’on
        apprend se prépare à plusieurs, et plus d’une fois. Quatre rendez-vous par personne, en moyenne, pour que, le
        jour venu, elle n’ait plus qu’à écouter la salle.

        La mairie n’a pas travaillé seule avec elle-même. Le protocole, la communication, les finances, la direction de
        la proximité, le centre communal d’action sociale et les médiathèques ont été associés. La préfecture, le
        département, la région, les communes et les intercommunalités voisines ont été informés[^services]. Six services
        qui agissent, quatre cercles que l’on prévient : la différence est nette, et elle a été pensée. Prévenir
        quelqu’un n’est pas lui demander de venir à une réunion de plus.

        Puis viennent les choses. Une fiche pour chaque plénière, une pour chaque atelier, une pour chaque stand. Des
        jauges et des inscriptions. Des affiches, des programmes, un fléchage, une restauration, une maîtresse ou un
        maître de cérémonie. Un questionnaire de satisfaction, et de quoi relever d’où viennent les gens[^taches]. Rien
        de tout cela n’est difficile. Tout cela s’oublie.
        """
    ),
    heading("Une journée à Bliiida"),
    text(
        """
        En octobre 2023, 181 personnes sont à Bliiida. Elles viennent de 71 structures, et sont en majorité des
        professionnelles et des professionnels. Quatre ateliers, cinq stands de découverte, un regard croisé entre le
        Danemark, le Luxembourg et la France. Il n’y a pas eu de conférence de presse[^bilan].

        Dix-neuf personnes veillent à ce que tout tienne. Sept sont auprès du public. Trois à l’accueil, trois auprès
        des personnes qui interviennent, trois à la technique, deux à la vidéo. Une supervise. C’est une personne de
        l’équipe pour neuf ou dix personnes venues, et le plus gros de la troupe n’est pas en coulisse : il est dans la
        salle.
        """
    ),
    figures(
        figure("181", "personnes"),
        figure("71", "structures"),
        figure("15", "intervenantes et intervenants"),
        figure("4", "ateliers"),
        figure("5", "stands"),
        figure("14 000 €", "de budget"),
        source="retour d’expérience du NEC Metz 2023, guide d’organisation (ANCT, vers 2024)",
    ),
    text(
        """
        Cent quatre-vingt-une personnes, donc, là où l’on en visait de 150 à 250. Le nombre compte. Depuis, pour qu’un
        NEC local soit financé, la page qui présente l’appel demande 150 personnes attendues ou inscrites, et un lieu
        qui puisse les recevoir[^seuil]. Metz aurait passé.
        """
    ),
    heading("Ce que la Ville ferait autrement"),
    text(
        """
        Il n’y a pas de petit retour d’expérience. Celui de Metz tient en deux listes, et c’est la seconde qui vaut de
        l’or.
        """
    ),
    columns(
        [
            heading("Ce qui a plu", "h3"),
            text(
                """
                - Les stands de découverte.
                - Les ateliers professionnels.
                - Le regard croisé entre le Danemark, le Luxembourg et la France.
                """
            ),
        ],
        [
            heading("Ce qui changera", "h3"),
            text(
                """
                - Indiquer le parking.
                - Prévoir des boissons l’après-midi.
                - Prendre le temps d’ouvrir une inscription en ligne simple.
                - Planifier les entretiens et la vidéo.
                - Séparer les publics : deux parcours, deux communications.
                """
            ),
        ],
    ),
    text(
        """
        Ce qui a plu tient en trois mots. Ce que l’on touche, ce que l’on fait, ce qui vient d’ailleurs. Ce qui changera
        commence par un parking. Il faut du courage pour l’écrire dans un document que l’État distribue à tout le pays :
        la prochaine équipe, elle, n’oubliera pas la flèche.
        """
    ),
    quote("Deux publics, deux parcours, deux communications."),
    text(
        """
        Il dit surtout ceci : on ne parle pas aux personnes du métier et au grand public d’une même voix. En octobre
        2023, ce sont surtout les premiers qui sont venus. La prochaine fois, il y aura deux parcours et deux
        communications.

        La prochaine fois est venue vite. Le 3 octobre 2024, un nouveau NEC a été annoncé à Metz. [Voir son
        annonce](/nec-locaux/nec-metz-2024/) Nous ne savons pas s’il y avait des flèches.
        """
    ),
    latest_pages("Ailleurs, depuis", "nec_locaux.NecLocalPage"),
]

METZ = article(
    "metz-un-an-pour-une-journee",
    "Metz : un an pour une journée",
    (
        "Une journée, 181 personnes, 14 000 €. Derrière, douze mois et 93 réunions. Carnet d’une préparation que "
        "d’autres villes peuvent reprendre."
    ),
    ArticleKind.CARNET,
    CARNETS,
    _BODY,
    notes={
        ("retour"): (
            "Retour d’expérience du NEC Metz 2023, dans le guide d’organisation d’un NEC local, ANCT, vers 2024. Sauf "
            "mention contraire, tout ce carnet en vient."
        ),
        "ville": "Ordres de grandeur donnés par le retour d’expérience.",
        "cadrage": "Le guide appelle cela la définition du projet. [Répondre aux cinq questions](/organiser/)",
        "reunions": "Le retour d’expérience donne ces quatre nombres ; leur somme, 93, est la nôtre.",
        "services": "Le guide distingue les services de la Ville, les partenaires, et les acteurs que l’on informe.",
        "taches": "La liste complète compte dix-sept tâches. [Suivre le rétroplanning](/organiser/retroplanning/)",
        "bilan": "Le retour d’expérience donne le mois et le lieu, non le jour.",
        ("seuil"): (
            f"[Page « Les NEC locaux »]({sources.LOCAUX_URL}), second semestre 2024. L’appel de 2020 ne fixait aucun "
            "seuil."
        ),
    },
    bibliography=(
        (
            "Agence nationale de la cohésion des territoires, *Guide d’organisation d’un NEC local*, troisième "
            "partie : retour d’expérience de Metz, vers 2024."
        ),
        (
            f"Agence nationale de la cohésion des territoires, [« Les NEC locaux »]({sources.LOCAUX_URL}), page web, "
            "second semestre 2024."
        ),
    ),
    themes=(INCLUSION, MEDIATION),
    mots_cles=("Metz", "NEC locaux", "organisation", "inclusion numérique"),
    about=("/nec-locaux/nec-metz-2023/", "/nec-locaux/nec-metz-2024/"),
)
