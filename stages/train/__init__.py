"""Instruction-tunes a model from a run's shards: its own data path, loop, evaluation and outputs."""
