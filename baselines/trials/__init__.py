"""What was tried inside the training data before a baseline was chosen: `python -m baselines.trials`.

In come the released clauses without the policy that is left out. Out goes baselines/trials.json: each step with its
gain, and whether it was kept. No score of a tested policy plays a part here.
"""
