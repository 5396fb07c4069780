"""What an institution shows to people: outcomes, achievements, its own people and their awards.

`BLUEPRINTS` are the pages that a college and an employer share; `add_institution` puts them on a site.
"""

from institution.pages.achievements import blueprint as achievements
from institution.pages.addresses import blueprint as addresses
from institution.pages.asking import blueprint as asking
from institution.pages.awarding import blueprint as awarding
from institution.pages.awards import blueprint as awards
from institution.pages.crosswalks import blueprint as crosswalks
from institution.pages.draft_deeds import blueprint as draft_deeds
from institution.pages.drafts import blueprint as drafts
from institution.pages.exports import blueprint as exports
from institution.pages.frameworks import blueprint as frameworks
from institution.pages.imports import blueprint as imports
from institution.pages.integrated import blueprint as integrated
from institution.pages.levels import blueprint as levels
from institution.pages.link_deeds import blueprint as link_deeds
from institution.pages.linking import blueprint as linking
from institution.pages.offers import blueprint as offers
from institution.pages.partners import blueprint as partners
from institution.pages.people import blueprint as people
from institution.pages.publishing import blueprint as publishing
from institution.pages.versions import blueprint as versions

WRITING = (drafts, draft_deeds, levels, publishing, asking, versions)
BLUEPRINTS = (
    frameworks,
    imports,
    exports,
    addresses,
    achievements,
    people,
    awards,
    awarding,
    offers,
    partners,
    *WRITING,
    crosswalks,
    linking,
    link_deeds,
    integrated,
)

__all__ = ["BLUEPRINTS"]
