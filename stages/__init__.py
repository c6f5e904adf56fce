"""First floor: what is judged, and how."""
