"""
Clustering: keywords that are spelled in several ways, found so that a person can say whether they are one.

Keywords of the same letters and digits are one ("email marketing", "Email-Marketing", "e-mail marketing"). Others are
compared by the groups of 2 to 4 letters that they are made of, or by the caller's own embeddings, and put together as
long as every two in a cluster are similar enough (complete linkage). Keywords with different numbers never are.

What comes out is a proposal. It is shown, clusters are left out, and what is left is applied to a draft of a taxonomy.
"""

# scikit-learn has no types, so those that come out of it are not known here; what goes out of this module is annotated.
# mypy: disable-error-code="no-any-return"
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportArgumentType=false

import itertools
import operator
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, Self

import attrs

from .._notebooks import ShownInNotebooks
from .._validation import Check, checked, known, not_blank
from ..errors import InvalidValueError
from .matching import words_of
from .taxonomy import KeywordCluster, Taxonomy


if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


__all__ = ["Embedder", "KeywordClustering", "KeywordMerge", "cluster_keywords"]

_NUMBER = re.compile(r"\d+")
_DECIMALS = 6  # of similarities: beyond them, what is summed in another order may differ
_MATRIX = 2  # dimensions


class Embedder(Protocol):
    """
    Turns keywords into points, so that those that mean the same lie in about the same direction.

    It may block and may raise what it likes; neither is caught.
    """

    def embed(self, keywords: Sequence[str], /) -> "ArrayLike":
        """Return an array of shape (n_keywords, n_dimensions) of finite numbers, always the same for one keyword."""
        ...


def _share(value: float) -> bool:
    return 0 <= value <= 1


@attrs.frozen(kw_only=True, field_transformer=checked)
class KeywordMerge:
    """
    One keyword that is to become a spelling of another.

    Attributes
    ----------
    spelling : str
        The keyword that goes.
    keyword : str
        The one that stays: of its cluster the one most similar to the others, then the shortest, then the first in
        alphabetical order.
    similarity : float
        How similar they are, in (0, 1]; 1 for the same letters.
    same_letters : bool
        Whether nothing but case and what is no letter, digit, "+" or "#" tells them apart.
    """

    spelling: str = attrs.field(validator=not_blank)
    keyword: str = attrs.field(validator=not_blank)
    similarity: float = attrs.field(validator=Check(_share, "in [0, 1]", {"minimum": 0, "maximum": 1}))
    same_letters: bool

    @property
    def reason(self) -> str:
        """Why, in words."""
        return "the same letters" if self.same_letters else f"similarity {self.similarity:.2f}"

    def __str__(self) -> str:
        return f"{self.spelling!r} becomes {self.keyword!r} ({self.reason})"


@attrs.frozen(kw_only=True, field_transformer=checked)
class KeywordClustering(ShownInNotebooks):
    """
    Which keywords are proposed to become one, and why.

    Attributes
    ----------
    merges : tuple of KeywordMerge
        What is merged into what, in alphabetical order of the keywords that stay.
    least_similarity : float
        How similar every two keywords of a cluster are at the least.
    """

    merges: tuple[KeywordMerge, ...] = attrs.field(default=(), converter=tuple[KeywordMerge, ...])
    least_similarity: float = attrs.field(validator=Check(_share, "in [0, 1]", {"minimum": 0, "maximum": 1}))

    @property
    def clusters(self) -> tuple[KeywordCluster, ...]:
        """The clusters, each with the similarity of the spelling that is least similar to the keyword."""
        grouped = itertools.groupby(self.merges, key=operator.attrgetter("keyword"))
        found = [(keyword, tuple(merges)) for keyword, merges in grouped]
        return tuple(
            KeywordCluster(
                keyword=keyword,
                spellings=tuple(merge.spelling for merge in merges),
                similarity=min(merge.similarity for merge in merges),
            )
            for keyword, merges in found
        )

    def without(self, *spellings: str) -> Self:
        """
        Return the proposal without some merges.

        Parameters
        ----------
        *spellings : str
            The keywords that stay keywords of their own.

        Raises
        ------
        UnknownIdError
            When one of them was not to be merged.
        """
        proposed = [merge.spelling for merge in self.merges]
        kept = {known("merged spelling", spelling, proposed) for spelling in spellings}
        return attrs.evolve(self, merges=tuple(merge for merge in self.merges if merge.spelling not in kept))

    def apply(self, taxonomy: Taxonomy) -> Taxonomy:
        """
        Return a draft with the clusters: in every product, spellings become their keyword and are still found.

        Raises
        ------
        StatusError
            When the taxonomy is approved.
        """
        return taxonomy.with_clusters(*self.clusters)


