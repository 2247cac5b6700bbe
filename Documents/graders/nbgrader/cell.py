# An autograded test cell of 7 points; the sheet is in the variable `sheet` of the student's notebook.
# nbgrader takes the value of the last line as the points: it has to be a number from 0 to the maximum, and
# nothing may be printed or come on standard error (text counts as full marks, standard error as none).
import subprocess

POINTS = 7
try:
    _run = subprocess.run(
        ["unfold", "exercise", "check", "-", "--expect", "linear-bptt:7:2", "--format", "nbgrader"],
        input=str(globals().get("sheet", "")), capture_output=True, text=True, timeout=20)
    _mark = float(_run.stdout)
except (ValueError, OSError, subprocess.TimeoutExpired):
    _mark = 0.0
max(0, min(POINTS, _mark))
