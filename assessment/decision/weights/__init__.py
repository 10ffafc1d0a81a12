"""Weights: from points, an order or pairwise judgements to points that sum to 100, how sure they
are, and what each method would give."""
