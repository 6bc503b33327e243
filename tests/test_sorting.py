"""Records come back in their order, however few of them are sorted at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reading.sorting import Sorter

COLUMNS = (("key", "u8"), ("value", "u4"))


@settings(deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=20), max_size=20),
    st.sampled_from([1, 3, 10, 1000]),
)
def test_all_records_come_in_their_order_and_equal_keys_in_one_piece(batches, part):
    with Sorter(COLUMNS, by=2, part=part) as sorter:
        for batch in batches:
            sorter.add(*(np.array([record[column] for record in batch], np.uint64) for column in (0, 1)))
        pieces = [piece.tolist() for piece in sorter.pieces()]
        assert [piece.tolist() for piece in sorter.pieces()] == pieces
    assert [record for piece in pieces for record in piece] == sorted(record for batch in batches for record in batch)
    keys = [{key for key, _ in piece} for piece in pieces]
    assert all(keys)
    assert sum(map(len, keys)) == len(set().union(*keys))


def test_a_piece_is_about_as_large_as_a_part():
    with Sorter(COLUMNS, part=512) as sorter:
        for number in range(40):
            sorter.add(np.arange(256, dtype=np.uint64) * 7919 % 10_007 + number, number)
        assert max(map(len, sorter.pieces())) <= 2 * 512
