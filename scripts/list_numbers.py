"""The numbers of the documents' prose, listed anew in docs/numbers.toml.

What is printed was not listed so before: read it against its source, and bind it to a fact in docs/numbers.toml where
a program can count it.
"""

import click

from mepp5.command import Command
from mepp5.documents.number_list import NUMBERS, dump_list, read_list, renew_list
from mepp5.files import write_files
from mepp5.paths import CLONE


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Write docs/numbers.toml, and print what is new in it, to be read.

    Example: python scripts/list_numbers.py
    """
    before, after = read_list(CLONE), renew_list(CLONE)
    for path, numbers in after.items():
        known = set(before[path].stated) if path in before else set()
        for line in numbers.stated:
            if line not in known:
                click.echo(f"{path}: {line}")
    write_files(CLONE, {NUMBERS: dump_list(after)})


if __name__ == "__main__":
    main()
