"""The cases that a tool's program writes: files, what the tool itself computed with them, and how they are imported."""
import json
import pathlib


class Cases:
    def __init__(self, folder, tool):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tool = tool
        self.cases = []

    def path(self, name):
        return str(self.folder / name)

    def add(self, file, output, inputs=None, tokens=None, options=(), node="y", tolerance=1e-12, **more):
        """The tool's own output, a vector a step; `node` is what it is in the scene: y, a_y or h of the top layer."""
        case = dict(file=file, tool=self.tool, output=plain(output), options=list(options), node=node, tolerance=tolerance, **more)
        if tokens is None:
            case["input"] = {"inputs": plain(inputs)}
        else:
            case["input"] = {"tokens": plain(tokens)}
        self.cases.append(case)

    def refuse(self, file, words, options=()):
        """A file that must be refused in a sentence with these words."""
        self.cases.append(dict(file=file, tool=self.tool, options=list(options), refused=words))

    def write(self):
        (self.folder / "cases.json").write_text(json.dumps(self.cases, indent=1) + "\n")


def plain(array):
    return array.tolist() if hasattr(array, "tolist") else array
