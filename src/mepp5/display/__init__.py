"""What a reader is shown: lines and tables, made for the terminal that they go to, or plain where they go elsewhere.

In come words and rows, out goes text on standard output. No word is cut or broken, nothing is told by colour alone,
and what would steer a terminal does not reach it.
"""
