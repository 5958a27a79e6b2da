"""The ways in: HTTP, event streams, WebSockets, a site of files.

What they carry is prepared and run by `gateway.execution`, which knows none of them.
"""
