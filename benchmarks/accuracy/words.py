"""The words of the page: what it is, and what each table shows."""

from __future__ import annotations

INTRO = """# Accuracy on rendered clips

Made by `make accuracy` on {date}, with formcheck {formcheck}, MediaPipe {mediapipe}, Python {python} and the pose
model `{model}` (sha256 {sha256}). {clips} clips; bodies that results are reported for: {held out}; bodies that numbers
may have been fitted on: {fitted on}; bodies that are rendered for a release only: {kept for a release}.

**What this is, and is not.** The clips are renders of a synthetic human in a room, whose joints are known.
Landmarks are found in the video as in any other; the same engine is then run on them and on the true joints, seen
without perspective from exactly the clip's view. What differs is what finding landmarks, perspective and the view
cost. Nothing here is a claim about accuracy on people: real skin, clothes, light, cameras and bodies differ from
these, and a true joint of the figure is a modelled one.
"""

NOTES = {
    "headline": (
        "Bodies that nothing was fitted on, clips from the view that the measure is for, frames within "
        "repetitions. Angles are compared with the true angles in space. The next column compares the same figure with "
        "the same measure read from the true joints in exactly this view: it shows what the landmarks cost, apart from "
        "what the measure's plane leaves out. A verdict is a fault where the measured value is beyond `warn` and at "
        "least one measurement error beyond `pass`; the row after it counts cautions too. A repetition that was not "
        "counted or not judged counts as not found. A figure of fewer than 20 repetitions, or of fewer than 3 bodies, "
        "has no result: too few."
    ),
    "judged": (
        "The values that verdicts are made of, each reduced over its phase of a repetition: measured "
        "minus the same value from the true joints. `error95` is the larger of the 2.5th and 97.5th "
        "percentile without sign; the registered error should be no smaller. Repetitions whose side was "
        "detected wrong are left out. Far is the side that the body hides from the camera."
    ),
    "frames": (
        "All frames of clips from a view that the measure can be read from: measured minus the same "
        "measure on the true joints. Limits of agreement are bias -+ 1.96 standard deviations over "
        "frames; the last column is the standard deviation of the clips' biases."
    ),
    "angles": ("Measured minus the anatomical angle in space, which no view or definition of the engine enters."),
    "depth": (
        "Median over 150 ms about the true middle of the bottom, measured minus true knee flexion, from the side."
    ),
    "clips": (
        "Clips in which the person was not seen in each frame, a repetition was missed or invented, or the"
        " view, the facing or a working side was reported wrong."
    ),
    "boundaries": (
        "Milliseconds, without sign but for the bias. *The motion* is when the figure began to move, was "
        "at the middle of the bottom, and was back; *the true joints* is what the engine says of them, so"
        " that the difference of the two is the engine's own idea of where a repetition begins."
    ),
    "faults": (
        "Size is the true value of the check, at the edge of `warn` and one or two measurement errors "
        "beyond, give or take half an error. Shares are of judged repetitions."
    ),
    "reliable": (
        "Smallest true size from which on 95 % of the judged repetitions are found, in errors beyond "
        "`warn` and, in brackets, in the check's unit."
    ),
    "spine": (
        "True bend of the chest against the pelvis at the bottom of deadlifts from the side; 0 is every "
        "lift with a straight back, whatever else is wrong with it. Outline: the curvature that was judged."
    ),
    "false": (
        "In clips of good form, and of other cues in clips of another fault where the true joints are in "
        "the pass band. A fault that the true joints show as well is not a false one. "
        "Only cues with anything to report; `accuracy.json` has the others."
    ),
    "unjudged": (
        "Rightly: the view does not show it, or the true joints from exactly this view could not be judged either. "
        "What was rightly not judged because of the view is left out here."
    ),
}
"""What stands above each table."""
