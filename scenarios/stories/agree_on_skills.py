"""From two frameworks to one agreement."""

from scenarios.cast import Company
from scenarios.stage import Stage

FIRST = [
    ("CYD225-1", "same as", "NG-MD-1"),
    ("CYD225-3", "same as", "NG-MD-2"),
    ("CYD225-4", "same as", "NG-MD-4"),
    ("CYD225-5", "same as", "NG-MD-5"),
    ("CYD230-1", "same as", "NG-IR-1"),
    ("CYD230-2", "same as", "NG-IR-2"),
]
OTHERWISE = ("CYD225-5", "related to", "NG-MD-5")
REST = [
    ("CYD101-2", "same as", "NG-SN-1"),
    ("CYD115-1", "same as", "NG-SN-2"),
    ("CYD115-4", "related to", "NG-SN-4"),
    ("CYD115-5", "part of", "NG-SN-3"),
    ("CYD115-6", "part of", "NG-SN-3"),
    ("CYD120-2", "same as", "NG-GR-1"),
    ("CYD120-3", "same as", "NG-VP-4"),
    ("CYD120-4", "same as", "NG-VP-1"),
    ("CYD120-5", "part of", "NG-VP-2"),
    ("CYD210-3", "same as", "NG-MD-3"),
    ("CYD225-6", "same as", "NG-GR-3"),
    ("CYD230-3", "same as", "NG-IR-3a"),
    ("CYD230-4", "same as", "NG-IR-3b"),
    ("CYD230-5", "same as", "NG-IR-4"),
    ("CYD135-2", "same as", "NG-SN-4"),
    ("CYD260-3", "same as", "NG-GR-2"),
    ("CYD290-1", "related to", "NG-DS-1"),
    ("CYD290-3", "same as", "NG-IR-3c"),
]


def play(stage: Stage) -> None:
    """Play how the college proposes links, the employer confirms all but one, and they settle that one."""
    cast = Company(stage)
    cast.renee.starts_the_links_over()
    cast.joe.starts_the_links_over()
    cast.joe.links(FIRST)
    cast.renee.confirms_all_but(FIRST, OTHERWISE)
    cast.joe.sees_the_news("Northgate Utilities")
    cast.joe.settles(OTHERWISE, agreed=len(FIRST))
    cast.joe.links(REST)
    cast.renee.confirms_the_rest(len(REST), agreed=len(FIRST))
    cast.joe.finds_agreed(len(FIRST) + len(REST))
    cast.joe.signs_the_integrated_view()
    cast.renee.signs_the_integrated_view(after=cast.joe)
    cast.joe.finds_both_adopted_as_one()
    cast.renee.shows_the_map(len(FIRST) + len(REST))
