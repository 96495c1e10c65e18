"""Legislative campaigns, petitions and signatures, letters to Whitehall, mail-outs."""
