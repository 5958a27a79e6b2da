"""Roles: who made a tribe owns it, and owners say who else has a say there."""

from __future__ import annotations

from bandstand.testing import event, given
from tribes import events as e
from tribes.records import Article, Tribe, User

OWNER, MODERATOR = e.Role.OWNER, e.Role.MODERATOR


def test_who_founds_a_tribe_owns_it() -> None:
    """Today's question whose a tribe is has an answer that needs no decision: who made it."""
    founded = event(e.TribeProfileSet, by="ada", tribe="x", name="Rally", founds=True)
    given(founded).when(founded).then(Tribe, "x", owners={"ada"}, moderators=set()).then(
        User, "ada", owned={"x"}
    )


def test_who_describes_a_tribe_does_not_own_it() -> None:
    """Events of older logs, and imports that know no maker, name nobody an owner."""
    described = event(e.TribeProfileSet, by="bob", tribe="x", name="Rally")
    given(described).then(Tribe, "x", owners=set()).then(User, "bob", owned=set())


def test_roles_are_given_and_taken() -> None:
    """Each role is a set of its own: who owns a tribe may moderate it besides."""
    given(
        event(e.TribeRoleGiven, by="ada", tribe="x", user="bob", role=MODERATOR),
        event(e.TribeRoleGiven, by="ada", tribe="x", user="bob", role=OWNER),
        event(e.TribeRoleGiven, by="ada", tribe="x", user="cy", role=MODERATOR),
    ).when(
        event(e.TribeRoleTaken, by="bob", tribe="x", user="bob", role=MODERATOR),
    ).then(Tribe, "x", owners={"bob"}, moderators={"cy"}).then(
        User, "bob", owned={"x"}, moderated=set()
    ).then(User, "cy", moderated={"x"})


def test_of_giving_and_taking_in_two_regions_the_later_stands() -> None:
    """Two owners decide at once, each in their region. Neither is asked again; all agree."""
    for given_at, taken_at, stands in ((1, 2, set()), (2, 1, {"cy"}), (1, 1, {"cy"})):
        given(
            event(e.TribeRoleGiven, by="ada", at=given_at, tribe="x", user="cy", role=MODERATOR),
            event(e.TribeRoleTaken, by="bob", at=taken_at, tribe="x", user="cy", role=MODERATOR),
        ).then(Tribe, "x", moderators=stands)


def test_two_owners_who_take_the_role_of_each_other_leave_none() -> None:
    """What no look can prevent in two regions: the tribe is the administrators' then."""
    given(
        event(e.TribeRoleGiven, by="ada", tribe="x", user="ada", role=OWNER),
        event(e.TribeRoleGiven, by="ada", tribe="x", user="bob", role=OWNER),
    ).when(
        event(e.TribeRoleTaken, by="ada", tribe="x", user="bob", role=OWNER),
        event(e.TribeRoleTaken, by="bob", tribe="x", user="ada", role=OWNER),
    ).then(Tribe, "x", owners=set())


def test_what_a_moderator_did_while_the_role_was_taken_stands() -> None:
    """An event is a fact: what was allowed where it was made is not undone elsewhere."""
    given(
        event(e.ArticlePublished, by="eve", article="a", tribe="x", kind="ARTICLE", title="T"),
        event(e.TribeRoleGiven, by="ada", tribe="x", user="bob", role=MODERATOR),
        event(e.TribeRoleTaken, by="ada", tribe="x", user="bob", role=MODERATOR),
    ).when(event(e.ArticleHidden, by="bob", article="a", reason="SPAM")).then(Article, new=[])
