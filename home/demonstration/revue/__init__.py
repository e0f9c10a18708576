"""La revue: its five issues, the six articles written for this site, and the carnets that came before."""

from home.demonstration.revue import numeros
from home.demonstration.revue.articles import RUBRIQUES
from home.demonstration.revue.carnets import CARNETS
from home.demonstration.revue.carte import CARTE
from home.demonstration.revue.charte import CHARTE
from home.demonstration.revue.editions import EDITIONS
from home.demonstration.revue.lens import LENS
from home.demonstration.revue.metz import METZ
from home.demonstration.revue.passage import PASSAGE

__all__ = ["ARTICLES", "PAGES", "RUBRIQUES"]

#: In the order of the contents of their issue.
ARTICLES = [LENS, EDITIONS, CARTE, CHARTE, PASSAGE, METZ]

#: Older first: the last published article heads the lists.
PAGES = [numeros.INDEX, *CARNETS, *numeros.NUMEROS[:3], *ARTICLES, *numeros.NUMEROS[3:]]
