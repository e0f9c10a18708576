"""How Démarches simplifiées is spoken to, and what its words mean here."""
