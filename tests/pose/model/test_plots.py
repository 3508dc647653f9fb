from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import formcheck.pose.model.task
assert not any(name.split(".")[0] == "matplotlib" for name in sys.modules)
from mediapipe.tasks.python.vision import drawing_utils
import matplotlib.pyplot
assert matplotlib.pyplot.__file__
assert drawing_utils.plt.figure is matplotlib.pyplot.figure
"""


def test_plots_are_loaded_when_somebody_draws_one() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
