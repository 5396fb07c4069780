"""What can stay where it is when a row is put into another order."""

from itertools import combinations, permutations

from institution.versions.rising import longest_rise


def test_the_rest_rises_and_no_longer_row_does() -> None:
    for numbers in permutations(range(6)):
        kept = [numbers[at] for at in sorted(longest_rise(numbers))]
        assert kept == sorted(kept)
        longer = combinations(numbers, len(kept) + 1)
        assert not any(list(row) == sorted(row) for row in longer)


def test_nothing_has_nothing_that_stays() -> None:
    assert longest_rise([]) == set()
