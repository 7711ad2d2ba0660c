"""A briefing for a cabinet: facts to a plain model of the paper, and the model to Word."""
