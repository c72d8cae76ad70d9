"""Whole sites: what they become, and what is said of broken ones."""
