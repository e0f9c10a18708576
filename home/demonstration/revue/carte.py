"""« Vingt-sept, ou vingt-huit »: how many territoires held a NEC local, and what a list of them counts."""

from home.demonstration import sources
from home.demonstration.blocks import (
    block,
    callout,
    chart,
    figure,
    figures,
    form_page,
    heading,
    picture,
    point,
    quote,
    table,
    text,
)
from home.demonstration.revue.articles import ENQUETES, article
from home.demonstration.thematiques import DONNEES
from revue.enums import ArticleKind

_BODY = [
    text(
        """
        Au second semestre 2024, la page « Les NEC locaux » du site de Numérique en Commun[s] annonce : 45 NEC locaux,
        dans 27 territoires, depuis janvier 2021[^annonce]. Juste dessous, elle les nomme. Comptez sur vos doigts, il y
        en a 28.

        Un de trop, cela n’a l’air de rien. Une faute de frappe, un oubli, un lundi matin. On pourrait corriger le 7 en
        8 et passer. Mais un écart d’un est une porte : derrière, il y a la question de ce qu’est un territoire, et de
        qui a le droit de figurer sur une carte. Poussons.
        """
    ),
    heading("Le nombre qui n’a pas bougé"),
    text(
        """
        Il existe une version plus ancienne de la même page, en anglais, dans son état de 2023. Elle annonce, elle
        aussi, 27 territoires. Elle en nomme 25. Et elle compte 30 NEC locaux[^anglaise]. Mettez les deux l’une sous
        l’autre.
        """
    ),
    table(
        "La même page, à un an de distance",
        [("text", "Ce que dit la page"), ("number", "2023"), ("number", "2024")],
        [
            ["NEC locaux tenus", 30, 45],
            ["Territoires annoncés", 27, 27],
            ["Territoires nommés", 25, 28],
        ],
        "page anglaise des NEC locaux, état de 2023 ; page « Les NEC locaux », second semestre 2024",
    ),
    text(
        """
        Tout a grandi, sauf l’annonce. Quinze rencontres de plus, trois territoires de plus dans la liste : Orléans
        Métropole, la Drôme, la Haute-Savoie. Le 27, lui, est resté au même endroit. Il était trop haut de deux ; le
        voilà trop bas d’un. L’explication la plus simple est la meilleure : la liste, quelqu’un l’a complétée ; le
        nombre, personne n’y a touché.

        Il n’y a là ni faute ni malice. C’est la vie ordinaire d’un chiffre sur une page. Un nombre écrit à la main se
        périme en silence. Un nombre calculé à partir de la liste ne le peut pas.
        """
    ),
    quote("Un nombre écrit à la main se périme en silence."),
    heading("Ceux qui manquent"),
    text(
        """
        Vingt-huit, alors ? Pas davantage. Metz a tenu un NEC local en octobre 2023, et l’ANCT en a fait l’exemple de
        son guide d’organisation : 181 personnes, 71 structures[^metz]. Metz n’est pas dans la liste. Le Pont du Gard
        non plus, dont la fiche, sur Les Bases, est donnée pour modèle par le même guide[^gard]. Ni la
        Bourgogne-Franche-Comté, qui en est pourtant à sa deuxième édition, à Dijon[^dijon].

        Voilà donc trois territoires attestés, et absents. Pour deux d’entre eux, ce sont les meilleurs élèves.

        À l’inverse, la page de 2023 affiche trois dates que n’accompagne aucun nom : le 5 juillet 2023, le 25 septembre
        2023, le 12 octobre 2023. La dernière tombe dans le mois de Metz. Est-ce elle ? On le voudrait bien. Rien ne
        permet de l’écrire, et la page que ce site consacre à [NEC Metz 2023](/nec-locaux/nec-metz-2023/) n’affiche que
        le mois.
        """
    ),
    heading("Qu’est-ce qu’un territoire ?"),
    text(
        """
        La liste a le mérite de ranger les siens. Elle connaît cinq sortes : les collectivités, les territoires, les
        départements, les régions, l’outre-mer. Un village d’Ardèche et une métropole sont dans la première ; les Pays
        Picards et le Sud-Charente, dans la deuxième, n’ont pas de code officiel, et n’en existent pas moins.
        """
    ),
    chart(
        "Vingt-huit territoires, cinq sortes",
        [
            point("Départements", 10),
            point("Collectivités", 8),
            point("Territoires", 4),
            point("Régions", 3),
            point("Outre-mer", 3),
        ],
        kind="ring",
        show_total=True,
        introduction="Le classement est celui de la page, qui range l’outre-mer à part.",
        source=sources.LOCAUX,
    ),
    text(
        """
        Le malheur est que ces sortes se recouvrent. Orléans Métropole est en Centre-Val de Loire, Montpellier Métropole
        en Occitanie, les Pays Picards et la Sambre-Avesnois-Thiérache dans les Hauts-de-France ; et le Centre-Val de
        Loire, l’Occitanie, les Hauts-de-France sont aussi dans la liste. Un même point de la carte peut donc y être
        deux fois, une fois pour la ville, une fois pour la région qui la contient.

        Additionner des communes et des régions n’est pas interdit. Mais le total ne dit plus où l’on est allé. Il dit
        combien d’équipes ont porté une rencontre. C’est un autre sujet, et un beau : mieux vaudrait le nommer.
        """
    ),
    heading("La carte que la liste ne montrait pas"),
    text(
        """
        Rangeons à présent chaque territoire dans sa région, et chaque outre-mer chez lui. Ce que la liste disait mot à
        mot se voit d’un coup.
        """
    ),
    block(
        "image",
        picture(
            "territoires-par-region.png",
            (
                "Carte de France gravée, hachurée d’autant plus fort que la liste y nomme de territoires : "
                "sept en Auvergne-Rhône-Alpes ; trois en Grand Est, en Nouvelle-Aquitaine et dans les "
                "Hauts-de-France ; deux en Île-de-France, en Pays de la Loire, en Centre-Val de Loire et en "
                "Occitanie ; un en Bourgogne-Franche-Comté, en Guadeloupe, en Martinique et à La Réunion. Aucun en "
                "Bretagne, en Normandie, en Provence-Alpes-Côte d’Azur, en Corse, en Guyane et à Mayotte."
            ),
            "Les 28 territoires de la liste, par région. L’épaisseur des hachures suit leur nombre.",
        ),
    ),
    text(
        """
        L’Auvergne-Rhône-Alpes en a sept à elle seule, un quart de la liste : Vaulx-en-Velin, Chambéry, Lalouvesc,
        l’Allier, la Drôme, le Puy-de-Dôme, la Haute-Savoie. Trois des cinq outre-mer qui sont aussi des régions y sont.
        Et quatre régions de métropole n’y sont pas du tout : la Bretagne, la Normandie, la Provence-Alpes-Côte d’Azur
        et la Corse[^marseille].

        N’y cherchez pas un classement. Une région sans NEC local n’est pas une région sans numérique d’intérêt
        général ; c’est une région où personne, à cette date, n’a demandé ce nom-là. La carte montre des demandes. Elle
        ne montre pas des besoins.

        Elle oublie encore ceux qui n’ont pas de case. Le NEC ESS, consacré à l’économie sociale et solidaire, s’est
        tenu en 2023 entre Lille, Saint-Sébastien et Bruxelles ; il revient en 2024, puis en 2025 à Bruxelles et à
        Paris[^ess]. À quel territoire le donner ? À aucun. Une rencontre peut avoir un sujet pour tout pays.
        """
    ),
    heading("Ce que nous savons dater"),
    text(
        """
        Restent les rencontres elles-mêmes. L’équipe en a compté 45. En cherchant, événement par événement, une source
        publique qui donne au moins l’année, nous en avons retrouvé 21, de janvier 2021 à décembre 2024. Moins de la
        moitié. Les autres ont eu lieu, quelqu’un les a préparées, des gens y sont allés. Elles n’ont simplement pas
        laissé de page que l’on sache lire.

        C’est à cela que servent les fiches que chaque équipe s’engage à publier : non à rendre des comptes, mais à ne
        pas disparaître[^fiches].
        """
    ),
    figures(
        figure("45", "NEC locaux annoncés", "depuis janvier 2021", sources.LOCAUX),
        figure("21", "retrouvés et datés", "de janvier 2021 à décembre 2024", "calendrier de ce site"),
        figure("28", "territoires nommés", "pour 27 annoncés", sources.LOCAUX),
        figure("3", "attestés, mais absents de la liste", "Metz, Pont du Gard, Bourgogne-Franche-Comté"),
    ),
    callout(
        "Si vous savez",
        (
            "Une date, une affiche, un programme, un compte rendu : ce qui prouve qu’une rencontre a eu lieu la fait "
            "entrer au calendrier. Dites-nous où et quand, et joignez l’adresse de votre source."
        ),
        "information",
    ),
    form_page("Compléter la liste", "/contact/"),
]

