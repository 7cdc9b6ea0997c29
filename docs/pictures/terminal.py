#!/usr/bin/env python3
"""Makes an SVG of a terminal's text, as `tmux capture-pane -ep` prints it: terminal.py <demo.ansi >demo.svg"""
import re
import sys
from html import escape

STYLES = {"1": "font-weight:bold;fill:#fff", "2": "fill:#8b949e"}
LINE, CHAR, MARGIN = 18, 8.1, 16

rows = []
style = None
for line in sys.stdin.read().rstrip().split("\n"):
    spans = []
    for sgr, text in re.findall(r"\x1b\[([\d;]*)m|([^\x1b]+)", line.rstrip()):
        if text:
            shown = escape(text).replace(" ", "&#160;")
            spans.append(f'<tspan style="{STYLES.get(style, "")}">{shown}</tspan>')
        for code in sgr.split(";"):
            if code in ("0", "1", "2"):
                style = code
    rows.append("".join(spans))

width = 2 * MARGIN + CHAR * 110
height = 2 * MARGIN + LINE * len(rows)
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}">')
print('<rect width="100%" height="100%" rx="8" fill="#0d1117"/>')
print('<g font-family="ui-monospace,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="13.4" fill="#e6edf3">')
for number, row in enumerate(rows, 1):
    print(f'<text x="{MARGIN}" y="{MARGIN + LINE * number - 5}">{row}</text>')
print("</g></svg>")
