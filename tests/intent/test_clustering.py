"""
Clustering: what is proposed to be one keyword, why, and that nothing but the keywords decides it.
"""

from __future__ import annotations

import re
from random import Random  # noqa: TC003 - Hypothesis resolves it
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buying_groups import Content, documents
from buying_groups.errors import InvalidValueError, StatusError, UnknownIdError
from buying_groups.intent import (
    KeywordCluster,
    KeywordClustering,
    KeywordMerge,
    Taxonomy,
    TaxonomyCategory,
    TaxonomyProduct,
    cluster_keywords,
)


if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import RunFresh

SPELLINGS = ("e-mail marketing", "Email-Marketing", "email marketing")
WORDS = (
    "email marketing",
    "e-mail marketing",
    "emails marketing",
    "webinar",
    "webinars",
    "Webinar",
    "lead",
    "S3",
    "S4",
)


def proposed(*keywords: str, **options: Any) -> dict[str, str]:
    """Return what becomes what."""
    return {merge.spelling: merge.keyword for merge in cluster_keywords(keywords, **options).merges}


class TestSpellings:
    """Similar keywords are clustered ("email marketing", "Email-Marketing", "e-mail marketing")."""

    def test_the_same_letters(self) -> None:
        """Whatever stands between them; the shortest stays, then the first in the alphabet."""
        clustering = cluster_keywords(SPELLINGS)
        assert clustering.merges == (
            KeywordMerge(spelling="e-mail marketing", keyword="email marketing", similarity=1.0, same_letters=True),
            KeywordMerge(spelling="Email-Marketing", keyword="email marketing", similarity=1.0, same_letters=True),
        )
        assert clustering.clusters == (
            KeywordCluster(
                keyword="email marketing", spellings=("e-mail marketing", "Email-Marketing"), similarity=1.0
            ),
        )

    def test_nearly_the_same_letters(self) -> None:
        """Plurals and the like, with the reason."""
        (merge,) = cluster_keywords(["lead score", "lead scores"]).merges
        assert (merge.spelling, merge.keyword, merge.same_letters) == ("lead scores", "lead score", False)
        # " leadscore " has 10 + 9 + 8 = 27 groups of 2, 3 and 4 letters, " leadscores " 30, each once; 24 they share.
        assert merge.similarity == pytest.approx(24 / np.sqrt(27 * 30), abs=1e-6)
        assert str(merge) == "'lead scores' becomes 'lead score' (similarity 0.84)"

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("inbound marketing", "outbound marketing"),
            ("java", "javascript"),
            ("crm", "cms"),
            ("C++", "C"),
            ("S3", "S4"),
            ("version 1", "version 2"),
            ("social media", "social media marketing"),
            ("lead score", "lead generation"),
        ],
    )
    def test_different_keywords_stay(self, one: str, other: str) -> None:
        """Antonyms, parts of words, and whatever has another number."""
        assert proposed(one, other) == {}

    @pytest.mark.parametrize("keywords", [(), ("alone",), ("…", "!"), ("…", "lead")], ids=str)
    def test_nothing_to_cluster(self, keywords: tuple[str, ...]) -> None:
        """None, one, and what has no letter or digit."""
        assert proposed(*keywords) == {}

    def test_every_two_of_a_cluster_are_similar_enough(self) -> None:
        """Not a chain: the ends are not alike, so that one of them stays out."""
        keywords = ("market automation", "marketing automation", "marketing automations")
        assert len(proposed(*keywords, least_similarity=0.8)) == 1
        assert len(proposed(*keywords, least_similarity=0.7)) == 2

    def test_at_one_only_the_same_letters(self) -> None:
        """Nothing is guessed."""
        assert proposed("lead score", "lead scores", "Lead-Score", least_similarity=1) == {"Lead-Score": "lead score"}

    def test_at_the_limit_itself(self) -> None:
        """As similar as asked for is enough."""
        similarity = cluster_keywords(["lead score", "lead scores"]).merges[0].similarity
        assert len(proposed("lead score", "lead scores", least_similarity=similarity)) == 1
        assert proposed("lead score", "lead scores", least_similarity=similarity + 2e-6) == {}

    @pytest.mark.parametrize("least", [0, -0.5, 1.01, float("nan")])
    def test_wrong_limits(self, least: float) -> None:
        """Above 0, at most 1."""
        message = f"least_similarity must be above 0, at most 1, got {least!r}"
        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            cluster_keywords([], least_similarity=least)


class TestOrder:
    """The clustering is deterministic."""

    @settings(max_examples=20)
    @given(st.lists(st.sampled_from(WORDS) | st.text("abcé1 -", max_size=6)), st.randoms(use_true_random=False))
    def test_never_matters(self, keywords: list[str], random: Random) -> None:
        """Nor do repeats."""
        shuffled = random.sample(keywords, len(keywords))
        assert cluster_keywords([*shuffled, *keywords]) == cluster_keywords(keywords)

    @settings(max_examples=20)
    @given(st.lists(st.sampled_from(WORDS), unique=True))
    def test_a_keyword_stays_or_goes_once(self, keywords: list[str]) -> None:
        """What stays in one place goes in none."""
        clustering = cluster_keywords(keywords)
        gone = [merge.spelling for merge in clustering.merges]
        assert len(set(gone)) == len(gone)
        assert set(gone) <= set(keywords)
        assert {merge.keyword for merge in clustering.merges} <= set(keywords) - set(gone)
        assert all(merge.similarity >= clustering.least_similarity for merge in clustering.merges)
        assert documents.loads(documents.dumps(clustering), KeywordClustering) == clustering


