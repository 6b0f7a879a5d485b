// The versions of an item, newest first: who made each with which app, and what it changed, field by field.

import type { Grant } from '../../core/authorization/grant.ts';
import type { Reader } from '../../core/store.ts';
import type { ThingKeyRow } from '../../core/things/query.ts';
import { mayRevert } from '../../core/things/revert.ts';
import { summarise } from '../../core/things/short-form.ts';
import { findWriters } from '../../core/things/stamps.ts';
import { flag, type StoredThing } from '../../core/things/thing.ts';
import { listVersionKeys } from '../../core/things/versions.ts';
import type { Vault } from '../../core/vault.ts';
import { sayOf } from '../../locales/colon.ts';
import type { Language } from '../../locales/language.ts';
import { nameType } from '../../locales/type-names.ts';
import { clockWords, itemWords } from '../../locales/words.ts';
import { readItem } from '../../things/data.ts';
import { getVersion } from '../../things/index.ts';
import { Table } from '../kit/kit.tsx';
import { Form, Layout } from '../kit/layout.tsx';
import { momentInWords, nameZone } from '../web/clock.ts';
import { show } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import { sayWhoAndWhen } from './about-item.tsx';
import type { ItemAtHand } from './at-hand.ts';
import { buildTree, type Node } from './data-tree.ts';
import { type Difference, listDifferences } from './differences.ts';
import { readCommon } from './item.tsx';
import { itemHref } from './kinds.ts';
import { revertHref } from './revert.ts';
import { sayEnd } from './when.ts';

const versionsMax = 50;

export async function showHistory(c: ShellContext, { grant, thing }: ItemAtHand): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = itemWords(language);
  const { all, more, read } = await vault.store.read(db => versionsOf(db, vault, grant, thing.id));
  const shown = read.slice(0, versionsMax);
  const writerOf = await findWriters(vault, grant, shown);
  const name = nameType(getVersion(thing.typeId).type, language);
  // Where not all are counted, none has a number.
  const named = ({ updated }: StoredThing, index: number) =>
    more ? w.versionOf(momentInWords(updated.at, visit)) : w.version(all.length - index);
  const page = (
    <Layout title={w.historyTitle(name)} visit={visit} place="items">
      <h1>{w.historyTitle(name)}</h1>
      <p class="lead">
        {summarise(thing, language)} <span class="hint">{clockWords(language).vault(nameZone(visit))}</span>
      </p>
      {(more || all.length > shown.length) && (
        <p class="notice">
          {[w.moreVersions(shown.length), more && `${w.versionsOver(all.length)}.`].filter(Boolean).join(' ')}
        </p>
      )}
      <ol class="versions">
        {shown.map((version, index) => (
          <li>
            <h2>
              {named(version, index)}
              {version.current && <span class="tag"> ({w.current})</span>}
            </h2>
            <p>
              {w.actions[version.updated.action]} {sayWhoAndWhen(version.updated, writerOf, visit)}
            </p>
            <Changed
              version={version}
              before={read[index + 1]}
              isFirst={!more && index === all.length - 1}
              language={language}
            />
            {mayRevert(grant, thing) && !version.current && (
              <Form visit={visit} action={revertHref(thing.id)}>
                <input type="hidden" name="stamp" value={thing.versionStamp} />
                <button
                  type="submit"
                  name="to"
                  value={version.versionStamp}
                  class="second"
                  aria-label={sayOf(w.revert, named(version, index), language)}
                >
                  {w.revert}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ol>
      <p>
        <a href={itemHref(thing.id)}>{w.toItem}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

interface ChangedProps {
  readonly version: StoredThing;
  /** Undefined for the first, and where the one before was too large to be read too. */
  readonly before: StoredThing | undefined;
  readonly isFirst: boolean;
  readonly language: Language;
}

function Changed({ version, before, isFirst, language }: ChangedProps) {
  const w = itemWords(language);
  if (!before)
    return (
      <p>
        {isFirst ? w.first : w.notCompared} {summarise(version, language)}
      </p>
    );
  const found = listDifferences(wholeTree(before, language), wholeTree(version, language));
  if (found.length === 0) return <p>{w.noDifference}</p>;
  return (
    <Table
      caption=""
      rows={found}
      columns={[
        { label: w.field, cell: ({ label }: Difference) => label },
        { label: w.before, cell: ({ before }) => <span class="letter">{before ?? w.nothing}</span> },
        { label: w.after, cell: ({ after }) => <span class="letter">{after ?? w.nothing}</span> },
      ]}
    />
  );
}

/** With what stands beside the fields. */
function wholeTree(thing: StoredThing, language: Language): Node[] {
  const w = itemWords(language);
  const { type, version, value } = readItem(thing);
  const { note, source, tags, extension = [], relatedThing = [] } = readCommon(thing);
  const has = (bit: number) => (thing.flags & bit) !== 0;
  const beside: [at: string, label: string, text: string | undefined][] = [
    ['note', w.note, note],
    ['source', w.source, source],
    ['tags', w.tags, [thing.tags, tags].filter(Boolean).join(', ') || undefined],
    ['end', w.ends, sayEnd(thing, language)?.text],
    ['files', w.files, thing.blobSet === undefined ? undefined : thing.blobSet.slice(0, 8)],
    ['signed', w.signed, thing.signature ? w.yes : w.no],
    ['personal', w.made.personal, has(flag.personal) ? w.forWhom.carers : w.forWhom.all],
    [
      'hidden',
      w.made.hidden,
      has(flag.hiddenFromEmergencyProfile) ? w.inEmergency.leftOut : w.inEmergency.shown,
    ],
    ['state', w.made.state, w.states[thing.state]],
  ];
  return [
    ...buildTree(type, version, value, language),
    ...beside.flatMap(([at, label, text]) => (text === undefined ? [] : [{ at, label, text, children: [] }])),
    ...relatedThing.map(({ target, relationshipType }, index) => {
      const id = 'byId' in target ? target.byId.thingId : target.clientThingId;
      const text = [relationshipType, id].filter(Boolean).join(': ');
      return { at: `related[${index}]`, label: w.related, text, children: [] };
    }),
    ...extension.map(({ source: from, ver, content = [] }, index) => ({
      at: `extension[${index}]`,
      label: w.extensions,
      text: [from, ver].filter(Boolean).join(' '),
      children: content.map((xml, place) => ({ at: `content[${place}]`, label: '', xml, children: [] })),
    })),
  ];
}

/** Of the versions that are compared. */
const bytesMax = 20 * 1024 * 1024;

/** The keys of the versions, and as many of the newest as can be compared, the last made first. */
async function versionsOf(
  db: Reader,
  vault: Vault,
  grant: Grant,
  id: string,
): Promise<{ all: readonly ThingKeyRow[]; more: boolean; read: readonly StoredThing[] }> {
  const { keys: all, more } = await listVersionKeys(db, vault, grant, id);
  let bytes = 0;
  const near = all.filter(({ size }, place) => {
    bytes += size;
    return place === 0 || (place <= versionsMax && bytes <= bytesMax);
  });
  const read = await db.things(grant).query({
    keys: near.map(({ versionStamp }) => ({ id, versionStamp })),
    filters: [],
    currentOnly: false,
    order: 'last made first',
    limit: near.length,
  });
  return { all, more, read };
}
