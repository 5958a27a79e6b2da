"""What can be asked, done and heard of."""

from __future__ import annotations

from datetime import datetime

import strawberry

from eventlog.errors import Fault
from examples.segments import records as r
from examples.segments import views as e
from gateway.declare import entities as g
from gateway.declare.fields import Listed, Written
from gateway.declare.nodes import of_id, of_name, of_viewer
from gateway.declare.permissions import owner, whose
from gateway.declare.relay import Connection, Edge, Node, Paged, SearchConnection
from gateway.declare.scalars import SafeInt, unix_time
from gateway.declare.sources import finds, live, page_of, source
from gateway.writing.mutations import NEW, NEW_OWN, VIEWER, Asked, mutation
from gateway.writing.needs import may, room, unclaimed

BOARD, RANKED = r.Challenge.board, Listed(r.Challenge.board, lambda: Athlete)
ROOM = room(r.Athlete.challenges, "challenge", r.JOINED_MAX)
FREE, HOST = unclaimed(r.Bib, "bib"), may("challenge", whose("told", "host"))


def later(asked: Asked) -> Fault | None:
    told, said = "a challenge ends after it starts: give a later time", asked.fields
    return Fault(("ends_at",), told) if said["ends_at"] <= said["starts_at"] else None


@g.entity(r.Athlete, exists=Written(), of_viewer=True)
@strawberry.type(description="An athlete. They are on boards of the 100 challenges joined last.")
class Athlete(Node):
    name: str | None = g.column("name", doc="How they are called, once they registered.")
    bib: str | None = g.claimed(r.Bib.index, "claim", doc="Who claimed it first has it.")
    effort_count: int = g.list_card(r.Athlete.feed, doc="Those not withdrawn.")
    metres: SafeInt = g.total(r.Athlete.metres, doc="Of all their efforts.")
    elapsed_s: SafeInt = g.total(r.Athlete.elapsed_s, doc="Likewise.")
    challenges: Connection[Challenge] | None = g.members("challenges", lambda: Challenge)
    feed: Connection[Effort] | None = g.listed(r.Athlete.feed, lambda: Effort, doc="Latest first.")
    places: Connection[Challenge] | None = g.listed(r.Athlete.places, lambda: Challenge)


@g.entity(r.Effort, exists="ride", dead="withdrawn")
@strawberry.type(description="What an athlete rode; it is there until it is withdrawn.")
class Effort(Node):
    athlete: Athlete = g.lookup("ride", "athlete", lambda: Athlete, doc="Who rode it.")
    segment: str = g.column("ride", "segment", doc="Where it was ridden.")
    ridden_at: datetime = g.column("ride", "at_s", unix_time, doc="When it began.")
    elapsed_s: int = g.column("ride", "elapsed_s", doc="How long it took, in seconds.")
    metres: int = g.column("ride", "metres", doc="How far it went.")


@strawberry.type(description="An athlete's place on a board, with their best time.")
class BoardEdge(Edge[Athlete]):
    rank: int = g.edge_rank(doc="From 1. Of two with the same time, who rode it first.")
    elapsed_s: int = g.edge_score(BOARD.value_of, doc="Their best time, in seconds.")


@strawberry.type(description="A page of a board, the fastest first.")
class Board(Paged):
    edges: list[BoardEdge] = strawberry.field(description="The rows.")


@g.entity(r.Challenge, exists="told")
@strawberry.type(description="A challenge: who is the fastest on a segment, within a window.")
class Challenge(Node):
    name: str = g.column("told", "name", doc="What it is called.")
    host: Athlete = g.lookup("told", "host", lambda: Athlete, doc="Whose it is.")
    segment: str = g.column("told", "segment", doc="Where it is ridden.")
    starts_at: datetime = g.column("told", "starts_s", unix_time, doc="From when on.")
    ends_at: datetime = g.column("told", "ends_s", unix_time, doc="Before when.")
    athletes: Connection[Athlete] | None = g.members("athletes", lambda: Athlete, doc="Who joined.")
    athlete_count: int = g.card("athletes", doc="How many take part.")
    viewer_has_joined: bool = g.holds_viewer("athletes", doc="Whether you take part.")
    leaderboard: Board | None = g.listed(BOARD, lambda: Athlete, doc="Who is the fastest.")
    viewer_rank: int | None = g.standing(RANKED, lambda rank, _: rank, doc="Your place.")


@strawberry.type(description="What can be asked.")
class Query:
    me: Athlete | None = source(of_viewer(Athlete), doc="Who is signed in.")
    athlete: Athlete | None = source(of_name(Athlete, r.Bib.index), doc="Who has a bib.")
    challenge: Challenge | None = source(of_id(Challenge), doc="A challenge by its id.")
    challenges: Connection[Challenge] | None = source(
        page_of(r.Challenge.latest, lambda: Challenge), doc="All, the one told of last first."
    )
    search: SearchConnection | None = source(finds(Athlete), doc="Athletes by name.")


@strawberry.type(description="What can be done.")
class Mutation:
    register = mutation(e.AthleteRegistered, Athlete, given={"athlete": VIEWER}, needs=[FREE])
    host_challenge = mutation(e.ChallengeSet, Challenge, given={"challenge": NEW}, checks=[later])
    move_challenge = mutation(e.ChallengeSet, Challenge, needs=[HOST], checks=[later])
    join_challenge = mutation(e.ChallengeJoined, Challenge, needs=[ROOM])
    leave_challenge = mutation(e.ChallengeLeft, Challenge)
    record_effort = mutation(e.EffortRecorded, Effort, given={"effort": NEW_OWN})
    withdraw_effort = mutation(e.EffortWithdrawn, Effort, needs=[may("effort", owner)])


@strawberry.type(description="What can be heard of.")
class Subscription:
    challenge_updated: Challenge | None = live(of_id(Challenge), doc="Again at each change.")
