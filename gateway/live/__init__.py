"""Live queries: what is read again when it has changed."""
