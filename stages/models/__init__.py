"""Models that stages are lent: loaded once a process, and only here does torch come in."""
