"""`ilacs-bench publish`: write the dashboards as a folder of pages that need no server."""

import argparse
from pathlib import Path

from ilacs_bench.cli.arguments import Commands, add_data, day, tables_of


def add_to(commands: Commands) -> None:
    """Add the command `publish`."""
    parser = commands.add_parser(
        "publish",
        help="write a web site of the national picture, every council and the themes",
        description="Write the national picture, one page for each local authority and the themes "
        "as a folder of pages. They need no server and ask nothing of the network: put the folder "
        "on any web server, or open its index.html from a disk.",
    )
    parser.add_argument(
        "folder",
        metavar="DIR",
        type=Path,
        help="folder to write; an older site of ilacs-bench that is there is replaced as a whole, "
        "anything else is left alone",
    )
    parser.add_argument(
        "--as-at",
        metavar="DATE",
        type=day,
        help="as-at date of the pages (default: the tables' last day); nothing published "
        "later counts",
    )
    add_data(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the site; print its path and size, and the time taken."""
    import time

    from ilacs_bench.publish.site import check_replaceable, make_site, prepare_site, write_site

    began = time.perf_counter()
    check_replaceable(arguments.folder.resolve())
    build = prepare_site(tables_of(arguments), as_at=arguments.as_at)
    print(f"Making the pages of {len(build.councils)} local authorities …")
    written = write_site(
        make_site(build), arguments.folder, as_at=build.as_at, made_on=build.made_on
    )
    pages = [size for path, size in written if path.endswith(".html")]
    print(
        f"Written: {arguments.folder}, {len(pages)} pages, {len(build.councils)} of them of "
        f"local authorities, {build.when}."
    )
    print(
        f"{sum(size for _, size in written) / 1e6:.0f} MB in all, the largest page "
        f"{max(pages) / 1e6:.2f} MB, in {time.perf_counter() - began:.0f} s. "
        f"Open {arguments.folder / 'index.html'}"
    )
    return 0
