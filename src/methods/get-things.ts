// GetThings: finds things of a record by groups of filters, ids or keys, and shows the parts that are asked for.

import { getAt } from '../assume.ts';
import { noteRead } from '../core/audit/reads.ts';
import { type Awaitable, after, goOn, take, type Work } from '../core/awaitable.ts';
import { Fault } from '../core/faults.ts';
import { countShown, listMeantActions } from '../core/healthvault/meaningful-use/actions.ts';
import { fault, statusOf } from '../core/healthvault/status-fault.ts';
import {
  demandTransforms,
  makeTransformRoom,
  prepareTransforms,
  type Transforms,
} from '../core/healthvault/transforms/transforms.ts';
import { type AskedGroup, type FoundGroup, readThings } from '../core/things/read.ts';
import { chooseVersions } from '../core/things/seen.ts';
import { findWriters } from '../core/things/stamps.ts';
import type { Infer } from '../schema/schema.ts';
import { many, rawElement, seq } from '../schema/sequence.ts';
import { escapeAttribute } from '../schema/xml-reader.ts';
import { getThings as contract, type group1, type group3 } from './contracts/get-things.ts';
import { method, type RecordCall, shapedLike, version } from './method.ts';
import { type PrintBlobs, prepareBlobs } from './parts/blob-print.ts';
import { readFilter } from './parts/thing-filter.ts';
import { readSections, type Sections } from './parts/thing-format.ts';
import { type PrintOptions, printThing, printThingKey } from './parts/thing-print.ts';

type Group = Infer<typeof group1> | Infer<typeof group3>;

/** Printed straight to text, for this is what most requests ask for. */
const printed = seq({ group: many(rawElement) });

const oldVersion = (methodVersion: 1 | 2) =>
  version('record', {
    ...contract[methodVersion],
    response: shapedLike(contract[methodVersion].response, printed),
    run: (call, { group }) => answer(call, group, methodVersion),
  });

export default method({
  name: 'GetThings',
  auth: 'record',
  versions: {
    1: oldVersion(1),
    2: oldVersion(2),
    3: version('record', {
      ...contract[3],
      response: shapedLike(contract[3].response, printed),
      run: (call, { group }) => answer(call, group, 3),
    }),
  },
});

const answer = goOn(function* (
  call: RecordCall,
  groups: readonly Group[],
  methodVersion: 1 | 2 | 3,
): Work<{ group: string[] }> {
  const { vault, grant } = call;
  const formats = groups.map(({ format }) => ({
    sections: readSections(format),
    seen: chooseVersions(grant, format.typeVersionFormat ?? []),
  }));
  const asked = groups.map((group, i) => askedGroup(group, call, getAt(formats, i).sections.audits));
  const found = yield* take(readWithin(call, asked, formats));
  const audited = found.flatMap(({ things }, i) => (getAt(formats, i).sections.audits ? things : []));
  const writers = audited.length > 0 ? yield* take(findWriters(vault, grant, audited)) : undefined;
  const blobs = yield* take(printers(call, found, formats));
  const room = makeTransformRoom(vault);
  for (const [i, { things }] of found.entries())
    demandTransforms(room, getAt(formats, i).sections.transforms, things);
  const transforms: (Transforms | undefined)[] = [];
  for (const [i, { things }] of found.entries()) {
    const { sections, seen } = getAt(formats, i);
    const { transforms: names } = sections;
    const now = vault.clock.now();
    transforms.push(names.length > 0 ? yield* take(prepareTransforms(names, things, seen, now)) : undefined);
  }
  const shown = groups.map((group, i) => ({
    things: getAt(formats, i).sections.data ? getAt(found, i).things : [],
    actions: listMeantActions(
      grant,
      'intents' in group ? group.intents && (group.intents.intent ?? []) : undefined,
    ),
  }));
  yield* take(countShown(vault, grant, shown));
  shown.forEach(({ things }, i) => {
    const { things: whole, keys } = getAt(found, i);
    noteRead(vault, grant, things, whole.length - things.length + keys.length);
  });
  return {
    group: groups.map((group, i) => {
      const { sections, seen } = getAt(formats, i);
      const options = {
        grant,
        methodVersion,
        sections,
        seen,
        writers: sections.audits ? writers : undefined,
        transforms: transforms[i],
        blobs: blobs[i],
      };
      return printGroup(group.name, getAt(found, i), getAt(asked, i).orderBy?.culture, options);
    }),
  };
});

