"""*Review a clip* where nobody says which exercise a clip shows."""

from streamlit.testing.v1 import AppTest


def review() -> None:
    from formcheck.ui.pages.review import page

    page()


def test_the_exercise_is_found_unless_one_is_chosen() -> None:
    page = AppTest.from_function(review, default_timeout=100).run()
    assert not page.exception
    box = page.selectbox(key="review_exercise")
    assert box.value is None
    assert box.options[0] == "Find it for me"
