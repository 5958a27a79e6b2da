"""What a gateway takes on: who holds how much of it, and what waits its turn or is refused."""
