"""`python -m ilacs_bench` is `ilacs-bench`."""

import sys
from collections.abc import Sequence

from ilacs_bench.errors import IlacsBenchError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, as `cli.main` does; 2 where a lookup is wrong, with its file and line."""
    try:
        from ilacs_bench import cli  # the lookups are read as its modules load
    except (IlacsBenchError, OSError) as error:
        print(f"ilacs-bench: {error}", file=sys.stderr)
        return 2
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
