"""How far the verdict stands when weights and answers are a little different."""

from assessment.decision.robustness.beliefs import Belief, Beliefs, belief_about
from assessment.decision.robustness.draws import DRAWS, SEED
from assessment.decision.robustness.tornado import TornadoBar
from assessment.decision.robustness.whole import Robustness, robustness_of

__all__ = [
    "DRAWS",
    "SEED",
    "Belief",
    "Beliefs",
    "Robustness",
    "TornadoBar",
    "belief_about",
    "robustness_of",
]
