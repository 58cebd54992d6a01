"""The command line, the settings, and the build that joins the rooms in order."""

__version__ = "0.1.0"
