"""Moderation: roles, who wants nothing of whom, what is reported and what is hidden."""
