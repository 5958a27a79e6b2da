"""Loading: a view's function library, into the masters that lack it."""

from __future__ import annotations

import re
from typing import Any

from redis.exceptions import ResponseError

from views.errors import BadView
from views.view import View


async def load(view: View, client: Any) -> None:
    """Load a view's library, unless it is there.

    Raises:
        BadView: Lua that somebody wrote for a derivation is none.
    """
    try:
        await client.function_load(view.library)
    except ResponseError as error:
        if "Error compiling" in str(error):
            raise BadView(_uncompiled(view, str(error))) from None
        if "already exists" not in str(error):
            raise


async def tend(view: View, client: Any) -> None:
    """Load it where it is not there: to look is a hundredth of what loading is."""
    name = f"bandstand_{view.name}_{view.version}"
    if not await client.execute_command("FUNCTION", "LIST", "LIBRARYNAME", name):
        await load(view, client)


def _uncompiled(view: View, told: str) -> str:
    """Why the library is none. What is compiled of Python is refused before, so it is Lua that
    somebody wrote.
    """
    found = re.search(r":(\d+): (.*)", told)
    lines = view.library.splitlines()[: int(found[1])] if found else []
    kinds = re.findall(r'^derivations\["(\w+)"\] = function', "\n".join(lines), re.MULTILINE)
    where = f" in the derivation of {kinds[-1]} records" if kinds else ""
    told = found[2] if found else told
    return f"view {view.name!r}: the Lua{where} cannot be compiled: {told}; mend it there"
