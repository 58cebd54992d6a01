"""Texts that the tests build from."""

OPPOSITION = "Russia has long opposed NATO expansion. Ukraine is a partner of NATO.\n"
INVASION = "Russia invaded Ukraine in 2014. Ukraine accused Russia of aggression.\n"
METADATA = "title: {title}\ndate: 2016-12-01\nlanguage: en\n"
