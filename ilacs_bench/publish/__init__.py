"""The dashboards as a folder of pages: read from a disk or any web server, by any number of people.

`site.make_site` says what is in it, `folder.write_site` puts it in its place.
"""
