// What happened to the record at hand: who, with which app, what, when; and what apps have read.

import {
  type Activity,
  type ActivityKind,
  activityKinds,
  getOwnOnly,
  listReads,
  type Names,
  readActivity,
  readNames,
} from '../../../core/audit/activity.ts';
import { readActivityItems } from '../../../core/audit/activity-items.ts';
import { type LogState, readLogState } from '../../../core/audit/log-state.ts';
import { seesLooks } from '../../../core/audit/look-sharing.ts';
import type { ReadCount } from '../../../core/audit/read-count.ts';
import { writeReads } from '../../../core/audit/reads.ts';
import { type ActivityRow, putTogether } from '../../../core/audit/together.ts';
import { findProof, type Proof } from '../../../core/backup/state.ts';
import type { Reader } from '../../../core/store.ts';
import type { Language } from '../../../locales/language.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { activityWords, clockWords, frameWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { Input, type Option, Select } from '../../kit/fields.tsx';
import { Empty, Table } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { dayThere, getDayThere, getStartOfDay, type Locale, nameZone, shortMoment } from '../../web/clock.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { Rows } from './rows.tsx';

/** So many entries are looked at for a page; most of them may be looks that share a line. */
const entriesOnPage = 100;
const rowsOnPage = 50;
const dayMs = 24 * 3_600_000;

/** As the address has it; what cannot be meant is left out, but for days, which are told of. */
interface Asked {
  readonly app: string;
  readonly person: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

export async function showActivity(c: ShellContext, { of, grant }: AtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = activityWords(language);
  const asked = askedIn(c);
  const errors = Object.fromEntries(
    (['from', 'to'] as const)
      .filter(name => dayStart(asked[name], visit) === null)
      .map(name => [name, w.badDate]),
  );
  // What was read in the last seconds is told too.
  await writeReads(vault);
  const before = Number(c.req.query('before')) || undefined;
  const hidesLooks = asked.kind === '' && asked.person === '';
  const shown = await vault.store.read(db =>
    readShown(db, visit, { of, grant }, { asked, before, hidesLooks }),
  );
  const { rows, next, items, reads, names, own, isToldLooks, told, proof } = shown;
  const title = w.title(of.record.name);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={title} visit={visit} place="records" hasErrors={hasErrors} across>
      <h1>{title}</h1>
      <p class="lead">
        {own === undefined ? w.lead : isToldLooks ? w.leadLooks : w.leadOwn}{' '}
        {clockWords(language).vault(nameZone(visit))}
      </p>
      <Proven proof={proof} visit={visit} />
      <Sealed told={told} visit={visit} />
      <Filter asked={asked} errors={errors} names={names} isOwn={names.people.size < 2} language={language} />
      {hidesLooks && <p>{w.ownLooks}</p>}
      {rows.length === 0 ? (
        <Empty title={w.none} text={w.noneText} />
      ) : (
        <Rows rows={rows} items={items} names={names} locale={visit} />
      )}
      <p class="actions">
        {next !== undefined && (
          <a class="button" href={address(asked, next)}>
            {w.older}
          </a>
        )}
        {before !== undefined && (
          <a class="button second" href={address(asked)}>
            {w.newest}
          </a>
        )}
      </p>
      {own === undefined && <Take language={language} />}
      {before === undefined && <Reads reads={reads} names={names} locale={visit} />}
      <p class="after">
        <a href={`/records/${of.record.id}`}>{w.back}</a>
      </p>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

interface Wanted {
  readonly asked: Asked;
  readonly before: number | undefined;
  readonly hidesLooks: boolean;
}

async function readShown(
  db: Reader,
  visit: Visit,
  { of, grant }: AtHand,
  { asked, before, hidesLooks }: Wanted,
) {
  const isToldLooks = await seesLooks(db, grant);
  const activity = await readActivity(db, grant, {
    seesLooks: isToldLooks,
    appId: asked.app || undefined,
    personId: asked.person || undefined,
    kind: Object.hasOwn(activityKinds, asked.kind) ? (asked.kind as ActivityKind) : undefined,
    from: dayStart(asked.from, visit) ?? undefined,
    to: dayStart(asked.to, visit, 1) ?? undefined,
    before: before && Number.isSafeInteger(before) ? before : undefined,
    butLooksOf: hidesLooks ? grant.personId : undefined,
    limit: entriesOnPage,
  });
  const { rows, next } = cutByDays(activity, visit);
  const reads = await listReads(db, grant);
  const own = getOwnOnly(grant);
  const seen = await db.audit.seenIn(grant.recordId);
  const personIds = [...rows.flatMap(({ personId }) => personId ?? []), ...reads.map(one => one.personId)];
  const appIds = [...rows.flatMap(({ appId }) => appId ?? []), ...reads.map(one => one.appId)];
  const names = await readNames(db, {
    personIds: own === undefined ? [...personIds, ...seen.personIds] : [own, ...personIds],
    appIds: own === undefined ? [...appIds, ...seen.appIds] : appIds,
  });
  const items = await readActivityItems(db, grant, rows);
  const told = await readLogState(db, grant.recordId, rows.at(-1)?.at ?? 0);
  return { rows, next, items, reads, names, own, isToldLooks, told, proof: await findProof(db, of.record) };
}

/** A page ends with a day, unless one has more than a page. */
function cutByDays(
  { rows, next }: Activity,
  { zone }: Locale,
): { rows: readonly ActivityRow[]; next: number | undefined } {
  const days = putTogether(rows, at => getDayThere(at, zone));
  const shown: ActivityRow[] = [];
  let entries = 0;
  for (const [index, day] of days.entries()) {
    const isCut = next !== undefined && index === days.length - 1;
    if (index > 0 && (isCut || shown.length + day.rows.length > rowsOnPage)) break;
    shown.push(...day.rows);
    entries += day.entries;
  }
  return { rows: shown, next: entries < rows.length ? rows[entries - 1]?.number : next };
}

function Proven({ proof, visit }: { proof: Proof | undefined; visit: Visit }) {
  if (!proof) return null;
  const w = activityWords(visit.language);
  return <p class="hint">{w.backedUp(dayThere(proof.snapshotAt, visit), dayThere(proof.provenAt, visit))}</p>;
}

function Sealed({ told: { published, gaps }, visit }: { told: LogState; visit: Visit }) {
  const w = activityWords(visit.language);
  return (
    <>
      {published && (
        <p>
          {w.sealed(published.number, dayThere(published.at, visit))} <a href="/log">{w.sealedMore}</a>
        </p>
      )}
      {gaps.map(({ from, to }) => (
        <p class="notice">{w.gap(shortMoment(from, visit), shortMoment(to, visit))}</p>
      ))}
    </>
  );
}

function Take({ language }: { language: Language }) {
  const w = activityWords(language);
  return (
    <section class="after">
      <h2>{w.take}</h2>
      <p>{w.takeText}</p>
      <p class="actions">
        <a class="button second" href="/activity/log.csv" download>
          {w.takeCsv}
        </a>
      </p>
      <form method="get" action="/activity/log.jsonl">
        <Input name="kept" label={w.takeKept} value="" errors={{}} inputmode="numeric" maxlength={12} />
        <button class="second" type="submit">
          {w.takeJson}
        </button>
      </form>
    </section>
  );
}

function askedIn(c: ShellContext): Asked {
  const text = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 100);
  return { app: text('app'), person: text('person'), kind: text('kind'), from: text('from'), to: text('to') };
}

/** When the day begins in the reader's zone, or one some days later; null for what is no day. */
function dayStart(text: string, { zone }: Locale, daysLater = 0): number | undefined | null {
  if (text === '') return undefined;
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) return null;
  return getStartOfDay(new Date(at + daysLater * dayMs).toISOString().slice(0, 10), zone);
}

