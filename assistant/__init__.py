"""Talks with people: text in, questions and explained results out."""
