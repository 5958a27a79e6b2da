"""Mutations: from an input to an event in the log, and what is refused."""
