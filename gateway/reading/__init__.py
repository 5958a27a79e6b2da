"""The reads of one request: in waves, from the views."""
