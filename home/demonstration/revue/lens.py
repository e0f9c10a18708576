"""« Trois jours au stade »: the fifth édition nationale, Lens, September 2022, told from its bilan."""

from home.demonstration import organisations, sources
from home.demonstration.blocks import (
    chart,
    figure,
    figures,
    heading,
    partenaires,
    point,
    quote,
    separator,
    table,
    text,
    verbatim,
)
from home.demonstration.revue.articles import RECITS, article
from home.demonstration.thematiques import INCLUSION, MEDIATION
from revue.enums import ArticleKind

_BODY = [
    text(
        """
        Un stade n’est pas fait pour parler bas. C’est pourtant là, au stade Bollaert-Delelis, que l’on a demandé en
        septembre 2022 comment accompagner une personne que l’écrit met en difficulté, comment donner du sens à des
        données, et quelle place garder au numérique quand le climat change[^sujets]. Trois étages, 2 500 m², trois
        jours[^surface].

        Ce récit n’est pas celui d’un témoin. Il est fait de ce que la rencontre a laissé : un bilan chiffré, une page
        du site de l’époque, quelques comptes rendus de gens qui y étaient. Il dit ce que ces papiers disent, et
        s’arrête où ils s’arrêtent.
        """
    ),
    heading("Mardi : la salle est ailleurs"),
    text(
        """
        Le premier jour porte un drôle de nom, la journée OFF. Le 27 septembre 2022, 450 personnes sont là[^off]. C’est
        peu, à l’échelle d’un stade. Mais à distance, 4 400 suivent en direct : dix fois plus, ou presque.

        Retenez ce nombre, il renverse le tableau. Sur les trois jours, le bilan compte 6 000 suivis en direct.
        L’ouverture officielle, le lendemain, en rassemble 850. La clôture, 750. Près des trois quarts du public à
        distance se sont donc présentés avant que l’événement ne commence[^direct].
        """
    ),
    chart(
        "À distance, tout se joue la veille",
        [
            point("Journée OFF, 27 septembre 2022", 4400),
            point("Ouverture", 850),
            point("Clôture", 750),
        ],
        kind="bars",
        show_total=True,
        introduction="Suivis en direct, à distance.",
        source=sources.BILAN_LENS,
        date="27 au 29 septembre 2022",
    ),
    text(
        """
        Pourquoi ? Le bilan ne le dit pas. Un compte rendu met sur une piste : en amont de NEC, raconte l’équipe de la
        Fabrique des possibles, une journée était dédiée aux conseillères et aux conseillers numériques, avec des
        échanges sur l’accompagnement des personnes en situation de handicap[^fabrique]. Un métier jeune, dispersé sur
        tout le pays, qui ne peut pas fermer ses permanences pour prendre le train : on comprendrait qu’il ait regardé
        de loin. C’est une hypothèse, et rien de plus.
        """
    ),
    heading("Mercredi, jeudi : quatre-vingt-douze séances"),
    text(
        """
        Les 28 et 29 septembre 2022, on entre pour de bon. Le programme tient en quatre mots et en quatre nombres : 45
        retours d’expérience, 26 ateliers, 11 masterclass, 10 regards croisés. Soit 92 séances, auxquelles s’ajoute un
        format que NEC n’avait jamais essayé : le pitch, 90 minutes, où 24 initiatives se présentent l’une après
        l’autre[^formats]. À la tribune, 228 personnes se succèdent.

        La proportion dit une préférence. Pour une masterclass, quatre retours d’expérience. On a moins enseigné que
        raconté : ce que l’on a tenté, ce qui a marché, ce qui a coûté. C’est la pente de toute la démarche, et le guide
        d’organisation des NEC locaux en fera plus tard un conseil : préférer les formats où l’on fait et où l’on
        participe à ceux où l’on écoute[^guide].
        """
    ),
    chart(
        "On raconte plus qu’on n’enseigne",
        [
            point("Retours d’expérience", 45),
            point("Ateliers", 26),
            point("Initiatives pitchées", 24, "des initiatives, non des séances", is_other=True),
            point("Masterclass", 11),
            point("Regards croisés", 10),
        ],
        kind="bars",
        show_total=True,
        introduction="Séances de chaque format. Le total ne compte pas les initiatives pitchées.",
        source=sources.BILAN_LENS,
    ),
    text(
        """
        À l’ouverture, un ambassadeur prend la parole. Henri Verdier est alors chargé des affaires numériques au
        ministère de l’Europe et des Affaires étrangères. Une équipe dans la salle note une phrase, et la publie :
        """
    ),
    verbatim(
        (
            "Il ne faut pas faire une action publique ouverte pour cols blancs. […] Si on veut que ce soit vraiment "
            "une contribution collective, inclusive, il faut aussi distribuer de la capacité à s’en mêler, et le "
            "sentiment qu’on a le droit de s’en mêler."
        ),
        "Henri Verdier",
        "ambassadeur pour les affaires numériques, discours d’ouverture rapporté par la Fabrique des possibles",
    ),
    text(
        """
        Distribuer le droit de s’en mêler. On ne saurait mieux annoncer la suite. Car lorsque le bilan demande de quoi
        l’on a parlé, c’est de cela : aider les autres.
        """
    ),
    heading("Un tiers, puis deux"),
    text(
        """
        La mesure est peu commune. Le bilan ne compte pas les séances par thème, il compte les personnes : la part de
        celles que l’on peut rattacher à chacun des six thèmes, d’après leur secteur[^parts].
        """
    ),
    table(
        "Six thèmes, et la part du public qui s’y rattache",
        [("text", "Thème"), ("number", "Part, en %")],
        [
            ["Dispositifs & services inclusifs", 31.5],
            ["Culture & compétences numériques", 18.5],
            ["Données & territoires", 17],
            ["Accessibilité des services en ligne", 13.5],
            ["Territoires résilients & durables", 12.5],
            ["Communs & souveraineté", 7],
        ],
        sources.BILAN_LENS,
    ),
    text(
        """
        Les dispositifs et les services inclusifs prennent près d’un tiers. Ajoutez la culture et les compétences, puis
        l’accessibilité des services en ligne : 63,5 %. Près de deux personnes sur trois viennent d’un métier qui
        consiste à ce que d’autres puissent se servir du numérique. La masterclass sur [l’accompagnement face à
        l’illettrisme](/ressources/accompagner-face-a-l-illettrisme/) est de ce côté-là, et le pitch des [quatorze
        modèles d’intervention](/ressources/quatorze-modeles-d-intervention/) aussi.

        À l’autre bout, les communs et la souveraineté : 7 %. Le nom de la rencontre les porte, et ils ferment la
        marche. N’en concluons pas qu’ils intéressent peu. La part suit le secteur des gens, non leur curiosité : elle
        dit d’où l’on vient, pas ce que l’on est venu entendre.
        """
    ),
    quote("La part dit d’où l’on vient, pas ce que l’on est venu entendre."),
    heading("Ce que l’on ne voit pas du terrain"),
    text(
        """
        Soixante personnes à l’organisation, un comité de pilotage chaque semaine. Soixante jeunes de lycée à l’accueil.
        Quarante ordinateurs prêtés pour l’occasion[^accueil]. Dix-neuf structures qui tiennent le Comptoir, cet espace
        de stands où l’on vient poser sa question à quelqu’un. Cinq cents personnes au cocktail, un prix nommé NEC d’Or,
        une échappée hors les murs à la base 11/19. Le numérique d’intérêt général, vu de près, ressemble à une kermesse
        bien tenue.

        Rien de cela ne se fait de loin. L’ANCT et La Mednum organisent avec Les Assembleurs, réseau des
        Hauts-de-France, et avec Futur Composé, filiale de Fréquence écoles. Sept soutiens les rejoignent, de la
        communauté d’agglomération de Lens-Liévin au Groupe La Poste.
        """
    ),
    partenaires("Ils ont soutenu l’édition", *organisations.SOUTIENS_2022),
    heading("Combien étaient-ils ?"),
    text(
        """
        Question simple, et quatre réponses. La page « La démarche » dit 1 800 personnes présentes. Le bilan dit 1 700
        personnes inscrites, sans compter les 450 de la veille. Deux comptes rendus écrivent 1 500, ou plus de
        1 500[^presse]. Personne ne ment : on ne compte ni la même chose, ni le même jour. Nous y revenons dans [une
        enquête sur les nombres de NEC](/revue/numero-3/ce-que-comptent-les-editions/).

        Trois taux, en revanche, ne viennent que d’un endroit, et nul ne les discute.
        """
    ),
    figures(
        figure("87 %", "y voient un rendez-vous de référence"),
        figure("78 %", "venaient pour la première fois"),
        figure("77 %", "ont apprécié la ville et le lieu"),
        source=sources.BILAN_LENS,
    ),
    text(
        """
        Le deuxième est le plus frappant. À la cinquième édition, plus de trois personnes sur quatre n’étaient jamais
        venues. Une communauté qui se renouvelle ainsi a un devoir : expliquer chaque année ce qu’elle croit avoir déjà
        dit.
        """
    ),
    separator(),
    text(
        """
        Puis le stade se vide, et l’on compte ce qui reste. Sept podcasts, 10 h 21 d’écoute. Des masterclass, un pitch,
        des retours d’expérience filmés, 12 h 13[^traces]. Un carnet de 6 681 contacts, dont un tiers gagné depuis
        octobre 2021. Sur Twitter, l’équipe a publié deux fois moins que l’année d’avant, 133 messages contre 290, et
        l’on a parlé d’elle un tiers de plus, 674 mentions contre 506[^twitter]. On peut y lire une petite leçon de
        sobriété : en dire moins, et laisser dire les autres.

        L’année suivante, à [Bordeaux](/editions/bordeaux-2023/), les six thèmes deviennent cinq. L’éthique et
        l’émancipation entrent dans les titres. Les communs, eux, y sont encore.

        [Lire le bilan complet de Lens](/editions/lens-2022/)
        """
    ),
]

