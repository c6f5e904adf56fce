"""Personal data: found, judged by profile and link, and replaced by surrogates; no raw value leaves this package."""
