"""Ground floor: what things are."""
