"""Words are cut to the same stems whoever else does so at the same moment."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product

from skills.suggesting.words import stem

WORDS = [
    "".join(parts) for parts in product("abcdefgh", "aeiou", ["rn", "lt", "mp"], ["ings", "ation", "ly"])
]


def test_stems_are_the_same_however_many_threads_cut_words() -> None:
    expected = [stem.__wrapped__(word) for word in WORDS]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: [stem.__wrapped__(word) for word in WORDS], range(8)))
    finally:
        sys.setswitchinterval(usual)
    assert all(one == expected for one in found)
