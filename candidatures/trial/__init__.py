"""Trial dossiers: what a team tries its side of the site with before it receives a candidature.

They are invented and say so: their titles, structures, people and addresses are numbered (« Dossier d’essai n° 12 »).
Each goes through the services that people go through, at dates that the clock of its story gives.
"""
