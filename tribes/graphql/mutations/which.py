"""Which record a mutation is of: what its input says of the field that names one."""

from __future__ import annotations

from typing import Final

ARTICLE: Final = {"article": "Which article."}
COMMENT: Final = {"comment": "Which comment."}
TRIBE: Final = {"tribe": "Which tribe."}
USER: Final = {"user": "Which user."}