/** An answer that is smaller needs no turn. */
const muchFromBytes = 1_048_576;

/** @throws RETRY_LIMIT_EXCEEDED before it is read, when it would be too much beside what is not taken yet */
const readWithin = goOn(function* (
  call: RecordCall,
  asked: readonly AskedGroup[],
  formats: readonly { sections: Sections }[],
): Work<FoundGroup[]> {
  const { vault, grant, turnForMuch } = call;
  const { responseBytesMax } = vault.limits;
  if (!(yield* take(mayTakeMuch(call, asked, formats)))) {
    try {
      return yield* take(readThings(vault, grant, asked, muchFromBytes));
    } catch (error) {
      if (!isTooLong(error)) throw error;
    }
  }
  const room = yield* take(turnForMuch());
  try {
    return yield* take(readThings(vault, grant, asked, room));
  } catch (error) {
    throw room < responseBytesMax && isTooLong(error)
      ? fault('RETRY_LIMIT_EXCEEDED', 'Take the answers that are under way first.')
      : error;
  }
});

/** Where the sizes of what is found do not tell, before it is read, what it takes: files are printed too, and searching reads much. */
function mayTakeMuch(
  { vault, grant }: RecordCall,
  asked: readonly AskedGroup[],
  formats: readonly { sections: Sections }[],
): Awaitable<boolean> {
  const withFiles = formats.some(
    ({ sections: { blobs } }) => blobs?.as === 'inline' || blobs?.as === 'other-data',
  );
  const isSearch = asked.some(
    ({ orderBy, filters = [] }) => orderBy || filters.some(({ xpath }) => xpath !== undefined),
  );
  if (!withFiles && !isSearch) return false;
  return after(
    vault.store.read(db => db.records.usage(grant.recordId)),
    ({ bytes, blobBytes }) => (withFiles ? bytes : bytes - blobBytes) > muchFromBytes,
  );
}

function isTooLong(error: unknown): boolean {
  return error instanceof Fault && statusOf(error).status === 'RESPONSE_TOO_LONG';
}

/** What prints the blobs of each group that asks for them. All together they fit into one answer. */
const printers = goOn(function* (
  { vault, grant }: RecordCall,
  found: readonly FoundGroup[],
  formats: readonly { sections: Sections }[],
): Work<(PrintBlobs | undefined)[]> {
  const { responseBytesMax, blobsPerAnswerMax } = vault.limits;
  const left = { bytesMax: responseBytesMax, blobsMax: blobsPerAnswerMax };
  const made: (PrintBlobs | undefined)[] = [];
  for (const [i, { things }] of found.entries()) {
    const { blobs } = getAt(formats, i).sections;
    made.push(blobs && (yield* take(prepareBlobs(vault, grant, things, blobs, left))));
  }
  return made;
});

function askedGroup(group: Group, { header }: RecordCall, withWriters: boolean): AskedGroup {
  const order = 'orderBy' in group ? group.orderBy?.orderByProperty : undefined;
  return {
    ids: group.id,
    keys: group.key?.map(key => ({ id: key.value, versionStamp: key['version-stamp'] })),
    clientIds: group.clientThingId,
    filters: group.filter?.map(readFilter),
    currentOnly: group.currentVersionOnly ?? true,
    withWriters,
    max: group.max,
    maxFull: group['max-full'],
    orderBy: order && {
      typeId: order['type-id'],
      property: order['property-name'],
      direction: order.direction ?? 'Asc',
      culture: culture(header),
    },
  };
}

/** The caller's culture, or the closest to it that texts can be sorted by. */
function culture({ language, country }: RecordCall['header']): string {
  try {
    return new Intl.Collator(language && country ? `${language}-${country}` : language).resolvedOptions()
      .locale;
  } catch {
    return 'en-US';
  }
}

function printGroup(
  name: string | undefined,
  found: FoundGroup,
  culture: string | undefined,
  options: PrintOptions,
): string {
  let out = name === undefined ? '<group>' : `<group name="${escapeAttribute(name)}">`;
  for (const thing of found.things) out += printThing(thing, options);
  for (const row of found.keys) out += printThingKey(row, options.seen(row.typeId));
  if (found.filtered) out += '<filtered>true</filtered>';
  if (culture !== undefined) out += `<order-by-culture>${culture}</order-by-culture>`;
  return `${out}</group>`;
}
