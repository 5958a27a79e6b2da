"""A log's copies in other regions, and whether they are the same log still."""
