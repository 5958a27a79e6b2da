"""Uploads: pictures and films, which clients bring straight to where they are kept.

    startUpload ──▶ a ticket ──PUT──▶ a folder of this machine, or an S3-compatible store's bucket

No event and no view holds them: an event names where they are.
"""