class Directions:
    """
    An embedder that knows a few keywords.
    """

    def __init__(self, **directions: Sequence[float]) -> None:
        self.directions = directions
        self.asked: list[list[str]] = []

    def embed(self, keywords: Sequence[str], /) -> list[Sequence[float]]:
        """Return the direction of each."""
        self.asked.append(list(keywords))
        return [self.directions[keyword] for keyword in keywords]


class TestEmbeddings:
    """Embeddings are a port, none by default."""

    def test_decide_instead_of_the_spelling(self) -> None:
        """The cosine; one keyword of the same letters stands for all; a point at the origin is like nothing."""
        embedder = Directions(car=(2, 0), automobile=(3, 0.3), cars=(0, 1), nothing=(0, 0), none=(0, 0))
        (merge,) = cluster_keywords(["car", "automobile", "cars", "nothing", "none"], embedder=embedder).merges
        assert (merge.spelling, merge.keyword, merge.same_letters) == ("automobile", "car", False)
        assert merge.similarity == pytest.approx(3 / np.sqrt(9.09), abs=1e-6)
        assert embedder.asked == [["automobile", "car", "cars", "none", "nothing"]]
        assert proposed("e-mail", "email", embedder=Directions(**{"e-mail": (1,)})) == {"e-mail": "email"}

    def test_opposite_directions(self) -> None:
        """Are as different as can be, not less."""
        assert proposed("a", "b", embedder=Directions(a=(1, 0), b=(-1, 0)), least_similarity=0.01) == {}

    @pytest.mark.parametrize(
        ("points", "message"),
        [
            ([[1.0]], "embed(keywords) must be of shape (2, n_dimensions), got (1, 1)"),
            ([1.0, 2.0], "embed(keywords) must be of shape (2, n_dimensions), got (2,)"),
            ([[1.0], [np.nan]], "embed(keywords) must be finite numbers, got array([[ 1.],\n       [nan]])"),
        ],
    )
    def test_wrong_answers(self, points: object, message: str) -> None:
        """A clear error."""

        class Wrong:
            def embed(self, keywords: Sequence[str], /) -> Any:
                del keywords
                return points

        with pytest.raises(InvalidValueError, match=f"^{re.escape(message)}$"):
            cluster_keywords(["a", "b"], embedder=Wrong())


class TestApproval:
    """What merged and why is shown for approval, and only then applied."""

    DRAFT = Taxonomy(
        categories=(
            TaxonomyCategory(
                name="Marketing",
                products=(
                    TaxonomyProduct(name="Mail", keywords=("e-mail marketing", "email marketing", "lead score")),
                    TaxonomyProduct(name="Score", keywords=("lead scores", "Email-Marketing")),
                ),
            ),
        )
    )

    def test_applied(self) -> None:
        """The products have the keyword, and content with another spelling is still found."""
        taxonomy = cluster_keywords(self.DRAFT.keywords).apply(self.DRAFT).approve()
        assert [product.keywords for product in taxonomy.categories[0].products] == [
            ("email marketing", "lead score"),
            ("lead score", "email marketing"),
        ]
        assert taxonomy.matcher.keywords_in(Content(title="Lead scores, by e-mail marketing")) == {
            "email marketing",
            "lead score",
        }

    def test_in_part(self) -> None:
        """What a person leaves out stays a keyword of its own."""
        clustering = cluster_keywords(self.DRAFT.keywords).without("lead scores")
        assert clustering.apply(self.DRAFT).keywords == ("email marketing", "lead score", "lead scores")
        with pytest.raises(
            UnknownIdError, match=r"^unknown merged spelling 'lead score'; known: 'Email-Marketing', 'e-"
        ):
            clustering.without("lead score")

    def test_not_to_an_approved_one(self) -> None:
        """It does not change."""
        approved = cluster_keywords(self.DRAFT.keywords).apply(self.DRAFT).approve()
        with pytest.raises(StatusError, match=r"^cannot cluster the keywords of the taxonomy: it is approved; "):
            cluster_keywords(["a"]).apply(approved)


class TestImport:
    """scikit-learn is loaded when keywords are clustered, not before."""

    def test_is_light(self, run_fresh: RunFresh) -> None:
        """Importing and building a taxonomy do not need it."""
        result = run_fresh(
            "import sys\nfrom buying_groups.intent import Taxonomy, cluster_keywords\n"
            "cluster_keywords(['one'])\nassert 'sklearn' not in sys.modules\n"
            "cluster_keywords(['one', 'two'])\nassert 'sklearn' in sys.modules"
        )
        assert (0, "", "") == (result.returncode, result.stdout, result.stderr)
