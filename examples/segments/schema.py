"""What can be asked, done and heard of."""

from __future__ import annotations

from datetime import datetime

import strawberry

from examples.segments import records as r
from examples.segments import views as e
from gateway.declare import entities as g
from gateway.declare.fields import Listed, Written
from gateway.declare.nodes import of_id, of_name, of_viewer
from gateway.declare.relay import Connection, Edge, Node, Paged, SearchConnection
from gateway.declare.scalars import SafeInt, unix_time
from gateway.declare.sources import finds, live, page_of, source
from gateway.writing.mutations import NEW, NEW_OWN, VIEWER, mutation
from gateway.writing.needs import mine, unclaimed

BOARD, FREE = r.Challenge.board, unclaimed(r.Bib, "bib")


@g.entity(r.Athlete, exists=Written(), of_viewer=True)
@strawberry.type(description="An athlete. One who never registered has an id and no name.")
class Athlete(Node):
    name: str | None = g.column("name")
    bib: str | None = g.claimed(r.Bib.index, "claim", doc="Who claimed it first has it.")
    effort_count: int = g.list_card(r.Athlete.feed)
    metres: SafeInt = g.total(r.Athlete.metres)
    elapsed_s: SafeInt = g.total(r.Athlete.elapsed_s)
    challenges: Connection[Challenge] | None = g.members("challenges", lambda: Challenge)
    feed: Connection[Effort] | None = g.listed(r.Athlete.feed, lambda: Effort)
    places: Connection[Challenge] | None = g.listed(r.Athlete.places, lambda: Challenge)


@g.entity(r.Effort, exists="ride", dead="withdrawn")
@strawberry.type(description="What an athlete rode; it is there until it is withdrawn.")
class Effort(Node):
    athlete: Athlete = g.lookup("ride", "athlete", lambda: Athlete)
    segment: str = g.column("ride", "segment")
    ridden_at: datetime = g.column("ride", "at_s", unix_time)
    elapsed_s: int = g.column("ride", "elapsed_s")
    metres: int = g.column("ride", "metres")


@strawberry.type(description="An athlete's place on a board, with their best time.")
class BoardEdge(Edge[Athlete]):
    rank: int = g.edge_rank(doc="From 1. Of two with the same time, who rode it first.")
    elapsed_s: int = g.edge_score(BOARD.value_of)


@strawberry.type(description="A page of a board, the fastest first.")
class Board(Paged):
    edges: list[BoardEdge]


@g.entity(r.Challenge, exists="told")
@strawberry.type(description="A challenge: who is the fastest on a segment, within a window.")
class Challenge(Node):
    name: str = g.column("told", "name")
    host: Athlete = g.lookup("told", "host", lambda: Athlete)
    segment: str = g.column("told", "segment")
    starts_at: datetime = g.column("told", "starts_s", unix_time)
    ends_at: datetime = g.column("told", "ends_s", unix_time)
    athletes: Connection[Athlete] | None = g.members("athletes", lambda: Athlete)
    athlete_count: int = g.card("athletes")
    viewer_has_joined: bool = g.holds_viewer("athletes")
    leaderboard: Board | None = g.listed(BOARD, lambda: Athlete)
    viewer_rank: int | None = g.standing(Listed(BOARD, lambda: Athlete), lambda rank, _: rank)


@strawberry.type
class Query:
    me: Athlete | None = source(of_viewer(Athlete))
    athlete: Athlete | None = source(of_name(Athlete, r.Bib.index))
    challenge: Challenge | None = source(of_id(Challenge))
    challenges: Connection[Challenge] | None = source(
        page_of(r.Challenge.latest, lambda: Challenge)
    )
    search: SearchConnection | None = source(finds(Athlete))


@strawberry.type
class Mutation:
    register = mutation(e.AthleteRegistered, Athlete, given={"athlete": VIEWER}, needs=[FREE])
    host_challenge = mutation(e.ChallengeSet, Challenge, given={"challenge": NEW})
    move_challenge = mutation(e.ChallengeSet, Challenge, needs=[mine("challenge", "told", "host")])
    join_challenge = mutation(e.ChallengeJoined, Challenge)
    leave_challenge = mutation(e.ChallengeLeft, Challenge)
    record_effort = mutation(e.EffortRecorded, Effort, given={"effort": NEW_OWN})
    withdraw_effort = mutation(e.EffortWithdrawn, Effort, needs=[mine("effort", "ride", "athlete")])


@strawberry.type
class Subscription:
    challenge_updated: Challenge | None = live(of_id(Challenge))
