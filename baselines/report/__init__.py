"""baselines/REPORT.md: what the scores do not say.

In come committed results, measurements and fits of the best models. Out go the report, its plots and the numbers behind
them. No model is chosen here, and no official score computed.
"""
