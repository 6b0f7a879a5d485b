// The person's records, and the bin.

import { assume } from '../../../assume.ts';
import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import type { Grant } from '../../../core/authorization/grant.ts';
import { takeRecordOutOfBin } from '../../../core/records/bin.ts';
import type { Reader } from '../../../core/store.ts';
import { readBeside } from '../../../core/targets/judge.ts';
import { listMostAsked } from '../../../core/things/health.ts';
import type { Lasting } from '../../../core/things/lasting.ts';
import { recordsWords } from '../../../locales/words.ts';
import { Empty } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { dayThere } from '../../web/clock.ts';
import { openEnded } from '../../web/ended.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { RecordCard } from './record-card.tsx';

const dayMs = 24 * 3_600_000;

/** All of them, with the health of each in short. */
export async function showRecords(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const now = vault.clock.now();
  const tell = async (db: Reader, grant: Grant) => {
    const beside = await readBeside(db, grant, now);
    return listMostAsked(db, grant, { bytesMax: vault.limits.pageBytesMax, language, now, beside });
  };
  const told = await vault.store.read(async db => {
    const lines = new Map<string, readonly Lasting[]>();
    for (const of of visit.records.slice(0, toldMax))
      lines.set(of.record.id, await tell(db, await makeOwnGrant(db, visit, of)));
    return lines;
  });
  return showRecordList(c, { told });
}

/** Whoever looks after more records than a family has opens them one by one. */
const toldMax = 12;

interface ListWords {
  readonly recordsLead: string;
  readonly noRecords: string;
  readonly noRecordsText: string;
}

interface ListParts {
  /** Those that may be shown, all when left out; with the words that say which those are. */
  readonly only?: (of: AccessibleRecord) => boolean;
  readonly words?: ListWords;
  readonly told?: ReadonlyMap<string, readonly Lasting[]>;
}

export async function showRecordList(
  c: ShellContext,
  { only, words, told: lines }: ListParts = {},
): Promise<Response> {
  const { visit } = c.var;
  const w = recordsWords(visit.language);
  const told = words ?? w;
  const shown = only ? visit.records.filter(only) : visit.records;
  const page = (
    <Layout title={w.records} visit={visit} place="records">
      <h1>{w.records}</h1>
      <p class="lead">{told.recordsLead}</p>
      {shown.length === 0 ? (
        <Empty title={told.noRecords} text={told.noRecordsText} />
      ) : (
        <ul class="cards">
          {shown.map(of => (
            <RecordCard visit={visit} of={of} told={lines?.get(of.record.id) ?? []} />
          ))}
        </ul>
      )}
      <p class="actions">
        <a class="button" href="/records/new">
          {w.create}
        </a>
        <a class="button second" href="/records/bin">
          {w.bin}
        </a>
      </p>
    </Layout>
  );
  return show(c, page);
}

export async function showBin(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = recordsWords(language);
  const all = await vault.store.read(db => db.records.inBin(person.id));
  const mine = all.filter(({ access }) => access.level === 'custodian');
  const page = (
    <Layout title={w.bin} visit={visit} place="records">
      <h1>{w.bin}</h1>
      <p class="lead">{w.binLead(Math.round(vault.limits.recordBinMs / dayMs))}</p>
      {mine.length === 0 ? (
        <Empty title={w.binEmpty} text={w.binEmptyText} />
      ) : (
        <ul class="cards">
          {mine.map(({ record }) => (
            <li class="with-action">
              <div>
                <strong>{record.name}</strong>
                <span class="hint">
                  {w.deletedOn(dayThere(assume(record.deletedAt, 'when it was deleted'), visit))}
                </span>
              </div>
              <Form visit={visit} action="/records/restore">
                <button type="submit" name="record" value={record.id} class="quiet">
                  {w.restore}
                </button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      {visit.record?.access.level === 'custodian' && (
        <p>
          <a href="/items?state=deleted">{w.deletedItems(visit.record.record.name)}</a>
        </p>
      )}
      <p>
        <a href="/records">{w.records}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

export async function restoreRecord(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const id = form.get('record') ?? '';
  const undone = openEnded<string>(vault, 'record', form.get('apps'));
  const record = await vault.store.write(async db => {
    await takeRecordOutOfBin(db, vault, person.id, id, undone?.what === id ? undone : undefined);
    return assume(await db.records.byId(id), 'the record');
  });
  leaveNotice(c, { text: recordsWords(language).restored(record.name) });
  return goTo(c, `/records/${id}`);
}
