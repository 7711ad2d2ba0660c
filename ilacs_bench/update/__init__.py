"""The tables kept current: what is new at Ofsted, or in a folder, laid over the facts in use."""
