"""The embedded stack: servers, their folder, and running it."""
