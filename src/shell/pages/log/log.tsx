// What the vault publishes of its log: where each chain ends, signed, for outsiders to keep.
import { printNoteKey } from '../../../core/audit/heads-file.ts';
import { logWords } from '../../../locales/words.ts';
import { Empty, Table } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { shortMoment } from '../../web/clock.ts';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';

const onPage = 50;

export async function showPublications(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = logWords(visit.language);
  const before = readNumber(c.req.query('before')) ?? Number.MAX_SAFE_INTEGER;
  const { found, keys } = await visit.vault.store.read(async db => ({
    found: await db.log.listHeads(before, onPage + 1),
    keys: await db.log.keys(),
  }));
  const rows = found.slice(0, onPage);
  const last = rows.at(-1);
  const page = (
    <Layout title={w.title} visit={visit} place="help">
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      <p>{w.how}</p>
      <h2>{w.keys}</h2>
      {keys.map(key => (
        <p>
          <code class="long">{printNoteKey(key)}</code>
        </p>
      ))}
      {rows.length === 0 ? (
        <Empty title={w.none} text={w.noneText} />
      ) : (
        <Table
          caption={w.caption}
          rows={rows}
          columns={[
            { label: w.number, cell: ({ number }) => <a href={`/log/${number}`}>{w.file(number)}</a> },
            {
              label: w.at,
              cell: ({ at }) => <time datetime={new Date(at).toISOString()}>{shortMoment(at, visit)}</time>,
            },
          ]}
        />
      )}
      {found.length > onPage && last && (
        <p class="actions">
          <a class="button" href={`/log?before=${last.number}`}>
            {w.older}
          </a>
        </p>
      )}
    </Layout>
  );
  return show(c, page);
}

/** As it was signed, byte by byte. */
export async function sendPublication(c: ShellContext): Promise<Response> {
  const number = readNumber(c.req.param('number'));
  const heads =
    number === undefined ? undefined : await c.var.visit.vault.store.read(db => db.log.heads(number));
  if (!heads) throw notFound();
  return c.body(heads.text, 200, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'public, max-age=31536000, immutable',
  });
}

function readNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
