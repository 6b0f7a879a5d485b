// How the drawings of charts look, in pages and as pictures that are taken along.

/** Part of stylesheet-data.ts, whose pages have the colours. */
export const chartStyles = `.chart-event line { stroke: var(--edge); stroke-width: 1; stroke-dasharray: 2 3; }
.chart-event circle { fill: var(--card); stroke: var(--edge); }
.chart-event text { fill: var(--ink); font-size: 12px; }
.zone-within { fill: var(--series); opacity: 0.1; }
.zone-edge { fill: none; stroke: var(--series); stroke-width: 1; stroke-dasharray: 1 4; }
.zone.target .zone-within { opacity: 0.2; }
.zone.target .zone-edge { stroke-dasharray: none; }
/* All children, in a colour that is no line's. */
.zone.percentile { --series: var(--soft); }
.zone.percentile .zone-within { opacity: 0.13; }
.zone.percentile .zone-edge { stroke-dasharray: none; opacity: 0.45; }
.chart-grid { stroke: var(--line); stroke-width: 1; }
.chart-mark { fill: var(--soft); font-size: 13px; }
.line-0 { --series: var(--accent); }
.line-1 { --series: #b4540a; }
.line-2 { --series: #6b4fa0; }
.line-3 { --series: #2463a8; }
.chart-path { fill: none; stroke: var(--series); stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round; }
.line-1 .chart-path { stroke-dasharray: 7 4; }
.line-3 .chart-path { stroke-dasharray: 2 4; }
.chart-dot { fill: var(--card); stroke: var(--series); stroke-width: 2; }
.chart-band { fill: var(--series); opacity: 0.16; }`;

/** Of a picture, which stands alone: in the colours of light pages. */
export const pictureStyles = `svg { --accent: #1f6b62; --card: #ffffff; --ink: #1d2b2a; --soft: #566563; --line: #d9dcd4; --edge: #7c8a87; font-family: system-ui, sans-serif; }
.chart-paper { fill: #ffffff; }
.chart-title { fill: #1d2b2a; font-size: 16px; font-weight: 600; }
${chartStyles}`;
