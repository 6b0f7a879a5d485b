// What stands out in the values of an item, said in its resource as pages say it.
import type { ToldVerdict } from '../../formats/fhir/verdicts.ts';
import { addVerdicts } from '../../formats/fhir/verdicts.ts';
import { sayMark } from '../../locales/say-mark.ts';
import { readItem } from '../../things/data.ts';
import { currentVersion, findVersion, transform } from '../../things/index.ts';
import { hashSha256 } from '../secrets.ts';
import { type Beside, dayOf, judgeValue } from '../targets/judge.ts';
import { listValues } from '../targets/values.ts';
import { findDatedTo } from '../things/short-form.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Resource } from './values.ts';

export function interpret(
  resource: Resource,
  thing: Pick<StoredThing, 'typeId' | 'dataXml' | 'commonXml' | 'effectiveDate'>,
  beside: Beside,
): Resource {
  if (resource.resourceType !== 'Observation' && resource.resourceType !== 'DiagnosticReport')
    return resource;
  const { type, version, value } = readItem(thing);
  const current = transform(type, value, version, currentVersion(type)) as never;
  const day = dayOf(thing, { datedTo: findDatedTo(version, value) });
  const told = listValues(type, current).map((one): ToldVerdict | undefined => {
    const verdict = judgeValue(one, beside, day);
    return verdict && { ...verdict, text: sayMark({ ...verdict, what: '' }, 'en') };
  });
  return told.some(one => one) ? addVerdicts(type, resource as never, told) : resource;
}

/** Are there numbers in items of that type that may stand out? */
export function hasValues(typeId: string): boolean {
  const type = findVersion(typeId)?.type;
  return type !== undefined && (type.values !== undefined || type.chart.length > 0);
}

/** The same for whatever is judged alike. */
export function writeBesideKey({ about, targets }: Beside): string {
  return hashSha256(JSON.stringify([about, ...targets])).toString('base64url');
}
