// One test of laboratories over time: drawn, and as a table.
import { type LabSeries, readLabsOverTime } from '../../../core/labs/over-time.ts';
import type { Language } from '../../../locales/language.ts';
import { chartWords, labsWords } from '../../../locales/words.ts';
import { Table } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import type { AtHand } from '../at-hand.ts';
import { Figures } from '../charts/figure.tsx';
import { makePoints } from '../charts/points.ts';
import type { Zone } from '../charts/zones.ts';
import { itemHref } from '../kinds.ts';
import { openFrom } from '../place.ts';
import { sayWhen } from '../when.ts';
import { labsHref } from './links.ts';
import { Result } from './result.tsx';

export async function showLab(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = labsWords(language);
  const key = openFrom(visit, 'words', c.req.query('of'));
  const { series } = await readLabsOverTime(vault, grant, language);
  const found = series.find(one => one.key === key);
  if (!found) throw notFound();
  const { name, unit, readings } = found;
  const page = (
    <Layout title={name} visit={visit} place="items" script="chart">
      <h1>{name}</h1>
      <p class="lead">{of.record.name}</p>
      <Drawing series={found} language={language} />
      <Table
        caption={unit === '' ? name : `${name} (${unit})`}
        rows={readings}
        columns={[
          {
            label: w.date,
            cell: reading => (
              <a href={itemHref(reading.itemId)}>
                {sayWhen({ effectiveDate: reading.at, datedTo: reading.datedTo }, visit)}
              </a>
            ),
          },
          {
            label: w.result,
            isNumber: true,
            cell: reading => <Result reading={reading} unit={unit} grant={grant} language={language} />,
          },
          { label: w.range, cell: reading => reading.range },
        ]}
      />
      <p class="after">
        <a href={labsHref}>{w.back}</a>
      </p>
    </Layout>
  );
  return show(c, page, { script: true });
}

/** Drawn before the newest of its ranges. */
function Drawing({ series: { name, unit, readings }, language }: { series: LabSeries; language: Language }) {
  // When others were measured nobody knows.
  const numbers = readings.flatMap(({ itemId, at, datedTo, value }) =>
    value === undefined || !datedTo ? [] : [{ id: itemId, at, values: [value] }],
  );
  if (numbers.length === 0) return <p class="hint">{labsWords(language).noChart}</p>;
  const points = makePoints(numbers);
  const moments = points.points.map(({ at }) => at);
  const bounds = readings.find(({ bounds }) => bounds && (bounds.min ?? bounds.max) !== undefined)?.bounds;
  const label = chartWords(language).usual;
  const zones: Zone[] = bounds ? [{ kind: 'usual', label, at: () => bounds }] : [];
  return (
    <Figures
      drawn={{
        subject: { slug: 'lab', name },
        lines: [{ index: 0, label: name, unit, zones }],
        readings: numbers,
        points,
      }}
      extent={{ first: Math.min(...moments), last: Math.max(...moments) }}
      events={[]}
      language={language}
    />
  );
}
