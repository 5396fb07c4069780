"""The page of an item's levels, and the address of a level."""

import re

from flask.testing import FlaskClient

from tests.institution.campus import Campus, page, words
from tests.institution.drafting.writing import DRAFT, hidden, item_of, place_of


def test_levels_are_written_as_a_plain_form(campus: Campus, joe: FlaskClient) -> None:
    item = item_of(campus, "CYD101-1")
    path = f"{DRAFT}/items/{item.identifier}/levels"
    assert "No level is described." in page(joe, path)
    usual = joe.post(path, data={"deed": "usual", "seen": "0"}).get_data(as_text=True)
    assert [name for name in ("Developing", "Proficient", "Advanced") if f'value="{name}"' in usual]
    two = {"name": ["Low", "High"], "description": ["a", "b"], "identifier": ["", ""], "seen": "0"}
    more = joe.post(path, data={**two, "deed": "add"}).get_data(as_text=True)
    assert more.count('name="name"') == 3
    assert re.findall(r'id="name-(\d)"[^>]* autofocus', more) == ["2"]
    down = joe.post(path, data={**two, "deed": "down-0"}).get_data(as_text=True)
    assert down.index('value="High"') < down.index('value="Low"')
    assert re.findall(r'id="name-(\d)"[^>]* autofocus', down) == ["1"], "the level that moved"
    assert joe.post(path, data={**two, "deed": "drop-9"}).get_data(as_text=True).count('name="name"') == 2
    for names, told in ((["", "High"], "Name the level"), (["High", "high"], "Another level has this name.")):
        wrong = joe.post(path, data={**two, "name": names})
        assert wrong.status_code == 422
        assert told in wrong.get_data(as_text=True)
    assert joe.post(path, data=two).status_code == 303
    assert item_of(campus, "CYD101-1").levels == 2
    assert joe.post(path, data=two).status_code == 409
    assert "2 levels" in page(joe, f"{DRAFT}?at={place_of(joe, 'CYD101-1')}")


def test_a_published_level_goes_out_of_use_and_its_address_says_so(
    campus: Campus, joe: FlaskClient, marta: FlaskClient
) -> None:
    item = item_of(campus, "CYD225-3")
    path = f"{DRAFT}/items/{item.identifier}/levels"
    html = page(joe, path)
    form: dict[str, list[str]] = {
        name: re.findall(rf'name="{name}" value="([^"]*)"', html) for name in ("name", "identifier", "ended")
    }
    form |= {"description": re.findall(r'name="description">([^<]*)<', html), "seen": ["0"]}
    assert html.count("Take out of use") == len(form["name"]) == 3
    dropped = joe.post(path, data={**form, "deed": "drop-1"}).get_data(as_text=True)
    form["ended"] = re.findall(r'name="ended" value="([^"]*)"', dropped)
    assert form["ended"] == ["", "now", ""]
    assert "Goes out of use with the next publishing" in dropped
    kept = joe.post(path, data={**form, "deed": "keep-1"}).get_data(as_text=True)
    assert re.findall(r'name="ended" value="([^"]*)"', kept) == ["", "", ""]
    assert joe.post(path, data={**form, "ended": ["", "<b>", "x"], "deed": "add"}).status_code == 200
    assert joe.post(path, data=form).status_code == 303
    html = page(marta, f"{DRAFT}/publish")
    assert f"Its level “{form['name'][1]}” goes out of use" in html
    publish = {"version": "2027.1", "note": "One level less", "adopted": "yes"}
    assert (
        marta.post(f"{DRAFT}/publish", data={**publish, **hidden(html, f"{DRAFT}/publish")}).status_code
        == 303
    )
    visitor = campus.anonymous("college")
    assert "No longer in use since" in words(page(visitor, f"/uri/{form['identifier'][1]}"))
    assert "No longer in use" in page(visitor, f"/uri/{item.identifier}")
    assert "No longer in use since" not in words(page(visitor, f"/uri/{form['identifier'][0]}"))
    assert joe.post(DRAFT).status_code == 303
    assert "Out of use since" in page(joe, path)
    assert "2 levels" in page(joe, f"{DRAFT}?at={place_of(joe, 'CYD225-3')}")
