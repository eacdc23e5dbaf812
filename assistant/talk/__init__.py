"""The conversation: one message in, one reply out."""
