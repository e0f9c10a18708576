"""« Le passage de témoin »: what NEC does for a meeting to serve the next one, from the kit of 2020 to the sheets."""

from home.demonstration import sources
from home.demonstration.blocks import (
    buttons,
    chart,
    external_form,
    figure,
    figures,
    heading,
    link,
    page_cards,
    personnes,
    point,
    quote,
    table,
    text,
    timeline,
    verbatim,
)
from home.demonstration.organisations import PERSONNES
from home.demonstration.revue.articles import METHODES, article
from home.demonstration.thematiques import COMMUNS, COMMUNS_NUMERIQUES
from revue.enums import ArticleKind

_BODY = [
    text(
        """
        Une rencontre finit toujours de la même façon. On empile les chaises, on cherche un chargeur oublié, on promet
        de s’écrire. Le lendemain, ce qui s’est dit commence à s’effacer. Trois semaines plus tard, il en reste une
        photographie et un mot-dièse.

        Depuis 2018, Numérique en Commun[s] cherche à faire mentir cette pente. La démarche porte un mot dans son nom,
        commun, que l’on emploie souvent pour dire « à tout le monde ». Les personnes qui l’étudient disent autre
        chose : un commun, c’est une ressource, plus un groupe qui en prend soin, plus les règles que ce groupe se
        donne[^ostrom]. Ôtez l’un des trois, il ne reste qu’un dépôt, un club ou un règlement. Prenons cette définition
        au sérieux, et regardons ce que NEC a inventé pour que d’une rencontre à l’autre quelque chose passe.
        """
    ),
    heading("La ressource : un kit, puis des traces"),
    text(
        """
        Le premier objet commun est modeste. L’appel à NEC locaux de mars 2020 le décrit en cinq lignes : des supports
        de communication, des repères de programmation, des ressources d’idéation, des blocs-notes partagés, un espace
        de stockage[^kit]. De quoi annoncer, de quoi composer, de quoi chercher des idées, de quoi écrire ensemble, de
        quoi ranger. On peut le reprendre sans le demander.

        Le même appel pose une méthode en cinq verbes, qui est aussi un trajet : diagnostiquer, collaborer, outiller,
        former, essaimer. Le dernier est le plus rare. On sait lancer un projet ; on sait moins l’aider à partir de chez
        soi.
        """
    ),
    timeline(
        "Ce qui se transmet, d’année en année",
        [
            ("2018", "Une première édition", "Trois thèmes à Nantes. Le troisième s’appelle Communs."),
            (
                ("2019"),
                ("Une réunion ouverte"),
                ("Le 30 janvier 2019, chacune et chacun écrit ses souhaits dans un bloc-notes."),
            ),
            (
                ("2020"),
                ("Un kit, un duo, des carnets"),
                ("L’appel soutient huit projets, et leur demande de laisser une trace."),
            ),
            ("2022", "Des voix enregistrées", "À Lens, sept podcasts et des heures de vidéo."),
            ("2023", "Une revue", "Le premier numéro paraît au printemps 2023."),
            ("2024", "Un guide", "Le retour d’expérience d’une ville y tient la troisième partie."),
        ],
    ),
    heading("Le groupe : deux regards qui voyagent"),
    text(
        """
        L’idée la plus singulière de 2020 n’est pas un fichier. C’est un duo. Chaque projet soutenu est accompagné par
        deux personnes, l’une de la recherche, l’autre du journalisme[^duo]. La première a le temps long, la méthode, la
        prudence. La seconde a l’oreille, le récit, l’échéance. Elles regardent la même salle, et n’y voient pas la même
        chose : c’est l’intérêt.

        De ce regard double doivent sortir des portraits, des paroles, des photographies, des sons, des récits, des
        synthèses. Tout cela publié, tout cela réutilisable. Et puis vient le geste qui donne son titre à cet article :
        un passage de témoin, d’un territoire au suivant. Ce que l’on a compris ici devient la première question que
        l’on pose là-bas.
        """
    ),
    quote("Ce que l’on a compris ici devient la première question que l’on pose là-bas."),
    text(
        """
        Que reste-t-il de ces carnets ? Celui de Bordeaux Métropole, sur une semaine d’août 2020, est en ligne sous
        licence libre[^bordeaux]. Un autre a été annoncé en Haute-Savoie, en novembre 2021. La page « Les NEC locaux »
        parle de quatorze parutions depuis 2020, sans les nommer, et en les comptant déjà comme des numéros de la revue.
        Nous en avons retrouvé deux. [Voir les carnets](/revue/carnets/)

        La suite est mieux connue. Au printemps 2023, la revue naît, portée par l’association vives voies et par le
        programme Société Numérique de l’ANCT. Huit personnes la dirigent.
        """
    ),
    personnes("La direction de la revue", *(personne.name for personne in PERSONNES)),
    text(
        """
        Il y a dans cette filiation une petite leçon. Un carnet raconte un lieu ; une revue suit un sujet. En passant de
        l’un à l’autre, on gagne en hauteur ce que l’on perd en adresse. La revue enquête sur la santé, l’illettrisme,
        le jeu vidéo, les migrations. Qui racontera désormais une journée à Annecy ? Les équipes elles-mêmes, si on les
        y aide.
        """
    ),
    heading("La règle : trois choses, et une promesse"),
    text(
        """
        D’où la règle, la plus courte possible. Après sa rencontre, une équipe publie une fiche sur Les Bases. Trois
        éléments suffisent : une description et un bilan, un retour sur un ou plusieurs formats, une ou plusieurs
        photographies[^fiche]. Trois, et non trente : un minimum que l’on tient vaut mieux qu’un modèle que l’on
        contourne.

        La fiche n’est pas seule. Le porteur d’un NEC local prend cinq engagements, dont deux font circuler : documenter
        en formats ouverts, et prendre part à l’édition nationale de l’année. Le premier laisse une trace ; le second
        envoie quelqu’un. Il fallait les deux. Un document voyage loin, mais ne répond pas aux questions. Une personne
        répond, mais rentre chez elle.
        """
    ),
    table(
        "Cinq façons de transmettre, et ce que chacune demande",
        [("text", "Ce qui passe"), ("text", "Comment"), ("text", "Ce qu’il faut")],
        [
            ["Un récit", "Carnet, puis revue", "Quelqu’un qui regarde et qui écrit"],
            ["Une méthode", "Fiche sur Les Bases", "Trois éléments, une licence"],
            ["Un format", "Offres de formats", "Un partenaire prêt à venir"],
            ["Une parole", "Podcasts, vidéos", "Un micro, et une transcription"],
            ["Une personne", "Édition nationale", "Un billet de train"],
        ],
        "appel de mars 2020, guide d’organisation, bilan de Lens ; rapprochement fait pour cet article",
    ),
    verbatim(
        (
            "Ce qui est essentiel, c’est la question de la co-action : des gens éclatés vont faire communauté, dans "
            "un but commun et une logique d’action. C’est ce qui m’inspire et qui m’obsède."
        ),
        "Sébastien Soriano",
        "directeur général de l’IGN, ouverture du NEC Hauts-de-France, Lille, 7 novembre 2023",
    ),
    text(
        """
        Ce jour-là, à Lille, 200 personnes et une vingtaine d’ateliers avaient pour titre « Les communs au service d’un
        numérique pour tous »[^lille]. On y a, entre autres, appris à écrire dans Wikipédia. C’est peut-être la
        définition la plus courte que l’on puisse donner de la démarche : on arrive avec ce que l’on sait, on repart en
        l’ayant posé quelque part.
        """
    ),
    heading("Des formats qui se prêtent"),
    text(
        """
        Vers 2024, le guide fait un pas de plus. Puisque les équipes se demandent toutes, au même moment, quoi mettre à
        14 h, il leur propose des séances prêtes, avec quelqu’un pour les tenir. Dix offres, chez quatre
        partenaires[^offres] : une masterclass sur l’économie de l’attention, un atelier pour écrire une feuille de
        route, le retour d’une structure qui se sert d’Aidants Connect.
        """
    ),
    chart(
        "Dix séances à reprendre, par partenaire",
        [
            point("Programme Société Numérique", 4),
            point("Incubateur des territoires", 2),
            point("Conseil national du numérique", 2),
            point("La Mednum", 2),
        ],
        kind="bars",
        show_total=True,
        introduction=(
            "Exemples donnés par le guide. La page de l’appel annonçait un catalogue complet, que nous n’avons pas."
        ),
        source=sources.GUIDE,
    ),
    text(
        """
        Le guide range les bons formats en quatre familles : ceux où l’on fait, et d’où l’on repart avec quelque chose ;
        ceux où l’on participe, plutôt que d’écouter ; ceux que l’on reprend de NEC passés ; ceux de l’échelon national,
        qui nourrissent les dispositifs de l’État. La troisième famille est la plus commune des quatre, au sens fort.
        Elle suppose que quelqu’un, avant vous, ait pris la peine d’écrire comment il s’y était pris.
        """
    ),
    heading("Ce qui ne passe pas encore"),
    text(
        """
        Mesurons. L’équipe annonce 45 NEC locaux depuis janvier 2021. Nous savons en dater 21, et n’avons trouvé que
        trois fiches sur Les Bases, celles de Nantes, de Lalouvesc et du Pont du Gard[^trois]. Il y en a sûrement
        d’autres. Elles ne se trouvent pas, ce qui, pour un commun, revient presque à ne pas exister.
        """
    ),
    figures(
        figure("10 h 21", "de podcasts", "sept épisodes, Lens 2022"),
        figure("12 h 13", "de vidéos", "Lens 2022"),
        figure("10", "offres de formats", "chez quatre partenaires"),
        figure("3", "fiches retrouvées", "pour 21 rencontres datées"),
        source="bilan de Lens, guide d’organisation, calendrier de ce site",
    ),
    text(
        """
        La ressource existe, le groupe aussi, la règle est simple. Ce qui manque est moins noble : un index, une
        recherche, des adresses qui ne changent pas. Une masterclass de Lens posait déjà la question pour les lieux de
        médiation : comment, et pourquoi, [concevoir un standard
        partagé](/ressources/un-standard-pour-les-lieux-de-mediation/) ? Elle vaut pour les rencontres. Décrire la
        sienne comme les autres décrivent la leur, c’est accepter d’être trouvé.

        On ne fait pas commun en donnant. On fait commun quand quelqu’un d’autre se sert, répare, et rend.
        """
    ),
    page_cards(
        "Trois fiches à lire avant d’écrire la vôtre",
        "/ressources/fiche-nec-nantes-2022/",
        "/ressources/fiche-nec-lalouvesc-2022/",
        "/ressources/fiche-nec-pont-du-gard-2023/",
    ),
    external_form(
        "Prendre le témoin",
        "Toute personne morale peut porter un NEC local. Le formulaire de l’ANCT reste ouvert toute l’année.",
        sources.CANDIDATURE_URL,
        "Annoncer une intention sur Démarches simplifiées",
    ),
    buttons(
        link("Voir la collection des NEC locaux sur Les Bases", sources.COLLECTION_URL),
    ),
]

