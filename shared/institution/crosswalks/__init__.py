"""Crosswalks: which outcome answers which competency, confirmed by named people of both institutions."""

from institution.crosswalks.beginning import all_crosswalks, begin, crosswalk_with, linkable
from institution.crosswalks.deciding import Decider, decide, ends_of, start_over, take_back
from institution.crosswalks.looking import look, look_at_all
from institution.crosswalks.publishing import publish
from institution.crosswalks.records import Crosswalk
from institution.crosswalks.signing import Publisher, publisher_of
from institution.crosswalks.standing import KINDS, REJECTED, Pair, Standing

__all__ = [
    "KINDS",
    "REJECTED",
    "Crosswalk",
    "Decider",
    "Pair",
    "Publisher",
    "Standing",
    "all_crosswalks",
    "begin",
    "crosswalk_with",
    "decide",
    "ends_of",
    "linkable",
    "look",
    "look_at_all",
    "publish",
    "publisher_of",
    "start_over",
    "take_back",
]
