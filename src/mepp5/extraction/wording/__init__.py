"""What words say on their own, wherever they stand: marks of items, headings, addresses, dates, pages' set phrases.

In comes a line. Out goes whether it is one of these. What stands around it is for others to look at.
"""
