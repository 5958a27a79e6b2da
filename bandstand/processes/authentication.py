"""Authentication: who says who asks, made of the settings."""

from __future__ import annotations

import logging
from pathlib import Path

from bandstand.errors import BadSetting
from bandstand.settings import Settings
from gateway import authentication
from gateway.authentication import Authenticator

_logger = logging.getLogger(__name__)


def authenticator(settings: Settings) -> Authenticator:
    """The authenticator of a gateway.

    Raises:
        BadSetting: there is no such function, or no such key.
    """
    if settings.authentication:
        try:
            found = authentication.load(settings.authentication)
        except ValueError as error:
            raise BadSetting(str(error)) from None
        if not callable(found):
            raise BadSetting(
                f"BANDSTAND_AUTHENTICATION={settings.authentication!r}: not a function"
            )
        return found
    if settings.takes_tokens:
        return _tokens(settings)
    if not settings.believes_anybody:
        return authentication.nobody
    # Pages of all origins may ask, where none are named.
    pages = ", and any page that is open in a browser here can write as anybody"
    _logger.warning(
        "development: the header X-Viewer is trusted from anybody%s; unset BANDSTAND_DEVELOPMENT "
        "in production",
        f"{pages} (BANDSTAND_CORS_ORIGINS)" if "*" in settings.origins else "",
    )
    return authentication.trusted_header


def _tokens(settings: Settings) -> Authenticator:
    # Only who takes tokens needs what looks at them, which takes a while to load.
    from gateway.authentication.json_web_tokens import (  # noqa: PLC0415
        JsonWebTokens,
        Keys,
        KeysHeld,
        Rules,
    )
    from gateway.authentication.keys import NoKeys, of_file  # noqa: PLC0415
    from gateway.authentication.provider import Provider  # noqa: PLC0415

    keys: Keys
    if settings.jwks_url:
        keys = Provider(settings.jwks_url, settings.jwt_algorithms)
    else:
        try:
            keys = KeysHeld(of_file(_read(settings.jwt_key_file), settings.jwt_algorithms))
        except NoKeys as error:
            named = f"BANDSTAND_JWT_KEY_FILE={settings.jwt_key_file!r}"
            raise BadSetting(f"{named}: {error}") from None
    rules = Rules(
        algorithms=settings.jwt_algorithms,
        issuers=settings.jwt_issuer,
        audiences=settings.jwt_audience,
        leeway_s=settings.jwt_leeway_s,
        lifetime_s=settings.jwt_lifetime_s,
        required=settings.jwt_required,
        viewer=settings.jwt_viewer,
        roles=settings.jwt_roles,
        scopes=settings.jwt_scopes,
    )
    return JsonWebTokens(keys, rules)


KEY_BYTES_MAX = 256 << 10


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(KEY_BYTES_MAX + 1)
    except OSError as error:
        raise BadSetting(f"BANDSTAND_JWT_KEY_FILE={path!r}: {error.strerror}") from None
    if len(data) > KEY_BYTES_MAX:
        raise BadSetting(f"BANDSTAND_JWT_KEY_FILE={path!r}: larger than {KEY_BYTES_MAX:,} bytes")
    return data
