"""The records: what is kept of athletes, challenges and efforts, and where each stands."""

from crdt.lattices.tombstone import Tombstone
from crdt.records import ElementSet, Record, Register
from views.derive.language import of
from views.derive.places import BestBoard, GlobalList, Index, List, Places, Sum, derived

JOINED_MAX = 100  # So many challenges an athlete takes part in, and an effort looks at.


class Athlete(Record, kind="athlete"):
    name = Register()
    challenges = ElementSet()
    feed = List()
    metres = Sum()
    elapsed_s = Sum()
    places = BestBoard(least=True)


class Bib(Record, kind="bib", everywhere=True):
    """The bib that an athlete claims, by their id; the first of those who claim one has it."""

    claim = Register()
    index = Index("bib")

    @derived
    def places(self) -> Places:
        if self.claim.value is not None:
            yield Bib.index.enter(self.claim.value["key"], by=self.claim.at)


class Challenge(Record, kind="challenge"):
    told = Register()
    athletes = ElementSet()
    latest = GlobalList()
    board = BestBoard(least=True, ties=2**33, hints=True)  # Of seconds, as `Time` has.

    @derived
    def places(self) -> Places:
        if self.told.value is not None:
            yield Challenge.latest.enter(by=self.told.at)


class Window(Record, kind="window", everywhere=True):  # What is told of a challenge, for efforts.
    told = Register()


class Effort(Record, kind="effort", owner=Athlete):
    ride = Register()
    withdrawn = Tombstone()

    @derived
    def places(self) -> Places:
        """In its athlete's feed and sums, and on the boards of their challenges there and then."""
        ride, athlete = self.ride.value, self.owned_by
        if ride is None or self.withdrawn.value:
            return
        at_s, elapsed_s = ride["at_s"], ride["elapsed_s"]
        yield Athlete.feed.enter(athlete, by=at_s)
        yield Athlete.metres.add(athlete, ride["metres"])
        yield Athlete.elapsed_s.add(athlete, elapsed_s)
        for challenge, _ in of(Athlete, athlete).challenges.latest(JOINED_MAX):
            told = of(Window, challenge).told.value
            there = told is not None and told["segment"] == ride["segment"]
            if there and told["starts_s"] <= at_s < told["ends_s"]:
                yield Challenge.board.offer(challenge, athlete, elapsed_s, tie=at_s)
                yield Athlete.places.offer(athlete, challenge, elapsed_s)
