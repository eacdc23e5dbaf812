"""The five policies worked out a second time, bill after bill, as a clerk would with pencil and statute.

Plain whole numbers and one bill after the other, written from the documents alone: nothing here imports the project,
so what both get to the fen was read from the same words twice. One module for each policy reads down its clauses;
:mod:`by_hand.case` is what is asked, :mod:`by_hand.working` works out a case, :mod:`by_hand.made` makes cases that
stand on the lines the documents draw.
"""