def cluster_keywords(
    keywords: Iterable[str], *, least_similarity: float = 0.8, embedder: Embedder | None = None
) -> KeywordClustering:
    """
    Return which keywords may be one, spelled in several ways.

    Parameters
    ----------
    keywords : iterable of str
        The keywords (`Taxonomy.keywords`), in any order. Memory grows with the square of how many there are: some
        200 MB for 5,000.
    least_similarity : float
        How similar every two keywords of a cluster are at the least, in (0, 1]; at 1 only the same letters are merged
        (or, with an embedder, the same direction).
    embedder : Embedder or None
        What tells how similar keywords are; by default it is their spelling.

    Returns
    -------
    KeywordClustering
        The proposal. Without an embedder, how similar two keywords are does not depend on the others.

    Raises
    ------
    InvalidValueError
        When `least_similarity` is not in (0, 1], or the embedder's answer has another shape or numbers that are not
        finite.

    Examples
    --------
    >>> clustering = cluster_keywords(["e-mail marketing", "webinars", "Email-Marketing", "webinar", "email marketing"])
    >>> for merge in clustering.merges:
    ...     print(merge)
    'e-mail marketing' becomes 'email marketing' (the same letters)
    'Email-Marketing' becomes 'email marketing' (the same letters)
    'webinars' becomes 'webinar' (similarity 0.80)
    """
    if not 0 < least_similarity <= 1:
        raise InvalidValueError("least_similarity", least_similarity, "above 0, at most 1")
    by_letters: defaultdict[str, list[str]] = defaultdict(list)
    for keyword in sorted(set(keywords)):
        by_letters["".join(words_of(keyword))].append(keyword)
    by_letters.pop("", None)
    letters = sorted(by_letters)
    similarities = _similarities(letters, [by_letters[key][0] for key in letters], embedder)
    merges: list[KeywordMerge] = []
    for members in _clusters(similarities, least_similarity):
        merges += _merges(
            [(place, keyword) for place in members for keyword in by_letters[letters[place]]], similarities
        )
    merges.sort(key=lambda merge: (merge.keyword.casefold(), merge.keyword, merge.spelling.casefold(), merge.spelling))
    return KeywordClustering(merges=tuple(merges), least_similarity=least_similarity)


def _similarities(letters: list[str], keywords: list[str], embedder: Embedder | None) -> "NDArray[np.float64]":
    import numpy as np  # noqa: PLC0415 - heavy, and needed by this function alone

    if len(letters) <= 1:  # nothing to compare, and scikit-learn asks for two
        return np.eye(len(letters))
    found = _of_spellings(letters) if embedder is None else _of_embeddings(embedder.embed(keywords), len(keywords))
    numbers: dict[tuple[str, ...], int] = {}
    kinds = np.array([numbers.setdefault(tuple(_NUMBER.findall(text)), len(numbers)) for text in letters])
    found[kinds[:, np.newaxis] != kinds] = 0
    np.fill_diagonal(found, 1)
    return np.clip(np.round(found, _DECIMALS), 0, 1)


def _of_spellings(letters: list[str]) -> "NDArray[np.float64]":
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - heavy

    # Without inverse document frequencies, which would make two keywords' similarity a matter of all the others.
    groups = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), use_idf=False).fit_transform(letters)
    return (groups @ groups.T).toarray()


def _of_embeddings(embedded: "ArrayLike", count: int) -> "NDArray[np.float64]":
    import numpy as np  # noqa: PLC0415 - heavy

    points: NDArray[np.float64] = np.asarray(embedded, dtype=np.float64)
    if points.ndim != _MATRIX or len(points) != count:
        raise InvalidValueError("embed(keywords)", points.shape, f"of shape ({count}, n_dimensions)")
    if not np.isfinite(points).all():
        raise InvalidValueError("embed(keywords)", points, "finite numbers")
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    directions = np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 0)
    return directions @ directions.T


def _clusters(similarities: "NDArray[np.float64]", least: float) -> list[list[int]]:
    if len(similarities) <= 1:
        return [[place] for place in range(len(similarities))]
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 - heavy

    # Clusters stay apart *at* the threshold and above; half a step of the rounding more makes that "below the least".
    threshold = 1 - least + 0.5 * 10**-_DECIMALS
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="complete", distance_threshold=threshold
    )
    clusters: defaultdict[int, list[int]] = defaultdict(list)
    for place, cluster in enumerate(model.fit_predict(1 - similarities).tolist()):
        clusters[cluster].append(place)
    return list(clusters.values())


def _merges(members: list[tuple[int, str]], similarities: "NDArray[np.float64]") -> list[KeywordMerge]:
    def order(member: tuple[int, str]) -> tuple[Any, ...]:
        place, keyword = member
        alike = sum(float(similarities[place, other]) for other, _ in members)
        return -round(alike, _DECIMALS), len(keyword), keyword.casefold(), keyword

    chosen, keyword = min(members, key=order)
    return [
        KeywordMerge(
            spelling=spelling,
            keyword=keyword,
            similarity=float(similarities[chosen, place]),
            same_letters=place == chosen,
        )
        for place, spelling in members
        if spelling != keyword
    ]
