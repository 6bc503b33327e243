"""Loading N-Quads into a store of Oxigraph, without all of them in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import islice

import pyoxigraph as oxigraph

from kg.graph.streams import Pieces, parts

#: Parts after which all that is left is loaded at once, with 2.5 GB: beyond 8 million lines, or 400,000 claims.
#: Oxigraph compacts what comes in parts again and again, which took 65 of 193 s for a million claims, or 52 parts.
MOST_PARTS = 20


def load(inner: oxigraph.Store, pieces: Iterable[bytes]) -> int:
    """Load N-Quads, and tell in how many parts."""
    count, waiting = 0, parts(pieces)
    # `lenient` skips the check of IRIs, which the writer of the pieces has made.
    for part in islice(waiting, MOST_PARTS):
        inner.bulk_load(input=part, format=oxigraph.RdfFormat.N_QUADS, lenient=True)
        count += 1
    if count < MOST_PARTS:
        return count
    inner.bulk_load(input=io.BufferedReader(Pieces(waiting)), format=oxigraph.RdfFormat.N_QUADS, lenient=True)
    return count + 1
