"""Two policies side by side: what became of each clause, shown in a terminal, as JSON or as one page of HTML.

In comes a comparison, from the labelled links of the release or from what a model predicts; out go characters. Here
nothing is decided: links, meanings and effects are shown as they are given.
"""
