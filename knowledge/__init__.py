"""What the documents say: texts, clauses, disease lists, glossary. Computes nothing."""
