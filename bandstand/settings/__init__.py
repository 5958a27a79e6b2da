"""What a process is told: read once, where it starts, from the environment."""

from bandstand.settings.log import REGION_IS, is_region
from bandstand.settings.settings import Settings, described

__all__ = ["REGION_IS", "Settings", "described", "is_region"]
