"""What must not be seen: addresses as they may be shown, and secrets in whatever is written.

It imports nothing of ours. Who knows NATS and who knows the store know nothing of each other, and
both have addresses with passwords in them.
"""
