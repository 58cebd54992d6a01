"""The command line, the settings, and the build that joins the rooms in order."""
