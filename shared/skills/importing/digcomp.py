"""DigComp, the European digital competence framework, as its data supplement writes it in JSON-LD."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from skills.case import Package, Problem
from skills.case.package import JSON
from skills.case.values import Log, found
from skills.importing.minting import Builder, Mint
from skills.importing.tables import problems_of

TITLE = "DigComp 3.0: European Digital Competence Framework"
KINDS = {
    "CompetenceArea": "Competence area",
    "Competence": "Competence",
    "CompetenceStatement": "Competence statement",
    "LearningOutcome": "Learning outcome",
}
_PARENT = {
    "Competence": "competence_area_id",
    "CompetenceStatement": "competence_id",
    "LearningOutcome": "competence_id",
}
_OTHERS = ("ProficiencyLevel", "Glossary")
_LEVEL = "Proficiency level"


def is_digcomp(document: JSON) -> bool:
    """Tell the supplement by its context and graph."""
    context = document.get("@context")
    return (
        isinstance(document.get("@graph"), list)
        and isinstance(context, dict)
        and {"CompetenceArea", "Competence", "LearningOutcome"} <= context.keys()
    )


def read_digcomp(document: JSON, *, base: str, now: datetime) -> Package:
    """Turn the supplement into areas, competences, statements and outcomes with their proficiency levels."""
    nodes = _nodes(document["@graph"])
    mint = Mint.of("urn:eu:digcomp:3.0", base=base, now=now)
    publisher = "European Commission, Joint Research Centre"
    builder = Builder.begin(
        mint,
        title=TITLE,
        creator=publisher,
        publisher=publisher,
        language="en",
        version="3.0",
        notes="Converted from the data supplement (CC BY 4.0); the statements are its own, word for word.",
    )
    items = {str(node["@id"]): _item(builder, node) for node in nodes if node["@type"] in KINDS}
    levels = _levels(builder, nodes)
    problems: list[Problem] = []
    for number, node in enumerate(nodes, start=1):
        at = f"@graph[{number - 1}]"
        if node["@type"] == "Glossary":
            builder.concept(str(node["@id"]).partition("/")[2], str(node["explanation"]))
        if node["@type"] not in KINDS:
            continue
        item, above = items[str(node["@id"])], builder.document
        if member := _PARENT.get(node["@type"]):
            above = items.get(str(node.get(member)), {})
            if not above:
                reason = f"names {node.get(member)!r:.60}, which is not in the graph"
                problems.append(Problem(f"{at}.{member}", reason))
                continue
        builder.link(item, "isChildOf", above, number)
        level = levels.get(str(node.get("four_levels_proficiency_name")))
        if level is not None:
            builder.link(item, "hasSkillLevel", level)
    if problems:
        raise problems_of(problems)
    return builder.package()


def _nodes(graph: list[Any]) -> list[JSON]:
    log, seen = Log(), dict[str, int]()
    for n, node in enumerate(graph):
        at = f"@graph[{n}]"
        if not isinstance(node, dict):
            log.problem(at, f"found {found(node)}, expected an object")
            continue
        kind, name = node.get("@type"), node.get("@id")
        if kind not in KINDS and kind not in _OTHERS:
            log.problem(
                f"{at}.@type", f"found {found(kind)}, expected one of {', '.join([*KINDS, *_OTHERS])}"
            )
        if not isinstance(name, str) or "/" not in name:
            log.problem(f"{at}.@id", f"found {found(name)}, expected an identifier such as Competence/1.1")
        elif seen.setdefault(name, n) != n:
            log.problem(f"{at}.@id", f"repeats {name} of @graph[{seen[name]}]")
        member = {"Glossary": "explanation", "ProficiencyLevel": "four_levels_name"}.get(
            str(kind), "description"
        )
        if not isinstance(node.get(member), str) or not node[member].strip():
            log.problem(f"{at}.{member}", f"found {found(node.get(member))}, expected words")
    if log.problems:
        raise problems_of(log.problems)
    return graph


def _item(builder: Builder, node: JSON) -> JSON:
    code = str(node["@id"]).partition("/")[2]
    keywords = [str(node[name]) for name in ("type", "ai_label") if node.get(name)]
    name = str(node.get("name") or "")
    return builder.item(
        KINDS[node["@type"]],
        code,
        str(node["description"]).strip(),
        abbreviatedStatement=name,
        conceptKeywords=keywords,
        language="en",
    )


def _levels(builder: Builder, nodes: list[JSON]) -> dict[str, JSON]:
    """Make an item for each of the four levels that statements and outcomes name."""
    levels: dict[str, JSON] = {}
    for node in nodes:
        if node["@type"] == "ProficiencyLevel":
            name = node["four_levels_name"]
            key = f"ProficiencyLevel/{name}"
            if key not in levels:
                words = str(node.get("four_levels_description") or name)
                levels[key] = builder.item(_LEVEL, name, words, abbreviatedStatement=name, language="en")
                builder.link(levels[key], "isChildOf", builder.document, 1_000_000 + len(levels))
    return levels
