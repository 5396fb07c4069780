"""Files of whatever make are read for their statements, and keep the ids that are in them."""

import json
from datetime import UTC, datetime

import pytest

from skills.errors import FrameworkError
from skills.suggesting.files import read_statements
from skills.suggesting.rows import Reading

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ITEMS = [
    {"identifier": "i1", "uri": "https://a.example/1", "fullStatement": "Weld pipes"},
    {"identifier": "i2", "uri": "https://a.example/2", "fullStatement": "Cut steel"},
]
DOCUMENT = {"title": "T", "identifier": "d"}
LANGUAGES = {"de": "Rohre schweissen", "en-us": "Weld pipes"}
CONCEPTS = [
    {"@id": "urn:scheme", "@type": "skos:ConceptScheme", "skos:prefLabel": "All"},
    {"@id": "i1", "@type": "skos:Concept", "skos:prefLabel": {"@language": "en", "@value": "Weld pipes"}},
    {"@id": "i2", "skos:prefLabel": [{"@value": "Cut steel"}], "skos:broader": {"@id": "i1"}},
]
COMPETENCIES = [
    {"@id": "f", "@type": "ceasn:CompetencyFramework", "ceasn:name": {"en": "All"}},
    {"@id": "i1", "@type": "ceasn:Competency", "ceasn:competencyText": LANGUAGES},
    {"@id": "i2", "ceasn:competencyText": {"en": "Cut steel"}, "ceasn:isChildOf": ["i1"]},
]
TREE = {"id": "i1", "name": "Weld pipes", "children": [{"id": "i2", "text": "Cut steel"}]}

SHAPES = {
    "a list of items": ITEMS,
    "items alone": {"CFItems": ITEMS},
    "items without their document": {"CFItems": ITEMS, "CFAssociations": []},
    "a package in an envelope": {"CFPackage": {"CFDocument": DOCUMENT, "CFItems": ITEMS}},
    "an item without a text": {"CFDocument": DOCUMENT, "CFItems": [*ITEMS, {"identifier": "i3"}]},
    "a list under any name": {
        "name": "F",
        "skills": [{"code": "i1", "name": "Weld pipes"}, {"code": "i2", "name": "Cut steel"}],
    },
    "a list within": {
        "data": {"found": [{"id": "i1", "text": "Weld pipes"}, {"id": "i2", "text": "Cut steel"}]}
    },
    "a tree": [TREE],
    "a tree below its framework": {"title": "F", "children": [TREE]},
    "concepts of SKOS": {"@graph": CONCEPTS},
    "competencies of CTDL-ASN": {"@graph": COMPETENCIES},
    "rows said twice alike": [*ITEMS, ITEMS[0]],
    "lines of JSON": '{"id": "i1", "text": "Weld pipes"}\n{"id": "i2", "text": "Cut steel"}\n',
    "a table": "id,text\ni1,Weld pipes\ni2,Cut steel\n",
    "a table with tabs": "code\tstatement\ni1\tWeld pipes\ni2\tCut steel\n",
    "a table of columns with longer names": "skill_id,skill_name\ni1,Weld pipes\ni2,Cut steel\n",
    "a table of addresses": "conceptUri,preferredLabel,broader\ni1,Weld pipes,\ni2,Cut steel,i1\n",
    "a table with an id of elements": "Element ID;Description\ni1;Weld pipes\ni2;Cut steel\n",
}
WITH_PARTS = {"a tree", "a tree below its framework", "concepts of SKOS", "competencies of CTDL-ASN"}
WITH_PARTS |= {"a table of addresses"}


def read(content: object) -> Reading:
    text = content if isinstance(content, str) else json.dumps(content)
    return read_statements(text.encode(), name="a file", now=NOW)


@pytest.mark.parametrize("shape", SHAPES)
def test_files_of_whatever_make_keep_their_ids_and_texts(shape: str) -> None:
    found = read(SHAPES[shape]).statements
    assert [(one.id, one.text) for one in found] == [("i1", "Weld pipes"), ("i2", "Cut steel")]
    assert [one.below for one in found] == [("i2",) if shape in WITH_PARTS else (), ()]


def test_a_title_stands_before_the_description_that_it_belongs_to() -> None:
    rows = "skill_id,skill_name,skill_description\n1,Welding,Join pipes by heat\n"
    assert [(one.text, one.title) for one in read(rows).statements] == [
        ("Welding. Join pipes by heat", "Welding")
    ]


def test_what_groups_rows_of_a_table_leaves_them_their_codes() -> None:
    found = read("code,course,statement\nX-1,Welding,Weld pipes\nX-2,Welding,Cut steel\n").statements
    assert {one.id for one in found} == {"Welding", "X-1", "X-2"}
    assert next(one for one in found if one.id == "Welding").below == ("X-1", "X-2")


def test_what_is_only_said_about_a_row_is_no_row() -> None:
    levels = [{"id": "l1", "description": "Helps with it"}]
    assert [one.id for one in read([{"id": "i1", "text": "Weld pipes", "levels": levels}]).statements] == [
        "i1"
    ]


def test_rows_without_a_text_are_told_and_left_out() -> None:
    found = read([{"id": "1", "text": "Weld pipes"}, {"id": "2", "text": ""}])
    assert [str(notice) for notice in found.notices] == ["[1].text: has no text and is left out"]


@pytest.mark.parametrize(
    "content", [{"a": {"b": []}}, {"a": "x"}, {"CFItems": []}, {"@graph": [{"@id": "1"}]}, ""]
)
def test_where_there_are_no_statements_that_is_told(content: object) -> None:
    with pytest.raises(FrameworkError):
        read(content)
