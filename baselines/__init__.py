"""The scikit-learn baselines of MEPP-5: a consumer of the release, which it loads as a stranger would.

In comes data/ by `datasets.load_dataset`, out go baselines/results, the report and predictions for other policies. The
rooms build on what stands here: what a baseline is, the loaded corpus, the runner and where results came from.
Nothing in `mepp5` imports anything of this.
"""

from multiprocessing import current_process

from mepp5.processes import end_with_parent

# joblib's workers import what their parent runs before anything else, and would go on for minutes without it.
if current_process().name.startswith("LokyProcess"):
    end_with_parent()
