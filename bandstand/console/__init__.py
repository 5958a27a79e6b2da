"""The console: a live picture of all regions, in a page and in a terminal.

each region's log and store ──once a second──▶ lookout ──looks──▶ picture ──▶ page, terminal

looks.py      what a part of a region said last, and since when it says nothing
blocks.py     a view's digests by ranges of keys, as `verify` makes them
trail.py      events on their way from where they were taken to every region
picture.py    all of it as one JSON value, purely
lookout.py    holds the connections, and looks
terminal.py   the picture as tables
inquiry.py    what is asked for by hand: a record explained, what is parked
trying.py     what only an embedded stack offers: links, and writes on one side
guard.py      who may look
application.py  the page and what it asks for
"""
