"""The results of a comparison as a table and as a picture of its ratios."""

import math
from html import escape


def duration(seconds):
    for limit, unit in ((1e-3, 1e6), (1, 1e3)):
        if seconds < limit:
            return f"{seconds * unit:.3g} {'µs' if unit == 1e6 else 'ms'}"
    return f"{seconds:.3g} s"


def megabytes(peer):
    return f"{peer['memory'] / 1e6:.0f}" if peer["memory"] else "–"


def markdown(results):
    lines = [
        "| case | unfold, least / median | peer | least / median | ratio, least / median | aim | memory, unfold / peer | loss and gradients |",
        "|---|---|---|---|---|---|---|---|"]
    for r in results:
        ours = r["unfold"]
        for name, peer in r["peers"].items():
            aim = peer["aim"] if peer["aim"] is not None else "–"
            lines.append(
                f"| {r['case']} | {duration(ours['least_seconds'])} / {duration(ours['median_seconds'])} | {name} "
                f"| {duration(peer['least_seconds'])} / {duration(peer['median_seconds'])} "
                f"| {peer['least_ratio']:.3g} / {peer['median_ratio']:.3g} | {aim} "
                f"| {megabytes(ours)} / {megabytes(peer)} MB "
                f"| {'agree' if peer['agrees'] else 'DIFFER'} |")
    return "\n".join(lines) + "\n"


def svg(results):
    """A row for every case and peer: a dot at the ratio of the least times on a logarithmic scale, a stroke at the aim."""
    rows = [(r["case"], name, p) for r in results for name, p in r["peers"].items()]
    left, right, top, height = 170, 560, 40, 20
    values = [p["least_ratio"] for _, _, p in rows] + [p["aim"] for _, _, p in rows if p["aim"]] + [1]
    low = math.floor(math.log10(min(values)) - 0.01)
    high = math.ceil(math.log10(max(values)) + 0.01)

    def x(value):
        return left + (right - left) * (math.log10(value) - low) / (high - low)

    bottom = top + height * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{right + 90}" height="{bottom + 20}" font-family="sans-serif" font-size="12">',
        f'<rect width="{right + 90}" height="{bottom + 20}" fill="#ffffff"/>',
        f'<text x="{left}" y="16">time of the peer / time of unfold (dot), and the aim (stroke)</text>']
    for exponent in range(low, high + 1):
        place = x(10**exponent)
        colour = "#444444" if exponent == 0 else "#cccccc"
        label = f"{10**exponent:g}"
        parts.append(f'<line x1="{place:.1f}" y1="{top - 8}" x2="{place:.1f}" y2="{bottom}" stroke="{colour}"/>')
        parts.append(f'<text x="{place:.1f}" y="{top - 10}" text-anchor="middle" fill="#444444">{label}</text>')
    for k, (case, name, peer) in enumerate(rows):
        y = top + height * k + height / 2
        parts.append(f'<text x="8" y="{y + 4:.1f}">{escape(case)}</text>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<circle cx="{x(peer["least_ratio"]):.1f}" cy="{y:.1f}" r="4" fill="#0b62a4"/>')
        parts.append(f'<text x="{right + 8}" y="{y + 4:.1f}">{peer["least_ratio"]:.3g}</text>')
        if peer["aim"]:
            place = x(peer["aim"])
            parts.append(f'<line x1="{place:.1f}" y1="{y - 7:.1f}" x2="{place:.1f}" y2="{y + 7:.1f}" stroke="#b8551a" stroke-width="2"/>')
    return "\n".join(parts + ["</svg>"]) + "\n"
