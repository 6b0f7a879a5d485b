// What a search parameter is, and how the table of parameters.ts is written.

type ParameterKind = 'token' | 'date' | 'reference' | 'string' | 'quantity' | 'uri';

export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  /** Ways to its values, each by names with dots; of choices, all are named. */
  readonly paths: readonly string[];
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
export const uri = (name: string, ...paths: string[]): Parameter => ({
  name,
  kind: 'uri',
  paths: orName(name, paths),
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
  ['patient', 'subject'].map(name => ({
    ...{ name, kind: 'reference' as const, paths: paths.length > 0 ? paths : ['subject'] },
    isPatient: true as const,
    targets: ['Patient'],
  }));
export const patientOnly = (path = 'patient'): Parameter => ({
  ...{ name: 'patient', kind: 'reference' as const, paths: [path] },
  isPatient: true as const,
  targets: ['Patient'],
});

function orName(name: string, paths: readonly string[]): readonly string[] {
  return paths.length > 0 ? paths : [name];
}
