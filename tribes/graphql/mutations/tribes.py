"""What is done to tribes."""

from __future__ import annotations

import strawberry

from gateway.writing.mutations import NEW, Asked, mutation
from gateway.writing.needs import if_named, may, unless_own
from tribes import events as e
from tribes import handles
from tribes.claims import KEPT_DAYS, free
from tribes.graphql import permissions as rules
from tribes.graphql.mutations.which import TRIBE
from tribes.graphql.needs import another_owner
from tribes.graphql.types import Tribe


def _founds(asked: Asked) -> bool:
    """Whether a tribe is made, since none is named."""
    return "tribe" not in asked.ids


@strawberry.type
class OfTribes:
    set_tribe_profile = mutation(
        e.TribeProfileSet,
        Tribe,
        fields={
            "tribe": "Which tribe; without one, a new tribe is founded.",
            "slug": "By which `tribe(slug:)` finds it: the first to claim it has it. One that it "
            f"gives up is kept from others for {KEPT_DAYS} days.",
            "name": "What it is called.",
            "description": "About it, in HTML: it is sanitised, and then counted.",
        },
        given={"tribe": NEW, "founds": _founds},
        needs=(
            if_named("tribe", may("tribe", rules.RUN_TRIBE)),
            free(handles.Slug, "slug"),
        ),
        asks="What is said of a tribe. What is left out stays as it is.",
        doc="Describe a tribe that you own, or found one, which is yours then.",
    )
    follow_tribe = mutation(
        e.TribeFollowed,
        Tribe,
        fields={"tribe": "Which tribe, which must exist."},
        asks="The tribe to follow.",
        doc="Follow a tribe: its articles are in your feed.",
    )
    unfollow_tribe = mutation(
        e.TribeUnfollowed,
        Tribe,
        fields=TRIBE,
        asks="The tribe to unfollow.",
        doc="Unfollow a tribe.",
    )
    give_tribe_role = mutation(
        e.TribeRoleGiven,
        Tribe,
        fields=TRIBE | {"user": "The user who gets it.", "role": "Which role."},
        # A role stands on their profile: whom they blocked would write there.
        needs=(may("tribe", rules.RUN_TRIBE), may("user", rules.WELCOME_WITH_USER)),
        asks="Who gets which role in a tribe of yours.",
        doc="Make somebody an owner or a moderator of a tribe that you own.",
    )
    take_tribe_role = mutation(
        e.TribeRoleTaken,
        Tribe,
        fields=TRIBE | {"user": "The user who loses it.", "role": "Which role."},
        needs=(
            unless_own("user", may("tribe", rules.RUN_TRIBE)),
            another_owner("tribe", "user", "role"),
        ),
        asks="Who loses which role in a tribe of yours, or which role of your own you give up.",
        doc="Take a role in a tribe that you own from somebody, or give up one of your own. "
        "Where its last owner does, the tribe is the administrators'.",
    )
