"""Neighbours: all pairs of vectors that lie at least as close as a floor, found by radius and without a cap."""

from stages.neighbours.allpairs import join
from stages.neighbours.edges import Edges, Joined
from stages.neighbours.near import near, recall
from stages.neighbours.score import cosines

__all__ = ["Edges", "Joined", "cosines", "join", "near", "recall"]
