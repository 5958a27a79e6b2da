"""Places: the addresses that a page's folder declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.pages.places import FILE, Places, places_of

DECLARED = """
name = "Cars"
["/"]
["/tribes"]
title = "Tribes"
["/t/new"]
title = "Found one"
["/t/{slug}"]
query = "query ($slug: String!) { about: tribe(slug: $slug) { title: name } }"
"""


def _declared(folder: Path, text: str) -> Places:
    (folder / FILE).write_text(text, encoding="utf-8")
    return places_of(folder)


def test_an_address_is_found_by_its_steps(tmp_path: Path) -> None:
    """The first that fits: what is a page of its own is no slug."""
    places = _declared(tmp_path, DECLARED)
    found = {
        path: (place[0].title, place[1])
        for path in ("/", "/tribes", "/t/new", "/t/le mans/", "/t/le mans", "/t/", "/t/a/b", "/x")
        if (place := places.at(path))
    }
    assert found == {
        "/": ("", {}),
        "/tribes": ("Tribes", {}),
        "/t/new": ("Found one", {}),
        "/t/le mans": ("", {"slug": "le mans"}),
    }
    assert places.name == "Cars"
    assert list(places.queries) == ["/t/{slug}"]


def test_a_folder_that_declares_nothing_has_no_places(tmp_path: Path) -> None:
    """Files alone are a site, too."""
    assert places_of(tmp_path) == Places()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = 3", "name is 3: give a text"),
        ("name", "pages.toml: "),
        ('["tribes"]', "'tribes': give an address such as '/p/{id}'"),
        ('["/{a}{b}"]', "'/{a}{b}': give an address"),
        ('["/t"]\ntitel = "x"', "'/t' has 'titel': there are description, query, title"),
        ('["/t"]\ntitle = 3', "'/t': give texts, of description, query, title"),
        ('["/t/{slug}"]', "'/t/{slug}': give the query that says what is there"),
        ("".join(f'["/{number}"]\n' for number in range(101)), "101 addresses; at most 100"),
    ],
)
def test_what_is_declared_wrongly_is_said(tmp_path: Path, text: str, said: str) -> None:
    """At the start, by the file and the address."""
    with pytest.raises(ValueError, match=FILE.replace(".", r"\.")) as told:
        _declared(tmp_path, text)
    assert said in str(told.value)
