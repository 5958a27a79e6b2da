"""What a domain declares: entities, their fields, and where they are read from."""
