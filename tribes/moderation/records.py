"""The records of moderation: a case is all that was reported of one thing, and what was decided."""

from __future__ import annotations

from crdt.records import Record, Register
from tribes.records import Article, Comment, Tribe, User
from views.derive.language import after, before, of
from views.derive.places import GlobalList, List, Places, Sum, derived


class Case(Record, kind="case", owner=User):
    """What was reported of something, beside what it is about: `<article>/article`,
    `<article>/comment.<rest of the comment's id>` and `<user>/user`.

    `subject` says of what it is. `decision` says by whom and how it was decided last: the reports
    were dismissed, or it was hidden by who moderates the tribe, or is shown again.
    """

    subject = Register()
    decision = Register()

    reports = List("reports")
    spam = Sum("reports.spam")
    abuse = Sum("reports.abuse")
    off_topic = Sum("reports.off_topic")
    illegal = Sum("reports.illegal")
    other = Sum("reports.other")
    open_cases = GlobalList("cases.all.open")
    cases_by_reports = GlobalList("cases.all.reports")
    decided_cases = GlobalList("cases.all.decided")

    @derived
    def places(self) -> Places:
        """A case stands in the queues, of its tribe and of all, while it is open: while its latest
        report is later than what was decided, and its subject is there and not hidden. Else, once
        something was decided, it stands among those that were.
        """
        facet, about = before(self.rest, "."), after(self.rest, ".")
        decided, hiding, tribe = self.decision.at, None, None
        if facet != "user":
            article = of(Article, self.owned_by)
            publication = article.publication.value
            if publication is None or not article.alive.value:
                return
            tribe, hiding = publication["tribe"], article.hiding.value
            if facet == "comment":
                comment = of(Comment, f"{self.owned_by}/{about}")
                if not comment.alive.value:
                    return
                hiding = comment.hiding.value
        reports, latest = self.reports.count, self.reports.last_at
        if hiding is None and latest is not None and (decided is None or latest > decided):
            yield Case.open_cases.enter(by=latest)
            yield Case.cases_by_reports.enter(by=reports)
            if tribe is not None:
                yield Tribe.open_cases.enter(tribe, by=latest)
                yield Tribe.cases_by_reports.enter(tribe, by=reports)
        elif decided is not None:
            yield Case.decided_cases.enter(by=decided)
            if tribe is not None:
                yield Tribe.decided_cases.enter(tribe, by=decided)


class Report(Record, kind="report", owner=User):
    """What somebody reported, `<id of the case>/<their id>`; the latest of it counts. `filing` says
    by whom and why.
    """

    filing = Register()

    @derived
    def places(self) -> Places:
        """A report stands in its case, and counts there for its reason."""
        filing = self.filing.value
        if filing is None:
            return
        case, reason = f"{self.owned_by}/{before(self.rest, '/')}", filing["reason"]
        yield Case.reports.enter(case, by=self.filing.at)
        if reason == "SPAM":
            yield Case.spam.add(case, 1)
        elif reason == "ABUSE":
            yield Case.abuse.add(case, 1)
        elif reason == "OFF_TOPIC":
            yield Case.off_topic.add(case, 1)
        elif reason == "ILLEGAL":
            yield Case.illegal.add(case, 1)
        else:
            yield Case.other.add(case, 1)
