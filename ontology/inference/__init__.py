"""What follows from the facts of a graph, and where its sources disagree or change."""
