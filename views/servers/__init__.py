"""Redis or Valkey: a server or a cluster, and the connections to it."""
