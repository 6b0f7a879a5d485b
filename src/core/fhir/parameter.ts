// What a search parameter is, how the table of parameters.ts is written, and what a parameter compares of a resource.
import { isObject, valuesAt } from './values.ts';

type ParameterKind = 'token' | 'date' | 'reference' | 'string' | 'quantity' | 'canonical';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Ways to its values, each by names with dots; of choices, all are named. */
  readonly paths: readonly string[];
  /** What it compares of the values at its paths, and of what is missing there; without it, the values themselves. */
  readonly pick?: (values: readonly unknown[]) => readonly unknown[];
  /** Does the date of the thing say it too, by which there is an index? */
  readonly isEffective?: true;
  /** A code whose element says the system, so that none is compared. */
  readonly isPlain?: true;
  /** Of references: the record itself. */
  readonly isPatient?: true;
  /** Kinds of resource that it leads to. */
  readonly targets?: readonly string[];
}

export const token = (name: string, ...paths: string[]): Parameter => ({
  name,
  kind: 'token',
  paths: orName(name, paths),
});
export const plain = (name: string, ...paths: string[]): Parameter => ({
  ...{ name, kind: 'token' as const, paths: orName(name, paths) },
  isPlain: true as const,
});
export const text = (name: string, ...paths: string[]): Parameter => ({
  name,
  kind: 'string',
  paths: orName(name, paths),
});
/** A reference to a definition by its address, which leads to no resource here. */
export const canonical = (name: string, ...paths: string[]): Parameter => ({
  name,
  kind: 'canonical',
  paths: orName(name, paths),
});
/** Phone numbers or mail addresses alone, of all that a person is reached by. */
export const telecom = (name: 'phone' | 'email'): Parameter => ({
  ...plain(name, 'telecom'),
  pick: values => values.filter(one => isObject(one) && one.system === name),
});
export const quantity = (name: string, ...paths: string[]): Parameter => ({ name, kind: 'quantity', paths });
/** Asked of the date of the thing, then of the resource. */
export const date = (name: string, ...paths: string[]): Parameter => ({
  ...{ name, kind: 'date' as const, paths: orName(name, paths) },
  isEffective: true as const,
});
/** Asked of the resource alone. */
export const otherDate = (name: string, ...paths: string[]): Parameter => ({
  ...{ name, kind: 'date' as const, paths: orName(name, paths) },
});
export const reference = (name: string, targets: readonly string[], ...paths: string[]): Parameter => ({
  ...{ name, kind: 'reference' as const, paths: orName(name, paths) },
  targets,
});
export const patient = (...paths: string[]): Parameter[] =>
  ['patient', 'subject'].map(name => ofPatient(name, ...(paths.length > 0 ? paths : ['subject'])));
export const patientOnly = (path = 'patient'): Parameter => ofPatient('patient', path);
/** A reference that only leads to the Patient, by whatever name. */
export const ofPatient = (name: string, ...paths: string[]): Parameter => ({
  ...reference(name, ['Patient'], ...paths),
  isPatient: true as const,
});

/** What a parameter compares of a resource. */
export function valuesOf(
  resource: unknown,
  { paths, pick }: Pick<Parameter, 'paths' | 'pick'>,
): readonly unknown[] {
  const values = paths.flatMap(path => valuesAt(resource, path));
  return pick ? pick(values) : values;
}

function orName(name: string, paths: readonly string[]): readonly string[] {
  return paths.length > 0 ? paths : [name];
}
