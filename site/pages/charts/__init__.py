"""Charts: figures read from a table or a file, and drawn as SVG (docs/decisions/0014-charts.md)."""
