"""Files read strictly: texts in, objects of a declared form out, or one sentence that says where and what is wrong.

In come JSON, TOML and YAML, whoever wrote them; out go values that keep their form, field by field. What a field means
for the labels is not known here, and nothing is guessed, mended or left out.
"""
