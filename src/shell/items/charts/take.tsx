// A chart to take along: its drawing as a picture, and all its readings as a table for a spreadsheet.

import { html } from 'hono/html';
import { printCsvRow } from '../../../core/records/export-csv.ts';
import { sealedPolicy } from '../../../http/policy.ts';
import { pictureStyles } from '../../../http/stylesheet-charts.ts';
import { sayOf } from '../../../locales/colon.ts';
import { chartWords } from '../../../locales/words.ts';
import { notFound } from '../../web/problem.ts';
import type { ShellContext } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';
import { OneDrawing } from './drawing.tsx';
import { listFigures } from './figure.tsx';
import { readCharts } from './page.tsx';
import { sizes } from './scale.ts';
import { nameSubject } from './subjects.ts';

export async function sendChartTable(c: ShellContext, at: AtHand): Promise<Response> {
  const { own } = await readCharts(c, at);
  const w = chartWords(c.var.visit.language);
  const head = [w.date, ...own.lines.map(({ label, unit }) => `${label} (${unit})`)];
  // Numbers are written as every program reads them.
  const rows = [...own.readings]
    .reverse()
    .map(({ at, values }) => [at.slice(0, 16).replace('T', ' '), ...values.map(value => value ?? '')]);
  return send(
    c,
    'text/csv; charset=utf-8',
    `\ufeff${[head, ...rows].map(printCsvRow).join('')}`,
    own.subject.slug,
    'csv',
  );
}

/** The drawings below each other, as one SVG that needs nothing else. @throws Problem where nothing is drawn */
export async function sendChartPicture(c: ShellContext, at: AtHand): Promise<Response> {
  const { language } = c.var.visit;
  const { own, other, extent, events } = await readCharts(c, at);
  if (!extent) throw notFound();
  const drawn = [own, ...(other ? [other] : [])];
  const figures = drawn.flatMap(one => listFigures({ drawn: one, extent, events, language }));
  const { width, height } = sizes.wide;
  const step = height + titleHeight;
  const picture = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label={nameSubject(own.subject, language)}
      width={width}
      height={figures.length * step}
      viewBox={`0 0 ${width} ${figures.length * step}`}
    >
      <style>{pictureStyles}</style>
      <rect class="chart-paper" width="100%" height="100%" />
      {figures.map(({ chart }, place) => (
        <g transform={`translate(0 ${place * step})`}>
          <text class="chart-title" x="16" y="26">
            {sayOf(at.of.record.name, chart.title, language)}
          </text>
          <g transform={`translate(0 ${titleHeight})`}>
            <OneDrawing {...chart} size={sizes.wide} />
          </g>
        </g>
      ))}
    </svg>
  );
  return send(c, 'image/svg+xml', String(await html`${picture}`), own.subject.slug, 'svg');
}

const titleHeight = 36;

function send(c: ShellContext, type: string, text: string, slug: string, extension: string): Response {
  const day = new Date(c.var.visit.vault.clock.now()).toISOString().slice(0, 10);
  return c.body(text, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${slug}-${day}.${extension}"`,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': sealedPolicy,
    'X-Content-Type-Options': 'nosniff',
  });
}
