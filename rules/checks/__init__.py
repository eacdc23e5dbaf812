"""The checks of a document's folder: every file there and readable, every quote verbatim, every figure in its quote,
every clause accounted for, all that the family demands present. Each part takes its data as an argument, so that a
test can break a copy.
"""
