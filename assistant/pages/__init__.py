"""What the pages draw. They hold no rule and no wording of a result: answers go to the reducer, replies are drawn."""