CARTE = article(
    "vingt-sept-ou-vingt-huit",
    "Vingt-sept, ou vingt-huit",
    "Une page annonce vingt-sept territoires et en nomme vingt-huit. Trois autres manquent. En tirant sur ce fil, on "
    "apprend ce que compte une liste, et ce que cache une carte.",
    ArticleKind.ENQUETE,
    ENQUETES,
    _BODY,
    notes={
        "annonce": f"[Page « Les NEC locaux »]({sources.LOCAUX_URL}), état du second semestre 2024.",
        "anglaise": f"[« Local NECs »]({sources.PAGE_ANGLAISE_URL}), page anglaise du même site, état de 2023.",
        "metz": "Guide d’organisation d’un NEC local, ANCT, vers 2024, retour d’expérience de Metz.",
        "gard": f"[Fiche du NEC Pont du Gard 2023]({sources.PONT_DU_GARD_URL}), sur Les Bases.",
        "dijon": "Selon Parole d’élus, cette deuxième édition s’est tenue deux jours de suite, un 14 et un 15. L’année "
        "n’est pas donnée : elle n’entre donc pas au calendrier de ce site.",
        "marseille": "La Provence-Alpes-Côte d’Azur a accueilli, à Marseille, l’édition nationale de 2019. La liste ne "
        "compte que les NEC locaux.",
        "ess": "Social Good Accelerator, l’organisation qui porte ce NEC, en annonce les éditions de 2023 et de 2025.",
        ("fiches"): (
            "L’un des cinq engagements demandés aux équipes : documenter la rencontre sur Les Bases, en formats "
            "ouverts. La fiche minimale tient en trois éléments : une description et un bilan, un retour sur un "
            "format, une photographie."
        ),
    },
    bibliography=(
        (
            f"Agence nationale de la cohésion des territoires, [« Les NEC locaux »]({sources.LOCAUX_URL}), page web, "
            "second semestre 2024."
        ),
        (
            "Agence nationale de la cohésion des territoires, [« Local NECs »]"
            f"({sources.PAGE_ANGLAISE_URL}), page web, 2023."
        ),
        "Agence nationale de la cohésion des territoires, *Guide d’organisation d’un NEC local*, vers 2024.",
        "Parole d’élus, [« NEC local »](https://parolesdelus.com/actualites/nec-local/), sans date.",
        "Social Good Accelerator, [pages consacrées au NEC ESS](https://socialgoodaccelerator.eu/fr/tag/nec-ess/).",
    ),
    themes=(DONNEES,),
    mots_cles=("NEC locaux", "cartographie", "données ouvertes", "mesure"),
    about=(
        "/nec-locaux/nec-metz-2023/",
        "/nec-locaux/nec-pont-du-gard-2023/",
        "/nec-locaux/nec-ess-europe-2023/",
    ),
)
