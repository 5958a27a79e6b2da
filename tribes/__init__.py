"""The domain: a social network for petrolheads. All that the machinery does not know.

`BANDSTAND_DOMAIN` names this package. It defines events, `VIEWS` and, in `tribes.schema`, the
GraphQL schema; what it does not offer is made (`docs/mutations.md`). To add an event, a field or a
view, work here alone: see `docs/domain.md`.
"""

from pathlib import Path
from typing import Final

WEB: Final = Path(__file__).parent.parent / "examples" / "web" / "public"
"""The folder of the example's page, which a clone has."""
