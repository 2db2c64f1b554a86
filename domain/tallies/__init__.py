"""From the history and facts of one unit to dated steps on every node above it.

Pure functions: whoever stores sums of steps applies the difference between the steps after a change and before it.
"""

from domain.tallies.clusters import cluster_of, clusters
from domain.tallies.measured import measure_steps
from domain.tallies.steps import Place, Steps, difference
from domain.tallies.structure import structure_steps

__all__ = [
    "Place",
    "Steps",
    "cluster_of",
    "clusters",
    "difference",
    "measure_steps",
    "structure_steps",
]
