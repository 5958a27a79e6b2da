"""Publishing: one message into one stream, until it is acknowledged or refused."""
