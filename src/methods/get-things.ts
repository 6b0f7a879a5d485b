// GetThings: finds things of a record by groups of filters, ids or keys, and shows the parts that are asked for.
import { type AskedGroup, type FoundGroup, readThings } from '../core/things/read.ts';
import { versionsSeen } from '../core/things/seen.ts';
import { writersOf } from '../core/things/stamps.ts';
import type { Infer } from '../schema/schema.ts';
import { many, optional, rawElement, seq } from '../schema/sequence.ts';
import { boolean, guid, int, limitedString, string } from '../schema/text.ts';
import { escapeAttribute } from '../schema/xml-reader.ts';
import { method, type RecordCall, version } from './method.ts';
import { askedFilter, askedKey, thingFilter, word } from './parts/thing-filter.ts';
import { sectionsOf, thingFormat1, thingFormat3 } from './parts/thing-format.ts';
import { type PrintOptions, printKey, printThing } from './parts/thing-print.ts';

const count = int({ min: 0 });
const attributes = { name: { optional: string }, max: { optional: count }, 'max-full': { optional: count } };
const what = {
  id: many(guid),
  key: many(askedKey),
  'client-thing-id': many(limitedString({ minLength: 1, maxLength: 255 })),
  filter: many(thingFilter),
};

const group1 = seq({ ...what, format: thingFormat1, 'current-version-only': optional(boolean) }, attributes);

const group3 = seq(
  {
    ...what,
    format: thingFormat3,
    'current-version-only': optional(boolean),
    intents: optional(seq({ intent: many(word('view', 'download', 'transmit')) })),
    'order-by': optional(
      seq({
        'order-by-property': seq(
          {},
          { 'type-id': guid, 'property-name': string, direction: { optional: word('Asc', 'Desc') } },
        ),
      }),
    ),
  },
  attributes,
);

type Group = Infer<typeof group1> | Infer<typeof group3>;

const response = seq({ group: many(rawElement) });

const oldVersion = (methodVersion: 1 | 2) =>
  version('record', {
    request: seq({ group: many(group1, { min: 1 }) }),
    response,
    run: (call, { group }) => answer(call, group, methodVersion),
  });

export default method({
  name: 'GetThings',
  auth: 'record',
  versions: {
    1: oldVersion(1),
    2: oldVersion(2),
    3: version('record', {
      request: seq({ group: many(group3, { min: 1 }) }),
      response,
      answersAs: 'GetThings3',
      run: (call, { group }) => answer(call, group, 3),
    }),
  },
});

async function answer(
  call: RecordCall,
  groups: readonly Group[],
  methodVersion: 1 | 2 | 3,
): Promise<{ group: string[] }> {
  const { vault, grant } = call;
  const formats = groups.map(({ format }) => ({
    sections: sectionsOf(format),
    seen: versionsSeen(grant, format.typeVersionFormat ?? []),
  }));
  const asked = groups.map((group, i) => askedGroup(group, call, formats[i]!.sections.audits));
  const found = await readThings(vault, grant, asked);
  const audited = found.flatMap(({ things }, i) => (formats[i]!.sections.audits ? things : []));
  const writers = audited.length > 0 ? await writersOf(vault, grant, audited) : undefined;
  return {
    group: groups.map((group, i) => {
      const { sections, seen } = formats[i]!;
      const options = {
        grant,
        methodVersion,
        sections,
        seen,
        writers: sections.audits ? writers : undefined,
      };
      return printGroup(group.name, found[i]!, asked[i]!.orderBy?.culture, options);
    }),
  };
}

function askedGroup(group: Group, { header }: RecordCall, withWriters: boolean): AskedGroup {
  const order = 'orderBy' in group ? group.orderBy?.orderByProperty : undefined;
  return {
    ids: group.id,
    keys: group.key?.map(key => ({ id: key.value, versionStamp: key['version-stamp'] })),
    clientIds: group.clientThingId,
    filters: group.filter?.map(askedFilter),
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
  for (const row of found.keys) out += printKey(row, options.seen(row.typeId));
  if (found.filtered) out += '<filtered>true</filtered>';
  if (culture !== undefined) out += `<order-by-culture>${culture}</order-by-culture>`;
  return `${out}</group>`;
}
