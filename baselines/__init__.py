"""The scikit-learn baselines of MEPP-5: a consumer of the release, which it loads as a stranger would."""
