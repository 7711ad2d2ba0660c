"""The older pages; each goes when its notebook of cells takes its place."""
