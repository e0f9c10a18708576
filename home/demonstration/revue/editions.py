"""« Ce que comptent les éditions »: the figures of the éditions nationales, and why one cannot compare them."""

from home.demonstration import sources
from home.demonstration.blocks import (
    accordion,
    chart,
    contents,
    downloads,
    gallery,
    heading,
    picture,
    point,
    quote,
    recording,
    table,
    text,
)
from home.demonstration.revue.articles import ENQUETES, article
from home.demonstration.thematiques import DONNEES
from revue.enums import ArticleKind

_BODY = [
    text(
        """
        Posons les nombres côte à côte. Nantes 2018 : 850. Marseille 2019 : 800. Lyon 2020 : 2 600. Sud Charente 2021 :
        400. Lens 2022 : 1 800. Bordeaux 2023 : 2 000[^demarche]. La courbe fait une bosse, puis un creux, puis une
        côte. Elle raconte une histoire, et cette histoire est fausse.

        Pas parce qu’un nombre serait inventé. Tous sont écrits quelque part, noir sur blanc, par des gens qui savaient
        de quoi ils parlaient. Elle est fausse parce que six nombres alignés ont l’air de répondre à la même question,
        et qu’ils n’y répondent pas. Il a suffi, pour le voir, de poser à chacun la question que l’on oublie : qui as-tu
        compté ?
        """
    ),
    contents(),
    heading("La bosse n’existe pas"),
    text(
        """
        En 2020, on n’est pas venu à Lyon : on s’est connecté. L’édition s’est tenue en ligne, à partir du 17 novembre
        2020, sur une plateforme restée ouverte environ un mois. Les 2 600 sont des inscriptions à des parcours.
        Ailleurs, on compte des personnes présentes. Une inscription n’est pas une présence, tout le monde le sait qui a
        déjà organisé un apéritif.

        Il y a mieux. Le carnet de Bordeaux Métropole donne un autre nombre pour le même événement : 2 459 personnes
        connectées, et huit parcours au lieu de six[^carnet]. S’inscrire, se connecter : entre les deux gestes, 141
        personnes d’écart. C’est peu, et cela tient sans doute en une phrase que personne n’a écrite.
        """
    ),
    gallery(
        "Le même tableau, deux dessins",
        picture(
            "editions-sans-distinction.png",
            (
                "Six barres pleines. La plus haute est celle de 2020, avec 2 600 ; viennent ensuite 2023, 2022, 2018, "
                "2019 et 2021."
            ),
            "Toutes les barres se ressemblent : 2020 a l’air d’un triomphe.",
        ),
        picture(
            "editions-avec-distinction.png",
            "Les mêmes barres, mais celle de 2020 est en pointillé et vide. Deux emplacements sans barre s’ouvrent à "
            "droite, pour 2024 et 2025.",
            "Ce qui n’est pas de même nature est en pointillé, ce qui manque reste blanc.",
        ),
    ),
    heading("Le creux non plus"),
    text(
        """
        En 2021, la quatrième édition quitte les grandes villes pour le château de la Mercerie, dans le sud de la
        Charente. On y compte 400 personnes. Au même moment, 5 000 suivent à distance : c’est plus qu’en 2020, où le
        direct en comptait 4 000. L’édition n’a pas rétréci. Elle s’est partagée entre un château et des écrans.

        D’un côté, donc, une année tout en ligne que l’on dessine comme une foule ; de l’autre, une année à demi en
        ligne que l’on dessine comme un désert. Il faut deux colonnes pour se comprendre, et une seule ne suffit jamais.
        """
    ),
    table(
        "Sur place et à distance, de 2018 à 2023",
        [("text", "Édition"), ("number", "Personnes présentes"), ("number", "Suivis en direct")],
        [
            ["Nantes 2018", 850, None],
            ["Marseille 2019", 800, None],
            ["En ligne 2020", None, 4000],
            ["Sud Charente 2021", 400, 5000],
            ["Lens 2022", 1800, 6000],
            ["Bordeaux 2023", 2000, None],
        ],
        (
            "page « La démarche » et bilan de Lens. Une case vide : la source ne dit rien, ou personne n’est venu sur "
            "place."
        ),
    ),
    heading("Un même lieu, quatre nombres"),
    text(
        """
        À Lens, en 2022, l’affaire se complique. La page « La démarche » compte 1 800 personnes présentes. Le bilan,
        daté du même mois, compte 1 700 inscriptions pour deux jours, et met à part les 450 personnes de la
        veille[^lens]. Deux comptes rendus de l’époque écrivent 1 500, ou plus de 1 500[^presse].

        On peut les accorder, à condition de ne rien forcer. Des inscriptions, il faut retirer celles et ceux qui ne
        viennent pas, et l’on descend vers 1 500. Des présences, on peut compter aussi la veille, les équipes, la
        tribune, et l’on monte vers 1 800. Mais ces additions sont les nôtres. Aucune source ne les fait. Ce site montre
        les nombres, et dit pour chacun ce qu’il compte.
        """
    ),
    accordion(
        "Lens 2022 : à chaque nombre, sa question",
        [
            (
                "1 800 : qui est venu ?",
                (
                    "Des personnes présentes, sans que la source dise sur combien de jours. Page « La démarche », "
                    "entre fin 2023 et 2024."
                ),
            ),
            (
                "1 700 : qui s’est inscrit ?",
                "Des inscriptions, pour les 28 et 29 septembre 2022. Bilan de l’édition, septembre 2022.",
            ),
            (
                "450 : qui était là la veille ?",
                "Des personnes à la journée OFF, le 27 septembre 2022. Bilan de l’édition, septembre 2022.",
            ),
            (
                "1 500 : qu’a-t-on retenu ?",
                (
                    "Une estimation de presse, sans définition : « plus de 1 500 » pour Cap’Com, 1 500 pour le média "
                    "des conseillers numériques, le 3 octobre 2022."
                ),
            ),
            (
                "6 000 : qui a suivi ?",
                (
                    "Des suivis en direct, sur trois jours : 4 400, puis 850, puis 750. Bilan de l’édition, septembre "
                    "2022."
                ),
            ),
        ],
        open_first=True,
    ),
    quote("Il a suffi de poser à chaque nombre la question que l’on oublie : qui as-tu compté ?"),
    heading("La tribune, presque comparable"),
    text(
        """
        Reste un nombre qui porte le même nom d’une année à l’autre, celui des intervenantes et des intervenants : 120 à
        Nantes, 80 à Marseille, 60 en Sud Charente, 228 à Lens, 260 à Bordeaux. Là, enfin, la courbe dit quelque chose.
        En cinq ans, la tribune a plus que doublé.

        Sauf en 2020, encore. La page « La démarche » y compte 62 contributrices et contributeurs[^contributeurs]. Le
        mot a changé, et peut-être la chose avec lui. Et sauf en 2025, où les 290 de Strasbourg ont été annoncés avant
        l’événement : c’est une promesse, pas un relevé[^strasbourg].
        """
    ),
    chart(
        "Qui prend la parole",
        [
            point("2018, Nantes", 120),
            point("2019, Marseille", 80),
            point("2020, en ligne", 62, "contributrices et contributeurs", is_other=True),
            point("2021, Sud Charente", 60),
            point("2022, Lens", 228),
            point("2023, Bordeaux", 260),
            point("2025, Strasbourg", 290, "annoncés avant l’événement", is_other=True),
        ],
        kind="bars",
        introduction="Intervenantes et intervenants. Rien n’est connu pour 2024.",
        source="page « La démarche », entre fin 2023 et 2024 ; annonces de presse pour 2025",
    ),
    heading("Ce que l’oreille entend"),
    text(
        """
        Un dessin se regarde d’un coup, et l’œil conclut avant la tête. Nous avons donc essayé autre chose : faire
        entendre la fréquentation. Une seconde vaut mille personnes. La note tient si l’on a compté des présences ; elle
        tremble si l’on a compté autre chose ; elle se tait si l’on ne sait pas.
        """
    ),
    recording(
        "audio",
        "Huit éditions à l’oreille",
        "La fréquentation de chaque édition, de 2018 à 2025 : une seconde pour mille personnes.",
        "16 s",
        "editions-a-l-oreille.ogg",
        """
        Aucune parole. Huit moments, séparés par un silence bref et annoncés chacun par un coup sec.

        - 2018, Nantes : une note de 0,85 seconde.
        - 2019, Marseille : la même, de 0,8 seconde.
        - 2020, en ligne : une note qui tremble, de 2,6 secondes. On a compté des inscriptions.
        - 2021, Sud Charente : une note de 0,4 seconde.
        - 2022, Lens : une note de 1,8 seconde.
        - 2023, Bordeaux : une note de 2 secondes.
        - 2024, Chambéry : le coup sec, puis rien.
        - 2025, Strasbourg : le coup sec, puis rien.
        """,
    ),
    heading("Deux années sans nombre"),
    text(
        """
        Pour Chambéry, en 2024, et pour Strasbourg, en 2025, aucune source consultée ne dit combien de personnes sont
        venues[^silence]. On pourrait prolonger la courbe. On a préféré laisser un blanc : un nombre qui manque se dit
        mieux qu’il ne se devine.

        Le silence a ses degrés. De Strasbourg, on connaît le lieu, les dates, les 90 formats promis, les 21
        partenaires. De Chambéry, les dates, et une séance sur les communs. Ce n’est pas que l’édition fut moindre.
        C’est qu’elle a laissé moins de traces, ou que nous n’avons pas su les trouver.
        """
    ),
    heading("Ce qu’il faudrait pour que cela n’arrive plus"),
    text(
        """
        Rien de savant. Quatre mots à côté de chaque nombre : qui, quand, où, comment. Qui est compté, une inscription,
        une entrée, une connexion. Quand, un jour ou trois. Où, dans la salle ou derrière un écran. Comment, une liste,
        un pointage, une estimation. Un nombre public sans ces quatre mots n’est encore qu’un bruit[^calendrier].

        Le tableau qui a servi à cet article est à vous : il donne, pour chaque nombre, ce qu’il compte et la source qui
        l’écrit. Corrigez-le, complétez-le, contredisez-le.

        [Voir toutes les éditions nationales](/editions/)
        """
    ),
    downloads("Les données de cet article", "frequentation-des-editions.csv"),
]

