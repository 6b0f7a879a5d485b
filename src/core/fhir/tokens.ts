// What a resource is found by in the index: a word for each value of its search parameters. The words of a search are made here
// too, so that both are the same. The store blinds them by the key of the record. Pure.
import { type Parameter, valuesOf } from './parameter.ts';
import { listParameters } from './parameters.ts';
import { type Coded, codesOf, foldAll, foldWords, type Resource, referenceOf, textsOf } from './values.ts';

/** A resource has no more words than this: what is past them is not found by them. */
const tokensMax = 400;

/** So many letters of a word are found by how they begin. */
const beginningMax = 24;

/** Of a parameter, in words of a search. */
interface Wanted {
  /** As codes are asked for: of any system where it is undefined, of none where it is empty. */
  readonly system?: string | undefined;
  /** Any code of the system where it is undefined. */
  readonly code?: string | undefined;
}

/** Whatever a resource of the kind has. */
export function tokenOfKind(resourceType: string): string {
  return `${resourceType}\n`;
}

/** What differs in what all others of its type have. */
export function tokenOfException(resourceType: string): string {
  return `${resourceType}\n!`;
}

/** Of a date parameter whose values are not the date that the thing is kept under: a Period, a year, or another date. */
export function tokenOfOtherTime(resourceType: string, name: string): string {
  return `${resourceType}\n${name}\n~`;
}

/** Of a parameter that asks for the Patient, which the resource does not name. */
export function tokenOfNobody(resourceType: string, name: string): string {
  return `${resourceType}\n${name}\n-`;
}

/** An item that could not be opened when the index came to it: it may be of any kind that its type makes. */
export const tokenOfDamaged = '!';

/** Empty for one that is of no parameter. */
export function parameterOfToken(token: string): string {
  return token.split('\n', 3)[2] === undefined ? '' : (token.split('\n', 2)[1] ?? '');
}

export function tokenOfCode(resourceType: string, name: string, { system, code }: Wanted): string {
  const of = system === undefined ? '*' : `=${system}`;
  return `${resourceType}\n${name}\n${of}\n${code === undefined ? '*' : `=${code}`}`;
}

export function tokenOfReference(resourceType: string, name: string, reference: string): string {
  return `${resourceType}\n${name}\n>${reference}`;
}

export function tokenOfBeginning(resourceType: string, name: string, text: string): string {
  return `${resourceType}\n${name}\n^${[...foldWords(text)].slice(0, beginningMax).join('')}`;
}

export function tokenOfText(resourceType: string, name: string, text: string): string {
  return `${resourceType}\n${name}\n"${text}`;
}

/** All by which a resource is found. */
export function listTokens(resource: Resource): Set<string> {
  const { resourceType } = resource;
  const tokens = new Set([tokenOfKind(resourceType)]);
  for (const parameter of listParameters(resourceType)) {
    if (parameter.isPatient) continue;
    for (const token of tokensOf(resource, parameter)) {
      if (tokens.size >= tokensMax) return tokens;
      tokens.add(token);
    }
  }
  return tokens;
}

function* tokensOf(resource: Resource, parameter: Parameter): Iterable<string> {
  const { resourceType } = resource;
  const { kind, name, isPlain } = parameter;
  const values = valuesOf(resource, parameter);
  if (kind === 'string') yield* tokensOfTexts(resourceType, name, values.flatMap(textsOf));
  for (const value of values) {
    if (kind === 'token')
      for (const coded of codesOf(value)) yield* tokensOfCode(resourceType, name, coded, isPlain);
    if (kind === 'reference' || kind === 'canonical') {
      const reference = referenceOf(value);
      if (reference !== undefined) yield tokenOfReference(resourceType, name, reference);
    }
  }
}

function* tokensOfCode(
  resourceType: string,
  name: string,
  { system, code }: Coded,
  isPlain = false,
): Iterable<string> {
  yield tokenOfCode(resourceType, name, { code });
  if (isPlain) return;
  yield tokenOfCode(resourceType, name, { system: system ?? '', code });
  if (system !== undefined) yield tokenOfCode(resourceType, name, { system });
}

function* tokensOfTexts(resourceType: string, name: string, texts: readonly string[]): Iterable<string> {
  for (const text of texts) yield tokenOfText(resourceType, name, text);
  for (const folded of foldAll(texts))
    for (const word of new Set([folded, ...folded.split(' ')])) {
      const letters = [...word].slice(0, beginningMax);
      for (let end = 1; end <= letters.length; end++)
        yield tokenOfBeginning(resourceType, name, letters.slice(0, end).join(''));
    }
}
