"""Person names: what is needed to know one, from lists and from a small tagger that was trained here."""
