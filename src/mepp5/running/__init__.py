"""How a command runs among what surrounds it: standard streams that always take something, and one end for all.

In comes what a command does, out goes an exit status, and a sentence where there is need of one. What a command does is
not known here.
"""
