"""Weights after stratification: who answered counts as much as the enti of its class that were asked."""

from collections.abc import Hashable, Mapping


def weights(
    asked: Mapping[Hashable, int], answered: Mapping[Hashable, int]
) -> dict[Hashable, float]:
    """Return the weight of one answer of each stratum: w = (N_h / N) / (n_h / n).

    Only strata with an answer have one, and N is the enti of those alone: the weights of all answers
    add up to their number. Source: W. G. Cochran, Sampling Techniques (1977), ch. 5A.9.
    """
    present = {key: n for key, n in answered.items() if n and asked.get(key)}
    everybody = sum(asked[key] for key in present)
    number = sum(present.values())
    return {key: asked[key] * number / (everybody * n) for key, n in present.items()}
