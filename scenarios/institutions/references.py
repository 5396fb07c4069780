"""Whether everything the sample institutions refer to is there; standard library only."""

import csv
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .sample import COLLEGE, EMPLOYER, FOLDERS, JSON, SECOND_COLLEGE, WALLET, Sample, declared, read_json


class Findings(list[str]):
    """Collect what is wrong."""

    def need(self, condition: object, *words: object) -> None:
        """Note the words unless the condition holds."""
        if not condition:
            self.append(" ".join(str(word) for word in words))


def findings(sample: Sample) -> Findings:
    """Check every reference of the sample and return what is wrong."""
    found = Findings()
    for check in (
        identifiers,
        inner_links,
        links,
        crosswalk,
        institutions,
        achievements,
        records,
        jobs,
        peers,
    ):
        check(sample, found)
        if found:  # what comes later looks up what this check found missing
            return found
    outcomes = (sample.root / SECOND_COLLEGE / "outcomes.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(outcomes.splitlines()))
    found.need(len(rows) == len({row["code"] for row in rows}) == 8, "hilltop outcomes")
    for file in sample.root.rglob("*.json"):
        document = read_json(file)
        found.need(
            "CFDocument" in document or document.get("sample") is True, file.name, "not marked as sample"
        )
    return found


def _objects(value: Any) -> Iterator[JSON]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _objects(part)


def identifiers(sample: Sample, found: Findings) -> None:
    """Check that identifiers are uuid5, used once and at the end of their URI, and codes used once."""
    seen: set[str] = set()
    codes: set[str] = set()
    for package in sample.packages.values():
        for kind, thing in declared(package):
            identifier = thing["identifier"]
            found.need(identifier not in seen, "identifier used twice", identifier)
            found.need(uuid.UUID(identifier).version == 5, "not uuid5", identifier)
            found.need(thing["uri"].endswith("/uri/" + identifier), "uri and identifier differ", identifier)
            seen.add(identifier)
            if kind == "CFItems":
                found.need(thing["humanCodingScheme"] not in codes, "code twice", thing["humanCodingScheme"])
                codes.add(thing["humanCodingScheme"])
        for rubric in package.get("CFRubrics", []):
            for criterion in rubric["CFRubricCriteria"]:
                ranks = [level["position"] for level in criterion["CFRubricCriterionLevels"]]
                found.need(ranks == list(range(1, len(ranks) + 1)), "level order", rubric["title"])


def inner_links(sample: Sample, found: Findings) -> None:
    """Check that every link of a package leads to a thing of that title, and every item to a parent."""
    for name, package in sample.packages.items():
        for link in _objects(package):
            if (
                not {"title", "identifier", "uri"}
                <= set(link)
                <= {"title", "identifier", "uri", "targetType"}
            ):
                continue
            target = sample.things.get(link["uri"])
            there = target is not None and target["identifier"] == link["identifier"]
            found.need(there, name, "link does not resolve", link["uri"])
            if target and "title" in target:
                found.need(target["title"] == link["title"], name, "link title differs", link["title"])
        found.need(package["CFDocument"]["title"].endswith("(sample)"), name, "title lacks (sample)")
        children = {
            a["originNodeURI"]["uri"]
            for a in package["CFAssociations"]
            if a["associationType"] == "isChildOf"
        }
        for item in package.get("CFItems", []):
            found.need(item["uri"] in children, name, "no parent", item["humanCodingScheme"])


def links(sample: Sample, found: Findings) -> None:
    """Check that associations make sense together."""
    pairs: dict[frozenset[str], set[str]] = defaultdict(set)
    found.need(len(set(sample.links)) == len(sample.links), "an association twice")
    for origin, kind, destination in sample.links:
        found.need(origin != destination, "self link", origin)
        pairs[frozenset((origin, destination))].add(kind)
        if kind == "exactMatchOf":
            homes = {sample.home[origin], sample.home[destination]}
            found.need(len(homes) == 2, "exact match inside one framework", origin)
    for kinds in pairs.values():
        both = "exactMatchOf" in kinds and kinds & {"isChildOf", "isPartOf"}
        found.need(not both, "exact match and child on one pair")
    for group in ({"isChildOf", "isPartOf"}, {"precedes"}):
        edges = [(a, b) for a, kind, b in sample.links if kind in group]
        found.need(not _has_cycle(edges), "cycle in", sorted(group))


def _has_cycle(edges: Iterable[tuple[str, str]]) -> bool:
    ahead: dict[str, set[str]] = defaultdict(set)
    for a, b in edges:
        ahead[a].add(b)
    while ends := {b for bs in ahead.values() for b in bs} - set(ahead):
        ahead = {a: rest for a, bs in ahead.items() if (rest := bs - ends)}
    return bool(ahead)


def crosswalk(sample: Sample, found: Findings) -> None:
    """Check that each link was confirmed by a named person of both institutions, and says so."""
    provenance = sample.file(COLLEGE, "crosswalk-provenance.json")
    associations = {a["identifier"]: a for a in sample.packages["crosswalk"]["CFAssociations"]}
    confirmed = {row["association"] for row in provenance["confirmed"]}
    found.need(confirmed == set(associations), "provenance and crosswalk differ")
    staff = {"riverbend": sample.people[COLLEGE], "northgate": sample.people[EMPLOYER]}
    for row in provenance["confirmed"]:
        association = associations[row["association"]]
        ends = tuple(association[end]["uri"] for end in ("originNodeURI", "destinationNodeURI"))
        stated = (sample.by_code[row["origin"]], sample.by_code[row["destination"]])
        same = ends == stated and row["type"] == association["associationType"]
        found.need(same, "provenance row", row["origin"])
        by = row["confirmedBy"]
        found.need([c["institution"] for c in by] == list(staff), "confirmers", row["origin"])
        names = [(staff[c["institution"]][c["person"]]["name"], c["role"], c["date"]) for c in by]
        said = [(c["name"], c["role"], c["date"]) for c in association["extensions"]["confirmedBy"]]
        found.need(names == said, "confirmers in the package", row["origin"])
    _decisions(sample, found, provenance, staff)
    live = {(a, b) for a, _, b in sample.links}
    for row in provenance["rejected"]:
        ends = (sample.by_code[row["origin"]], sample.by_code[row["destination"]])
        found.need(ends == (row["originUri"], row["destinationUri"]), "rejected row", row["origin"])
        found.need(
            ends not in live and row["reason"], "rejected link is live or without reason", row["origin"]
        )


def _decisions(sample: Sample, found: Findings, provenance: JSON, staff: JSON) -> None:
    """Check that each site's decisions are those of the provenance, by its own people and the partner's."""
    for folder, own, other in ((COLLEGE, "riverbend", "northgate"), (EMPLOYER, "northgate", "riverbend")):
        (crosswalk,) = sample.file(folder, "crosswalks.json")["crosswalks"]
        for side, who in (("decisions", own), ("theirs", other)):
            stated = {
                (row["origin"], row["type"], row["destination"], staff[who][by["person"]]["name"], by["date"])
                for row in provenance["confirmed"]
                for by in row["confirmedBy"]
                if by["institution"] == who
            }
            stated |= {
                (row["origin"], "rejected", row["destination"], staff[who][by["person"]]["name"], by["date"])
                for row in provenance["rejected"]
                if (by := row["rejectedBy"])["institution"] == who == own
            }
            code = {uri: thing.get("humanCodingScheme") for uri, thing in sample.things.items()}
            kept = {
                (code[r["origin"]["uri"]], r["kind"], code[r["destination"]["uri"]], r["by"], r["date"])
                for r in crosswalk[side]
            }
            found.need(kept == stated and len(kept) == len(crosswalk[side]), folder, side, "differ")


def institutions(sample: Sample, found: Findings) -> None:
    """Check names, logos, colours, contacts and people of every folder."""
    for folder in FOLDERS:
        institution, people = sample.file(folder, "institution.json"), sample.people[folder]
        logo: Path = sample.root / folder / institution["logo"]
        found.need(logo.is_file() and "currentColor" in logo.read_text(encoding="utf-8"), folder, "logo")
        found.need(institution["name"].endswith("(sample)"), folder, "name lacks (sample)")
        for colour in ("brand", "brandBright"):
            found.need(re.fullmatch("#[0-9a-f]{6}", institution[colour]), folder, colour)
        for contact in institution["contacts"]:
            found.need(contact.get("person") in {None, *people}, folder, "contact", contact["role"])
        for contact in [*institution["contacts"], *people.values()]:
            found.need(contact["email"].endswith(".example"), folder, "e-mail", contact["email"])
        for person in people.values():
            found.need(person["name"] and person["role"] and person["about"], folder, "person", person["id"])
            found.need("password" not in person, folder, "password of", person["id"])
        for field in ("id", "name", "email", "number"):
            values = [person[field] for person in people.values() if field in person]
            found.need(len(set(values)) == len(values), folder, field, "twice")
    for learner in sample.people[WALLET].values():
        others = [p for f in (COLLEGE, EMPLOYER) for p in sample.people[f].values()]
        found.need(learner["email"] in {p["email"] for p in others}, "unknown learner", learner["id"])
    for statement in sample.file(WALLET, "self-stated.json")["statements"]:
        found.need(statement["person"] in sample.people[WALLET], "self-stated by", statement["person"])


def achievements(sample: Sample, found: Findings) -> None:
    """Check alignments, levels and requirements of achievements, and the courses that give them."""
    results: set[str] = set()
    for achievement in sample.achievements.values():
        found.need(achievement["name"].endswith("(sample)"), "achievement", achievement["id"])
        aligned = [a for result in achievement["resultDescription"] for a in result.get("alignment", [])]
        for a in [*achievement["alignment"], *aligned]:
            there = a["targetUrl"] in sample.home and a["targetUrl"].endswith(a["targetCode"])
            found.need(there, "alignment", a["targetName"])
        for result in achievement["resultDescription"]:
            found.need(result["id"] not in results, "result description twice", result["id"])
            results.add(result["id"])
            named = [level["id"] for level in result.get("rubricCriterionLevel", [])]
            named += [result["requiredLevel"]] if "requiredLevel" in result else []
            found.need(set(named) <= set(sample.levels), "level", result["id"])
        for part in achievement.get("requires", []):
            found.need(part in sample.achievements, "requires", part)
    for code, course in sample.courses.items():
        known = course["achievement"] in sample.achievements and code in sample.by_code
        found.need(known and set(course["takeAfter"]) <= set(sample.courses), "course", code)


def records(sample: Sample, found: Findings) -> None:
    """Check that every award is of a known achievement to a known person, with results that belong to it."""
    ids = [record["id"] for record in sample.records]
    found.need(len(set(ids)) == len(ids), "award id twice")
    folder = {"riverbend": COLLEGE, "northgate": EMPLOYER}
    held: dict[str, set[str]] = defaultdict(set)
    for record in sample.records:
        achievement = sample.achievements[record["achievement"]]
        found.need(record["person"] in sample.people[folder[record["issuer"]]], "person of", record["id"])
        found.need(achievement["creator"] == record["issuer"], "issuer of", record["id"])
        found.need(record["status"] in ("active", "revoked"), "status of", record["id"])
        held[record["person"]].add(record["achievement"])
        descriptions = {result["id"]: result for result in achievement["resultDescription"]}
        for result in record["results"]:
            description = descriptions[result["resultDescription"]]
            if "achievedLevel" in result:
                level = sample.levels[result["achievedLevel"]]
                offered = {level["id"] for level in description["rubricCriterionLevel"]}
                same = level == (result["rank"], result["outcomeUri"]) and result["achievedLevel"] in offered
                found.need(same, "level", record["id"])
            else:
                found.need(result["value"] in description["allowedValue"], "grade", record["id"])
    for person, has in held.items():
        for achievement_id in has:
            parts = set(sample.achievements[achievement_id].get("requires", []))
            found.need(parts <= has, "certificate without its courses", person)


def jobs(sample: Sample, found: Findings) -> None:
    """Check what the postings ask for and the scales of levels."""
    for name, job in sample.jobs.items():
        found.need(job["contact"] in sample.people[EMPLOYER], "contact of", name)
        for ask in job["requirements"]:
            uri = ask["cfItemUri"]
            known = sample.home.get(uri) == "security-operations-analyst"
            found.need(known and sample.by_code[ask["code"]] == uri, "requirement", name, ask["id"])
            level = ask["levelAsked"]
            found.need(
                sample.levels[level["levelUri"]] == (level["rank"], uri), "level asked", name, ask["id"]
            )
            found.need(1 <= ask["importance"] <= 5, "importance", name, ask["id"])
    twelve = sample.jobs["soc-analyst-1"]["requirements"]
    found.need(len(twelve) == 12 and sum(ask["mustHave"] for ask in twelve) == 4, "job of twelve")
    levels = sample.file(EMPLOYER, "levels.json")
    rank = {(o, x["name"]): x["rank"] for o, scale in levels["scales"].items() for x in scale}
    for scale in levels["scales"].values():
        for level in scale:
            found.need(level["uri"] in sample.things, "scale", level["name"])
    for pair in levels["equivalent"]:
        ranks = {rank["riverbend", pair["riverbend"]], rank["northgate", pair["northgate"]]}
        found.need(ranks == {pair["rank"]}, "level map", pair)


def peers(sample: Sample, found: Findings) -> None:
    """Check that what a folder says about another site is where that site says it is."""
    origin = {folder: sample.file(folder, "institution.json")["baseUri"] for folder in FOLDERS}
    did = {f"did:web:{quote(o.split('://')[1], safe='')}" for o in origin.values()}
    listed = sample.file(EMPLOYER, "trusted-issuers.json")["issuers"]
    listed = listed + sample.file(WALLET, "known-parties.json")["parties"]
    for party in listed:
        found.need(party["did"] in did and party["name"] and party["reason"], "party", party["did"])
    documents = {package["CFDocument"]["identifier"] for package in sample.packages.values()}
    for folder, other in ((EMPLOYER, COLLEGE), (COLLEGE, EMPLOYER)):
        for partner in sample.file(folder, "partners.json")["partners"]:
            for url in partner["packages"]:
                front, _, identifier = url.rpartition("/")
                right = front == f"{origin[other]}/ims/case/v1p1/CFPackages" and identifier in documents
                found.need(right, "package of a partner", url)
