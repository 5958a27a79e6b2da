"""Which events won and lost each place of a record, for people to read."""
