"""Any policy: from a file as publishers give it to plain text and the blocks that it is made of.

In come files or bytes in text, Markdown, HTML, PDF or docx. Out go documents: a text, its headings, paragraphs, list
items and rows as slices of that text, which of them are the page's furniture, and what is to be told about the reading.
Nothing is split into sentences or labelled here, and the corpus is never read.
"""
