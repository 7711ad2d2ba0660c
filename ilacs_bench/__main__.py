"""`python -m ilacs_bench` is `ilacs-bench`."""

import sys

from ilacs_bench.cli import main

if __name__ == "__main__":
    sys.exit(main())
