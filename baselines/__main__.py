"""python -m baselines: the command of command.py."""

from baselines.command import main

if __name__ == "__main__":
    main(prog_name="python -m baselines")
