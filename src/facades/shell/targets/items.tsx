// VIEWITEMS: the items of some types of a record, newest first, each in one line.
import type { Hono } from 'hono';
import type { RecordToChoose } from '../../../core/authorization/consent-choice.ts';
import { listThings } from '../../../core/things/list.ts';
import type { ShownThing, ThingPlace } from '../../../core/things/query.ts';
import { storedValue } from '../../../core/things/typed.ts';
import type { Vault } from '../../../core/vault.ts';
import { findVersion } from '../../../things/index.ts';
import { Empty, Table } from '../kit.tsx';
import { Layout } from '../layout.tsx';
import { notFound } from '../problem.ts';
import { aboutRecord, ownGrant } from '../records/reached.ts';
import { isTrue } from '../redirect-query.ts';
import { show } from '../respond.tsx';
import type { ShellRequest } from '../shell-request.ts';
import { typeNameOf } from '../type-names.ts';
import type { ShellContext, ShellEnv, Visit } from '../visit.ts';
import { day, list } from '../words.ts';
import { targetsWords } from './targets-words.ts';

export function itemRoutes(app: Hono<ShellEnv>): void {
  app.get('/records/:record/items', aboutRecord(itemsPage));
}

export function itemsAddress(recordId: string, { typeIds = [], addItem }: ShellRequest): string {
  return `/records/${recordId}/items?typeid=${typeIds.join(',')}${addItem ? '&additem=true' : ''}`;
}

const itemsOnPage = 25;

async function itemsPage(c: ShellContext, of: RecordToChoose): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = targetsWords(language).items;
  const typeIds = (c.req.query('typeid') ?? '').toLowerCase().split(',');
  if (typeIds.some(id => !findVersion(id))) throw notFound();
  const after = openPlace(vault, c.req.query('after'));
  const grant = await vault.store.read(db => ownGrant(db, visit, of));
  const { things, next } = await listThings(vault, grant, { typeIds, after, limit: itemsOnPage });
  const names = [...new Set(typeIds.map(id => typeNameOf(id, language)))];
  const address = `/records/${of.record.id}/items?typeid=${typeIds.join(',')}`;
  const page = (
    <Layout title={w.title(of.record.name)} visit={visit} place="records">
      <h1>{w.title(of.record.name)}</h1>
      <p class="lead">{list(names, language)}</p>
      {isTrue(c.req.query('additem')) && <p class="notice">{w.add}</p>}
      {things.length === 0 ? (
        <Empty title={w.none} text={w.noneText} />
      ) : (
        <Items things={things} isMixed={names.length > 1} visit={visit} />
      )}
      <p class="actions">
        {next && (
          <a class="button" href={`${address}&after=${sealPlace(vault, next)}`}>
            {w.older}
          </a>
        )}
        {after && (
          <a class="button second" href={address}>
            {w.newest}
          </a>
        )}
        <a class="button second" href={`/records/${of.record.id}`}>
          {w.back}
        </a>
      </p>
    </Layout>
  );
  return show(c, page);
}

interface ItemsProps {
  readonly things: readonly ShownThing[];
  /** Of several types? */
  readonly isMixed: boolean;
  readonly visit: Visit;
}

function Items({ things, isMixed, visit: { language } }: ItemsProps) {
  const w = targetsWords(language).items;
  return (
    <Table
      caption={w.caption}
      rows={things}
      columns={[
        { label: w.date, cell: ({ effectiveDate }) => day(effectiveDate, language) },
        ...(isMixed
          ? [{ label: w.kind, cell: ({ typeId }: ShownThing) => typeNameOf(typeId, language) }]
          : []),
        { label: w.summary, cell: thing => summaryOf(thing) || w.noSummary },
      ]}
    />
  );
}

function summaryOf(thing: ShownThing): string {
  const { type } = findVersion(thing.typeId)!;
  return type.summary(storedValue(type, thing) as never);
}

/** A place names a date of the record, so addresses carry it sealed. */
function sealPlace({ keys }: Vault, place: ThingPlace): string {
  return keys.seal(Buffer.from(JSON.stringify({ kind: 'place', place }))).toString('base64url');
}

/** @throws Problem for what was not sealed here */
function openPlace({ keys }: Vault, sealed: string | undefined): ThingPlace | undefined {
  if (!sealed) return undefined;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    if (inside.kind === 'place') return inside.place;
  } catch {
    // Told below.
  }
  throw notFound();
}
