"""The generated parts of README, DATASHEET and CHANGELOG.

In come statistics, agreement, outcomes of adjudication and committed results. Out go Markdown tables for the blocks
between `<!-- generated:NAME -->` marks, and README's front matter, the dataset card. Nothing is counted or measured
here that another room could count, and the prose around the blocks is never touched.
"""
