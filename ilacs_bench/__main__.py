"""Run `ilacs-bench` as `python -m ilacs_bench`."""

import sys
from collections.abc import Sequence

from ilacs_bench.errors import IlacsBenchError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, as `cli.main`; return 2 for a wrong lookup, with its file and line."""
    # Altair and Jupyter import jsonschema, which compiles a grammar of web addresses from this
    # library: a second, for a check that nothing here needs. Without the library it skips that.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        from ilacs_bench import cli  # importing it reads the lookups
    except (IlacsBenchError, OSError) as error:
        print(f"ilacs-bench: {error}", file=sys.stderr)
        return 2
    return cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
