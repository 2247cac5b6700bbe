#!/usr/bin/env bash
# networkx 3.6.1 with pydot 4.0.1
#
# networkx.nx_pydot.read_dot drops every node and every edge that stands inside a subgraph, cluster or { rank = same },
# without a word; a node comes back bare if an edge outside names it. An edge to a port (h:out) makes a second node
# "h:out", so a graph drawn with ports falls apart into pieces.
#
# Why a good guess misses: pydot itself has read all of it and writes the same picture again, and Graphviz knows a node
# by its name wherever it stands; a small graph without clusters survives the way through.
#
# For somebody who steps through RNNs: in an unfolded graph, one cluster a time step, only the edges from step to step
# are left: no inputs, no labels, no cell inside. Walk through pydot's subgraphs oneself, or read with pygraphviz.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check networkx==3.6.1 pydot==4.0.1
"$work/venv/bin/python" -W ignore - <<'PY'
import networkx
import pydot
from networkx.drawing import nx_pydot


def read(source):
    drawn = pydot.graph_from_dot_data(source)[0]
    return drawn, nx_pydot.from_pydot(drawn)


def every(graph):
    """The names of the edges of a pydot graph, at any depth."""
    own = [(edge.get_source(), edge.get_destination()) for edge in graph.get_edges()]
    return own + [edge for inner in graph.get_subgraphs() for edge in every(inner)]


step = "subgraph cluster_{0} {{ h{0} [label=\"h_{0}\"]; x{0} [label=\"x_{0}\"]; x{0} -> h{0}; }}"
clusters = "digraph { " + " ".join(step.format(t) for t in (1, 2, 3)) + " h1 -> h2 -> h3; h3 -> y; }"
drawn, graph = read(clusters)
print(f"clusters: pydot has {sorted(every(drawn))}")
print(f"          networkx has {sorted(graph.edges())}, nodes {dict(graph.nodes(data=True))}")
assert len(every(drawn)) == 6 and sorted(graph.edges()) == [("h1", "h2"), ("h2", "h3"), ("h3", "y")]
assert set(graph) == {"h1", "h2", "h3", "y"} and not any(dict(graph.nodes(data=True)).values())

_, same = read("digraph { { rank = same; x -> h } h -> y }")
print(f"rank = same: networkx has {sorted(same.edges())}")
assert sorted(same.edges()) == [("h", "y")]

_, ports = read("digraph { x -> h:in; h:out -> y }")
pieces = [sorted(piece) for piece in networkx.weakly_connected_components(ports)]
print(f"ports: {len(pieces)} pieces, {pieces}")
assert sorted(pieces) == [["h:in", "x"], ["h:out", "y"]]
PY
