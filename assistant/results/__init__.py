"""A computed case as a person reads it: verdict, amounts, steps, what would change it, what to do next."""
