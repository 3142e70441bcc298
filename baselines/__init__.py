"""The scikit-learn baselines of MEPP-5: a consumer of the release, which it loads as a stranger would.

In comes data/ by `datasets.load_dataset`, out go baselines/results, the report and predictions for other policies. The
rooms build on what stands here: what a baseline is, the loaded corpus, the runner and where results came from.
Nothing in `mepp5` imports anything of this.
"""

from baselines.workers import bind_workers

bind_workers()