LENS = article(
    "lens-trois-jours-au-stade",
    "Trois jours au stade",
    (
        "En septembre 2022, le numérique d’intérêt général occupe le stade de Lens. Récit d’une édition d’après ce "
        "qu’elle a laissé : des nombres, une phrase, et beaucoup de monde au bout du fil."
    ),
    ArticleKind.RECIT,
    RECITS,
    _BODY,
    notes={
        ("sujets"): (
            "Trois sujets parmi d’autres : les deux premiers sont ceux de masterclass filmées, le troisième celui "
            "d’un épisode des « Regards croisés » (bilan de l’édition nationale de Lens, septembre 2022)."
        ),
        "surface": "Bilan de l’édition nationale de Lens, septembre 2022. Louvre Lens Vallée est associé au stade.",
        "off": "Bilan de Lens : 450 personnes à la journée OFF, comptées à part des 1 700 inscriptions des 28 et 29 "
        "septembre 2022.",
        "direct": "4 400, 850 et 750 font bien 6 000. C’est l’une des rares sommes du dossier qui tombe juste dans "
        "toutes les sources.",
        "fabrique": f"[« Retours sur Numérique en commun[s] 2022 »]({sources.FABRIQUE_2022_URL}), la Fabrique des "
        "possibles. La page écrit « octobre 2022 » ; toutes les autres sources disent septembre 2022.",
        ("formats"): (
            "Bilan de Lens. Il donne 24 initiatives et un format de 90 minutes, sans dire combien de fois il s’est "
            "tenu."
        ),
        "guide": "Guide d’organisation d’un NEC local, ANCT, vers 2024. Il distingue quatre familles de formats.",
        "parts": "Bilan de Lens : « part des participants par thème selon leur secteur ». Les six parts font 100 %.",
        "accueil": "Bilan de Lens. Les listes du document nomment aussi dix acteurs locaux, cinq collectivités et cinq "
        "acteurs économiques.",
        "presse": f"[Cap’Com]({sources.CAPCOM_URL}) écrit « plus de 1 500 » ; le [média des conseillers "
        f"numériques]({sources.CONSEILLERS_URL}), le 3 octobre 2022, écrit 1 500.",
        ("traces"): (
            "Bilan de Lens. Les podcasts sont sur Arte Audioblog, dans la série « Regards croisés » ; les vidéos, sur "
            "la chaîne YouTube de NEC."
        ),
        "twitter": "Bilan de Lens. Les emplois du mot-dièse passent de 96 à 113.",
    },
    bibliography=(
        (
            "Agence nationale de la cohésion des territoires, *Bilan de l’édition nationale de Numérique en "
            "Commun[s]*, Lens, septembre 2022."
        ),
        f"Cap’Com, [« Pour un numérique d’intérêt général avec NEC »]({sources.CAPCOM_URL}), 2022.",
        f"La Fabrique des possibles, [« Retours sur Numérique en commun[s] 2022 »]({sources.FABRIQUE_2022_URL}), 2022.",
        (
            f"Conseillers numériques, [« Trois jours de rendez-vous autour de l’inclusion numérique »]"
            f"({sources.CONSEILLERS_URL}), 3 octobre 2022."
        ),
    ),
    themes=(MEDIATION, INCLUSION),
    mots_cles=("Lens", "édition nationale", "conseillers numériques", "inclusion numérique"),
    about=("/editions/lens-2022/",),
)
