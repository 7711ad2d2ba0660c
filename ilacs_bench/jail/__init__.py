"""Runs functions on what strangers wrote, in processes that are shut in: here, or on a cluster.

A job that crashes its process, keeps it too long or takes too much memory costs only itself.
"""
