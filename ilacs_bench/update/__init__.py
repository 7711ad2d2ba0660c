"""Update the tables: merge new reports from Ofsted's site, or a folder, with the tables in use."""
