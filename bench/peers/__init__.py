"""The peers: the plain programs that our figures are shown beside, each a process of its own."""
