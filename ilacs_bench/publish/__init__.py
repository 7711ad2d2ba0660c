"""The dashboards as a static site: a folder of pages that needs no server.

`site.make_site` makes its files, `site.write_site` writes them.
"""
