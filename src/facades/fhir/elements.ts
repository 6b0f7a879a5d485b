// What of a resource is told where a client asks for a part: `_elements` and `_summary`. Pure.
import type { Search } from '../../core/fhir/query.ts';
import { isObject, type Resource } from '../../core/fhir/values.ts';

const always = ['resourceType', 'id', 'meta'];

/** Without which a resource says nothing, and must not be. */
const mandatory = [
  'status',
  'code',
  'subject',
  'patient',
  'intent',
  'lifecycleStatus',
  'class',
  'vaccineCode',
  'type',
];

/** What a summary leaves out. */
const inDetail = [
  'text',
  'contained',
  'extension',
  'modifierExtension',
  'note',
  'component',
  'referenceRange',
  'content',
  'item',
];

const subsetted = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
};

export function cut(
  resource: Resource,
  { elements, summary }: Pick<Search, 'elements' | 'summary'>,
): Resource {
  if (elements.length > 0) {
    const own = new Set(
      elements.map(one => one.split('.').filter(part => part !== resource.resourceType)[0]),
    );
    return keep(resource, name => own.has(name.replace(/^_/, '')) || mandatory.includes(name));
  }
  if (summary === 'text') return keep(resource, name => name === 'text' || mandatory.includes(name));
  if (summary === 'data') return keep(resource, name => name !== 'text');
  if (summary === 'true') return keep(resource, name => !inDetail.includes(name));
  return resource;
}

function keep(resource: Resource, isKept: (name: string) => boolean): Resource {
  const kept = Object.entries(resource).filter(([name]) => always.includes(name) || isKept(name));
  const { meta, ...rest } = Object.fromEntries(kept) as Resource;
  const own = isObject(meta) ? meta : {};
  const tag = [...(Array.isArray(own.tag) ? own.tag : []), subsetted];
  const { resourceType, id, ...others } = rest;
  return { resourceType, ...(id !== undefined && { id }), meta: { ...own, tag }, ...others };
}
