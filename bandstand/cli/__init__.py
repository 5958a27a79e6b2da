"""The command line."""

from bandstand import collector

collector.look_seldom()