PASSAGE = article(
    "le-passage-de-temoin",
    "Le passage de témoin",
    (
        "Un kit, un duo, des carnets, trois éléments sur une fiche : comment une rencontre peut servir à la suivante. "
        "Et ce qui, de l’une à l’autre, se perd encore."
    ),
    ArticleKind.RECHERCHE,
    METHODES,
    _BODY,
    notes={
        "ostrom": "Elinor Ostrom, *Governing the Commons*, Cambridge University Press, 1990.",
        "kit": "Appel à NEC locaux, mars 2020. L’appel le nomme « kit open source ».",
        ("duo"): (
            "Appel à NEC locaux, mars 2020. Il soutenait huit projets, jusqu’à 5 000 € chacun et 80 % du budget au "
            "plus."
        ),
        "bordeaux": f"[Carnet NEC Bordeaux Métropole]({sources.CARNET_BORDEAUX_URL}).",
        "fiche": f"Guide d’organisation, ANCT, vers 2024. L’exemple qu’il donne est la [fiche du NEC Pont du Gard "
        f"2023]({sources.PONT_DU_GARD_URL}).",
        ("lille"): (
            f"[Compte rendu du Conseil national du numérique]({sources.CNNUM_2023_URL}), d’où vient aussi la parole de "
            "Sébastien Soriano."
        ),
        "offres": "Guide d’organisation, ANCT, vers 2024. [Les parcourir](/organiser/offres-de-formats/)",
        ("trois"): (
            f"La [collection des NEC locaux]({sources.COLLECTION_URL}) sur Les Bases peut en contenir d’autres : nous "
            "n’avons compté que celles qu’une source nomme."
        ),
    },
    bibliography=(
        "Agence nationale de la cohésion des territoires, *Appel à NEC locaux*, mars 2020.",
        "Agence nationale de la cohésion des territoires, *Guide d’organisation d’un NEC local*, vers 2024.",
        (
            "Conseil national du numérique, [« NEC Hauts-de-France : les communs au service d’un numérique pour tous »]"
            f"({sources.CNNUM_2023_URL}), 2023."
        ),
        (
            "Elinor Ostrom, *Governing the Commons. The Evolution of Institutions for Collective Action*, Cambridge "
            "University Press, 1990."
        ),
    ),
    themes=(COMMUNS, COMMUNS_NUMERIQUES),
    mots_cles=("communs numériques", "documentation", "carnets", "licences libres"),
    about=(
        "/nec-locaux/nec-bordeaux-metropole-2020/",
        "/nec-locaux/nec-haute-savoie-2021/",
        "/nec-locaux/nec-hauts-de-france-2023/",
        "/editions/lens-2022/",
    ),
)
