"""A domain of two views: what cars are, and who likes them; one event is for both."""

from __future__ import annotations

import strawberry

from crdt.records import ElementSet, Record, Register
from eventlog.envelope import Event, Id
from gateway.declare.entities import card, column, entity
from gateway.declare.fields import Written
from gateway.declare.nodes import of_id
from gateway.declare.relay import Node
from gateway.declare.sources import source
from gateway.writing.mutations import NEW, mutation
from views.derive.places import Places, Sum, derived
from views.projecting import Merges
from views.view import View


class CarBuilt(Event, entity="car"):
    """The actor built a car."""

    car: Id


class CarLiked(Event, entity="car"):
    """The actor likes a car."""

    car: Id


class CarRecord(Record, kind="car"):
    alive = Register()
    fans = ElementSet()


class FanRecord(Record, kind="fan"):
    likes = ElementSet()
    liked = Sum()

    @derived
    def places(self) -> Places:
        """How many cars somebody likes, as a sum of one part."""
        yield FanRecord.liked.add(self.id, self.likes.count)


def built(event: CarBuilt) -> Merges:
    """The car is there."""
    return (CarRecord.alive.set(event.car, event.stamp, True),)


def liked(event: CarLiked) -> Merges:
    """The car has one who likes it."""
    return (CarRecord.fans.add(event.car, event.actor, event.stamp),)


def likes(event: CarLiked) -> Merges:
    """And who does has the car."""
    return (FanRecord.likes.add(event.actor, event.car, event.stamp),)


VIEWS = (
    View("cars", (CarRecord,), {CarBuilt: built, CarLiked: liked}),
    View("fans", (FanRecord,), {CarLiked: likes}),
)


@entity(CarRecord, exists="alive")
@strawberry.type(description="A car.")
class Car(Node):
    alive: bool = column("alive", doc="True.")
    fan_count: int = card("fans", doc="How many like it.")


@entity(FanRecord, exists=Written())
@strawberry.type(description="Who likes cars.")
class Fan(Node):
    like_count: int = card("likes", doc="How many cars they like.")


@strawberry.type(description="What can be asked.")
class Query:
    car: Car | None = source(of_id(Car), doc="A car by its id.")
    fan: Fan | None = source(of_id(Fan), doc="A fan by their id.")


@strawberry.type(description="What can be done.")
class Mutation:
    build_car = mutation(CarBuilt, Car, given={"car": NEW})
    like_car = mutation(CarLiked, Car)
