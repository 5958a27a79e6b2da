"""Authentication: who asks, by a token, by a function of the deployment's own, or by their word."""

from gateway.authentication.functions import Authenticator, load, nobody, trusted_header
from gateway.authentication.identities import NOTHING, Grants, Identity, Misanswered

__all__ = [
    "NOTHING",
    "Authenticator",
    "Grants",
    "Identity",
    "Misanswered",
    "load",
    "nobody",
    "trusted_header",
]
