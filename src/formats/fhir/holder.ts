// Resources that no type of items is for, such as Practitioner or Location: kept as App-specific information, whole, and given back
// as what they were.
import { escapeText } from '../../schema/escape.ts';
import { readStored } from '../../schema/stored-xml.ts';
import appSpecific from '../../things/app-specific.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import { dateTime } from './dates.ts';
import { type Draft, getOwn, isObject, isShallow, type Json, type JsonObject } from './json.ts';
import { defineMapping, type Mapping, rowsOf } from './mapping.ts';
import { getAtPath } from './paths.ts';

export const heldType = appSpecific as ThingType;

/** Which application keeps it: FHIR itself. */
const heldBy = 'urn:keepwell:fhir';

/** The kind of resource that an item holds; undefined for one of an application's own. */
export function findHeldType(thing: { typeId: string; dataXml: string }): string | undefined {
  const { formatAppid, formatTag } = readValue(appSpecific, thing);
  return formatAppid === heldBy ? formatTag : undefined;
}

const { rowBy } = rowsOf(appSpecific);

/** What a resource is about in time, the likeliest first. */
export const moments = [
  ...[
    'effectiveDateTime',
    'effectivePeriod.start',
    'occurrenceDateTime',
    'performedDateTime',
    'period.start',
  ],
  ...['authoredOn', 'created', 'date', 'recorded', 'issued', 'sent', 'servicedDate'],
];

const whole = rowBy('content', '(all)', {
  write(item, resource) {
    const [xml] = Array.isArray(item.content) ? (item.content as readonly Json[]) : [];
    if (typeof xml !== 'string') return;
    const held = readHeld(xml);
    if (held) Object.assign(resource, held);
  },
  read(resource, item, settings) {
    const { resourceType, ...rest } = resource as JsonObject & { resourceType: string };
    const json = JSON.stringify(rest).replace(/[\ufffe\uffff]/g, c => `\\u${c.charCodeAt(0).toString(16)}`);
    const found = moments.map(path => getAtPath(resource, path)).find(one => typeof one === 'string');
    const when = found === undefined ? undefined : dateTime.read(found, settings);
    item.formatAppid = heldBy;
    item.formatTag = resourceType;
    if (when !== undefined) item.when = when;
    item.summary = resourceType;
    item.content = [`<resource xmlns="${heldBy}">${escapeText(json)}</resource>`];
  },
});

function readHeld(xml: string): Draft | undefined {
  try {
    const json = JSON.parse(readStored(xml).root().text()) as Json;
    const isOurs = isObject(json) && getOwn(json, 'resourceType') === undefined && isShallow(json);
    return isOurs ? { ...json } : undefined;
  } catch {
    // An application may write what it likes under this name, too.
    return undefined;
  }
}

export function makeHolder(resourceType: string): Mapping {
  return defineMapping(appSpecific, { resourceType, fixed: {}, rows: [whole] });
}
