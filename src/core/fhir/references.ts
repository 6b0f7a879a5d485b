// References within resources: a resource of this record names no other person.
import type { FhirAccess } from './access.ts';
import { FhirProblem } from './problem.ts';
import { isObject, type Resource } from './values.ts';

/** Goes over each reference with its place. */
export function* listReferences(
  value: unknown,
  path: string,
): Generator<{ reference: string; path: string }> {
  if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) yield* listReferences(one, `${path}[${i}]`);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, one] of Object.entries(value)) {
    if (isReference(name, one)) yield { reference: one, path };
    else yield* listReferences(one, `${path}.${name}`);
  }
}

/** Attachments name what comes in the same Bundle by their address. */
function isReference(name: string, value: unknown): value is string {
  return (
    typeof value === 'string' && (name === 'reference' || (name === 'url' && value.startsWith('urn:uuid:')))
  );
}

/** The same with other references. */
export function mapReferences<T>(value: T, change: (reference: string) => string): T {
  if (Array.isArray(value)) return value.map(one => mapReferences(one, change)) as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      isReference(name, one) ? change(one) : mapReferences(one, change),
    ]),
  ) as T;
}

/** Elements of resources that say whose they are. */
const subjects = ['subject', 'patient', 'beneficiary', 'for', 'individual'];

/** @throws FhirProblem at a Patient that is not the record, and where it is said to be about anybody or anything else */
export function demandOwnReferences(resource: Resource, access: FhirAccess): void {
  demandOwnSubject(resource, access);
  const { patientId, baseUrl } = access;
  for (const { reference, path } of listReferences(resource, resource.resourceType)) {
    const relative = reference.startsWith(`${baseUrl}/`) ? reference.slice(baseUrl.length + 1) : reference;
    const [, id] = /^Patient\/([^/]*)/.exec(relative) ?? [];
    if (id !== undefined && id !== patientId)
      throw new FhirProblem(
        422,
        'business-rule',
        'It names another person than the one whose record this is. Refer to the Patient of the token.',
        path,
      );
  }
}

/** Nobody else is meant: no group, none within the resource, of another server, or known by an identifier alone. */
function demandOwnSubject(resource: Resource, { patientId, baseUrl }: FhirAccess): void {
  const own = `Patient/${patientId}`;
  for (const name of subjects) {
    const value = resource[name];
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      const reference = isObject(one) ? one.reference : undefined;
      if (reference !== own && reference !== `${baseUrl}/${own}`)
        throw new FhirProblem(
          422,
          'business-rule',
          'It is to be about the one whose record this is. Refer to the Patient of the token, as Patient/ and its id, or leave the element out.',
          `${resource.resourceType}.${name}`,
        );
    }
  }
}

/** In place of the Patient where a resource is kept: each application knows the record by another id. */
export const patientKept = 'urn:keepwell:record:patient';

/**
 * As they are kept: relative, and the Patient by no application's id but where it says whose the resource is.
 * @param subject the element of that which its mapping writes anew for each application; undefined where none is
 */
export function keepReferences(
  resource: Resource,
  { patientId, baseUrl }: FhirAccess,
  subject: string | undefined,
): Resource {
  const own = `Patient/${patientId}`;
  return Object.fromEntries(
    Object.entries(resource).map(([name, value]) => [
      name,
      mapReferences(value, reference => {
        const relative = reference.startsWith(`${baseUrl}/`)
          ? reference.slice(baseUrl.length + 1)
          : reference;
        return relative === own && name !== subject ? patientKept : relative;
      }),
    ]),
  ) as Resource;
}

/** As an application is told them. */
export function tellReferences<T>(
  resource: T,
  { dataXml, commonXml }: { readonly dataXml: string; readonly commonXml: string },
  patient: string | undefined,
): T {
  if (patient === undefined || !(commonXml.includes(patientKept) || dataXml.includes(patientKept)))
    return resource;
  return mapReferences(resource, reference => (reference === patientKept ? patient : reference));
}
