"""Answers that go on: event streams, and parts of one answer; and what waits for a subscriber."""
