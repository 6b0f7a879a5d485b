// What the vault publishes of its log: where each chain ends, signed, for outsiders to keep.
import { printNoteKey } from '../../../core/audit/checkpoint.ts';
import { proveConsistency } from '../../../core/audit/tree.ts';
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

/** The newest checkpoint, for a witness. */
export async function sendLatest(c: ShellContext): Promise<Response> {
  const last = await c.var.visit.vault.store.read(db => db.log.lastHeads());
  if (last?.size === undefined) throw notFound();
  return sendText(c, last.text);
}

/** Shows that the tree of one size is the beginning of that of another: hashes in hex, a line each. */
export async function sendConsistency(c: ShellContext): Promise<Response> {
  const from = readNumber(c.req.query('from'));
  const to = readNumber(c.req.query('to'));
  if (!from || !to || from > to) throw notFound();
  const proof = await c.var.visit.vault.store.read(async db => {
    if (to > (await db.log.countLeaves())) throw notFound();
    return proveConsistency(from, to, (level, index) => db.log.node(level, index));
  });
  return sendText(c, proof.map(hash => `${hash.toString('hex')}\n`).join(''));
}

function sendText(c: ShellContext, text: string): Response {
  return c.body(text, 200, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
}

function readNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
