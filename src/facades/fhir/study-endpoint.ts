// Where the pictures of an ImagingStudy are: an Endpoint within it leads to DICOMweb. It is told with each answer and is no part of
// what is kept, so that what a client sends back has it no more.
import { isObject, type Resource } from '../../core/fhir/values.ts';

const id = 'dicomweb';
const reference = `#${id}`;
const studySystem = 'urn:dicom:uid';

/** @param address of DICOMweb here */
export function tellEndpoints<T extends Resource>(resource: T, address: string): T {
  return mapStudies(resource, study => {
    const identifiers = Array.isArray(study.identifier) ? study.identifier : [];
    if (!identifiers.some(one => isObject(one) && one.system === studySystem)) return study;
    // Of a summary only some elements are told.
    if (JSON.stringify(study.meta ?? {}).includes('SUBSETTED')) return study;
    return {
      ...study,
      contained: [...listOf(study.contained), makeEndpoint(address)],
      endpoint: [...listOf(study.endpoint), { reference }],
    };
  });
}

function makeEndpoint(address: string) {
  return {
    resourceType: 'Endpoint',
    id,
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'dicom-wado-rs',
    },
    payloadType: [{ text: 'DICOM' }],
    payloadMimeType: ['application/dicom'],
    address,
  };
}

export function dropEndpoints<T extends Resource>(resource: T): T {
  return mapStudies(resource, ({ contained, endpoint, ...study }) => {
    const left = listOf(contained).filter(
      one => !(isObject(one) && one.resourceType === 'Endpoint' && one.id === id),
    );
    const others = listOf(endpoint).filter(one => !(isObject(one) && one.reference === reference));
    return {
      ...study,
      ...(left.length > 0 && { contained: left }),
      ...(others.length > 0 && { endpoint: others }),
    } as Resource;
  });
}

/** The resource, or the entries of a Bundle. */
function mapStudies<T extends Resource>(resource: T, map: (study: Resource) => Resource): T {
  if (resource.resourceType === 'ImagingStudy') return map(resource) as T;
  if (resource.resourceType !== 'Bundle' || !Array.isArray(resource.entry)) return resource;
  if (!resource.entry.some(isOfStudy)) return resource;
  return {
    ...resource,
    entry: resource.entry.map(entry =>
      isOfStudy(entry) ? { ...entry, resource: map(entry.resource as Resource) } : entry,
    ),
  };
}

function isOfStudy(entry: unknown): entry is Record<string, unknown> {
  return isObject(entry) && isObject(entry.resource) && entry.resource.resourceType === 'ImagingStudy';
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