function address(asked: Asked, before?: number): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
  if (before !== undefined) query.set('before', String(before));
  return query.size === 0 ? '/activity' : `/activity?${query}`;
}

interface FilterProps {
  readonly asked: Asked;
  readonly errors: Readonly<Record<string, string>>;
  readonly names: Names;
  /** Is there one person only to choose? */
  readonly isOwn: boolean;
  readonly language: Language;
}

/** A form that changes nothing, so that what was filtered can be opened again. */
function Filter({ asked, errors, names, isOwn, language }: FilterProps) {
  const w = activityWords(language);
  const first: Option = { value: '', label: w.all };
  const options = (all: ReadonlyMap<string, string>) =>
    [...all]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label, language));
  const kinds = Object.keys(activityKinds).map(kind => ({
    value: kind,
    label: w.kinds[kind as ActivityKind],
  }));
  const isFiltered = Object.values(asked).some(value => value !== '');
  const field = { errors, optional: frameWords(language).optional };
  return (
    <details class="filter" open={isFiltered}>
      <summary>{w.filter}</summary>
      <form method="get" action="/activity" novalidate>
        <Select {...field} name="kind" label={w.kind} options={[first, ...kinds]} value={asked.kind} />
        <Select
          {...field}
          name="app"
          label={w.app}
          options={[first, { value: 'none', label: w.pages }, ...options(names.apps)]}
          value={asked.app}
        />
        {!isOwn && (
          <Select
            {...field}
            name="person"
            label={w.person}
            options={[first, ...options(names.people)]}
            value={asked.person}
          />
        )}
        <Input {...field} name="from" label={w.from} type="date" value={asked.from} />
        <Input {...field} name="to" label={w.to} type="date" value={asked.to} />
        <p class="actions">
          <button type="submit">{w.apply}</button>
          {isFiltered && (
            <a class="button second" href="/activity">
              {w.everything}
            </a>
          )}
        </p>
      </form>
    </details>
  );
}

function Reads({ reads, names, locale }: { reads: readonly ReadCount[]; names: Names; locale: Locale }) {
  const { language } = locale;
  const w = activityWords(language);
  const rows = byFamily(reads, language);
  return (
    <section class="after">
      {rows.length === 0 ? (
        <>
          <h2>{w.reads}</h2>
          <p>{w.noReads}</p>
        </>
      ) : (
        <>
          <Table
            caption={w.reads}
            rows={rows}
            columns={[
              {
                label: w.app,
                isNamed: true,
                cell: ({ appId, personId }) => (
                  <>
                    {names.apps.get(appId) ?? w.goneApp}
                    <span class="hint">{w.through(names.people.get(personId) ?? w.gone)}</span>
                  </>
                ),
              },
              { label: w.kindOfItem, isWhole: true, cell: ({ kind }) => kind },
              { label: w.number, cell: ({ items }) => items.toLocaleString(language), isNumber: true },
              { label: w.last, cell: ({ lastAt }) => dayThere(lastAt, locale) },
            ]}
          />
          <p class="hint">{w.readsHint}</p>
        </>
      )}
    </section>
  );
}

/** An application may read a type in several versions. */
function byFamily(reads: readonly ReadCount[], language: Language): (ReadCount & { kind: string })[] {
  const rows = new Map<string, ReadCount & { kind: string }>();
  for (const read of reads) {
    const kind = nameTypeId(read.typeId, language);
    const key = `${read.appId} ${read.personId} ${kind}`;
    const before = rows.get(key);
    const items = read.items + (before?.items ?? 0);
    rows.set(key, { ...read, kind, items, lastAt: Math.max(read.lastAt, before?.lastAt ?? 0) });
  }
  return [...rows.values()];
}
