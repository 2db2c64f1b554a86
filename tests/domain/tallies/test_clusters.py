from __future__ import annotations

import pytest

from domain.plan import load_plan, plan_path
from domain.tallies import cluster_of, clusters
from tests.domain.tallies.by_hand import PLAN


def test_measures_that_share_a_tally_stand_in_one_cluster() -> None:
    together = {"admissions", "losses", "members", "workers", "briefed", "agreement", "board"}
    assert all(cluster_of(PLAN, measure) == together for measure in together)


@pytest.mark.parametrize("pair", [{"collected", "spent"}, {"dialogue", "posters"}])
def test_two_measures_of_which_one_sum_is_made_stand_in_one_cluster(pair: set[str]) -> None:
    assert all(cluster_of(PLAN, measure) == pair for measure in pair)


@pytest.mark.parametrize("measure", ["gifts", "grade"])
def test_a_measure_of_its_own_is_a_cluster_of_its_own(measure: str) -> None:
    assert cluster_of(PLAN, measure) == {measure}


def test_every_measure_of_the_plan_stands_in_exactly_one_cluster() -> None:
    plan = load_plan(plan_path("kontum-66"))
    assert sorted(code for cluster in clusters(plan) for code in cluster) == sorted(
        entry.code for entry in plan.measures
    )
    assert all(cluster_of(plan, code) is cluster for cluster in clusters(plan) for code in cluster)


def test_a_measure_that_the_plan_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        cluster_of(PLAN, "unheard-of")
