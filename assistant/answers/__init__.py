"""What a person has told, and what is still to be asked: the answers, their questions and whether they matter."""
