"""Laws that hold for every build."""
