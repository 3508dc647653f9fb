"""What comes with the app for the first click: the result of a sample, shown at the top of its page."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from formcheck.store.sharing import keep_shared
from formcheck.ui.parts.samples import samples
from formcheck.ui.serving.keeping import scope


def review() -> None:
    from formcheck.ui.pages.review import page

    page()


def test_while_the_result_is_shown_the_choices_are_folded_away() -> None:
    (result,) = [sample.result for sample in samples() if sample.result is not None]
    kept, _ = keep_shared(scope(), result)
    assert keep_shared(scope(), result)[0].id == kept.id, "a second click keeps no second one"
    page = AppTest.from_function(review)
    page.query_params["set"] = kept.id
    page.run(timeout=60)
    assert not page.exception
    assert [(one.label, one.proto.expanded) for one in page.expander] == [("Clips and options", False)]
    assert {one.label: one.value for one in page.metric}["Repetitions"] == "3"
    assert page.button(key="show_fault_depth").label == "Show it"


def test_without_a_result_they_are_open() -> None:
    page = AppTest.from_function(review).run(timeout=60)
    assert [one.proto.expanded for one in page.expander] == [True]
