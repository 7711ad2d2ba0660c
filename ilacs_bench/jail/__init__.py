"""Run functions on untrusted files in sandboxed processes, on this machine or a cluster.

A job that crashes, takes too long or needs too much memory affects only itself.
"""