EDITIONS = article(
    "ce-que-comptent-les-editions",
    "Ce que comptent les éditions",
    "850 personnes à Nantes, 2 600 inscriptions en ligne, 2 000 personnes à Bordeaux. Peut-on comparer ? Pas sans "
    "demander à chaque nombre qui il a compté.",
    ArticleKind.ENQUETE,
    ENQUETES,
    _BODY,
    notes={
        "demarche": f"[Page « La démarche »]({sources.DEMARCHE_URL}), état entre fin 2023 et 2024. Elle porte tous les "
        "nombres de ce paragraphe.",
        "carnet": f"[Carnet NEC Bordeaux Métropole]({sources.CARNET_BORDEAUX_URL}). La page « La démarche » donne "
        "2 600 inscriptions et six parcours.",
        "lens": "Bilan de l’édition nationale de Lens, septembre 2022.",
        ("presse"): (
            f"[Cap’Com]({sources.CAPCOM_URL}) et le [média des conseillers numériques]({sources.CONSEILLERS_URL})."
        ),
        "contributeurs": "Page « La démarche ». Elle compte aussi, pour 2020, 80 dispositifs présentés.",
        ("strasbourg"): (
            "Presse de 2025, avant l’événement : 290 intervenantes et intervenants, 90 tables rondes, ateliers et "
            "masterclass, 21 partenaires."
        ),
        ("silence"): (
            "Ni pour l’une ni pour l’autre. Une lettre d’information du printemps 2024 donne les dates de Chambéry, "
            "les 25 et 26 septembre 2024 ; rien d’autre."
        ),
        ("calendrier"): (
            "Une date sans année en est un autre. Au second semestre 2024, sur les six entrées du calendrier de la "
            "page « Les NEC locaux », une seule porte son année."
        ),
    },
    bibliography=(
        (
            f"Agence nationale de la cohésion des territoires, [« La démarche »]({sources.DEMARCHE_URL}), page web, "
            "entre fin 2023 et 2024."
        ),
        (
            "Agence nationale de la cohésion des territoires, *Bilan de l’édition nationale de Numérique en "
            "Commun[s]*, Lens, septembre 2022."
        ),
        f"[« Carnet NEC Bordeaux Métropole »]({sources.CARNET_BORDEAUX_URL}), sur la semaine du 24 au 28 août 2020.",
        f"Cap’Com, [« Pour un numérique d’intérêt général avec NEC »]({sources.CAPCOM_URL}), 2022.",
    ),
    themes=(DONNEES,),
    mots_cles=("édition nationale", "données ouvertes", "fréquentation", "mesure"),
    about=(
        "/editions/nantes-2018/",
        "/editions/marseille-2019/",
        "/editions/lyon-2020/",
        "/editions/sud-charente-2021/",
        "/editions/lens-2022/",
        "/editions/bordeaux-2023/",
    ),
)
