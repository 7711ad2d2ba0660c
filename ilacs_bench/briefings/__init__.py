"""A briefing paper for a cabinet: from facts to a plain model of the paper, then to Word."""
