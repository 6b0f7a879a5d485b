// SMART scopes, of version 2 and 1: what their words mean, what they allow, and the rules that stand for them. Pure.
// Used by the consent, by facades/oauth/ for what is granted and by facades/fhir/ for every request.
import { createHash } from 'node:crypto';
import type { ThingType } from '../../things/index.ts';
import { type Permission, permissions, type Rule } from '../authorization/rules.ts';
import { isResourceKind } from '../fhir/elements.ts';

/** Create, read, update, delete, search, in the order that scopes have them in. */
export const interactions = ['c', 'r', 'u', 'd', 's'] as const;
export type Interaction = (typeof interactions)[number];

type ScopeContext = 'patient' | 'user' | 'system';

/** What a resource has to be, beside its type: the value of a search parameter. */
export interface Condition {
  readonly param: string;
  /** As it is written in a search, decoded: `system|code`; several separated by commas are alternatives. */
  readonly value: string;
}

/** A scope that opens data. */
export interface ResourceScope {
  /** As it was written. */
  readonly text: string;
  readonly context: ScopeContext;
  /** A type of resource, or `*` for all. */
  readonly resourceType: string;
  /** In the order of `interactions`. */
  readonly interactions: readonly Interaction[];
  /** All of them must hold; none where there are none. */
  readonly conditions: readonly Condition[];
}

export interface Scopes {
  readonly resources: readonly ResourceScope[];
  /** The others that are known here: `openid`, `launch/patient`, `offline_access` … */
  readonly others: ReadonlySet<string>;
  /** What is not known here, which nobody is granted. */
  readonly unknown: readonly string[];
}

/** Scopes that open no data. */
export const otherScopes = [
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'offline_access',
  'online_access',
] as const;

/** By what scopes may be narrowed: parameters that searches know. */
const granularParameters = ['category', 'code', 'status', 'clinical-status', 'type'] as const;

export const scopesLengthMax = 8192;
export const scopesMax = 200;
const conditionsMax = 5;

/** What is past the bounds is as good as unknown. */
export function parseScopes(text: string): Scopes {
  const words = [...new Set(text.slice(0, scopesLengthMax).split(/\s+/))].filter(word => word !== '');
  const resources: ResourceScope[] = [];
  const others = new Set<string>();
  const unknown: string[] = [];
  for (const [place, word] of words.entries()) {
    const resource = place < scopesMax ? parseResourceScope(word) : undefined;
    if (resource) resources.push(resource);
    else if (otherScopes.some(other => other === word)) others.add(word);
    else unknown.push(word);
  }
  return { resources, others, unknown };
}

const form = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]{1,63})\.([a-z]+|\*)(?:\?(.*))?$/;

const firstVersion = new Map<string, readonly Interaction[]>([
  ['read', ['r', 's']],
  ['write', ['c', 'u', 'd']],
  ['*', interactions],
]);

export function parseResourceScope(text: string): ResourceScope | undefined {
  const [, context, resourceType = '', letters = '', query] = form.exec(text) ?? [];
  if (context === undefined) return undefined;
  if (resourceType !== '*' && !isResourceKind(resourceType)) return undefined;
  const asked = firstVersion.get(letters) ?? readLetters(letters);
  const conditions = query === undefined ? [] : readConditions(query);
  if (!asked || !conditions) return undefined;
  return { text, context: context as ScopeContext, resourceType, interactions: asked, conditions };
}

/** Each once and in their order, as the specification has it. */
function readLetters(letters: string): Interaction[] | undefined {
  const found = interactions.filter(letter => letters.includes(letter));
  return found.join('') === letters ? found : undefined;
}

function readConditions(query: string): Condition[] | undefined {
  const parts = query.split('&');
  if (parts.length > conditionsMax) return undefined;
  const found = parts.map(readCondition);
  return found.every(condition => condition !== undefined) ? found : undefined;
}

function readCondition(part: string): Condition | undefined {
  const [param = '', value = '', ...rest] = part.split('=');
  if (rest.length > 0 || value === '' || !granularParameters.some(known => known === param)) return undefined;
  try {
    return { param, value: decodeURIComponent(value) };
  } catch {
    return undefined;
  }
}

/** Is the application told who the person is? */
export function tellsUser(scopes: string): boolean {
  const { others } = parseScopes(scopes);
  return others.has('openid') && (others.has('fhirUser') || others.has('profile'));
}

/** Does any scope allow an interaction with a type of resource, narrowed or not? */
export function allows(scopes: Scopes, resourceType: string, interaction: Interaction): boolean {
  return scopes.resources.some(scope => isAbout(scope, resourceType, interaction));
}

/** Alternatives, in each of which all conditions must hold. */
type Narrowing = readonly (readonly Condition[])[];

/**
 * What a resource must be beside its type, for an interaction that is allowed: to be added to a search, and checked of what
 * is read or written.
 * @returns undefined where a scope opens all of the type; no alternative where none allows it
 */
export function narrow(
  scopes: Scopes,
  resourceType: string,
  interaction: Interaction = 's',
): Narrowing | undefined {
  const about = scopes.resources.filter(scope => isAbout(scope, resourceType, interaction));
  if (about.some(({ conditions }) => conditions.length === 0)) return undefined;
  return about.map(({ conditions }) => conditions);
}

function isAbout(scope: ResourceScope, resourceType: string, interaction: Interaction): boolean {
  return (
    (scope.resourceType === '*' || scope.resourceType === resourceType) &&
    scope.interactions.includes(interaction)
  );
}

/** May an application that registered scopes ask for one? Of a narrower one too. */
export function isWithin(scope: ResourceScope, registered: readonly ResourceScope[]): boolean {
  return scope.interactions.every(interaction =>
    registered.some(
      wide =>
        wide.context === scope.context &&
        isAbout(wide, scope.resourceType, interaction) &&
        wide.conditions.every(({ param, value }) =>
          scope.conditions.some(other => other.param === param && other.value === value),
        ),
    ),
  );
}

/** Does a scope that was granted say all that another says, whoever it is about? */
export function covers(granted: string, asked: string): boolean {
  const [wide, narrower] = [parseResourceScope(granted), parseResourceScope(asked)];
  if (!wide || !narrower) return false;
  return isWithin(narrower, [{ ...wide, context: narrower.context }]);
}

/** What two scopes both open, in the context of the first; undefined where there is nothing. */
export function intersectScopes(one: ResourceScope, other: ResourceScope): ResourceScope | undefined {
  const isSame = one.resourceType === other.resourceType;
  if (!isSame && one.resourceType !== '*' && other.resourceType !== '*') return undefined;
  const both = one.interactions.filter(interaction => other.interactions.includes(interaction));
  if (both.length === 0) return undefined;
  const added = other.conditions.filter(
    ({ param, value }) => !one.conditions.some(has => has.param === param && has.value === value),
  );
  const parts = {
    context: one.context,
    resourceType: one.resourceType === '*' ? other.resourceType : one.resourceType,
    interactions: both,
    conditions: [...one.conditions, ...added],
  };
  return { ...parts, text: `${parts.context}/${printContent(parts)}` };
}

/** All that a scope says, but for whom it is about. */
function printContent({
  resourceType,
  interactions: asked,
  conditions,
}: Omit<ResourceScope, 'text'>): string {
  const query = conditions.map(({ param, value }) => `${param}=${encodeURIComponent(value)}`).join('&');
  return `${resourceType}.${asked.join('')}${query && `?${query}`}`;
}

/**
 * What tells apart rules that stand for scopes: all that the scope says, and not who it is about.
 * A rule's name is too short for that.
 */
export function getScopeKey(scope: string): string {
  const parsed = parseResourceScope(scope);
  return `of the scope ${parsed ? printContent(parsed) : scope}`;
}

export type TypesOf = (resourceType: string) => readonly ThingType[];

export const permissionOf: Readonly<Record<Interaction, Permission>> = {
  c: 'Create',
  r: 'Read',
  u: 'Update',
  d: 'Delete',
  s: 'Read',
};

/**
 * A rule for each scope that opens some type of thing, which a person can leave out: what is done while they are there, or, of a
 * system, at any time; with `offline_access` once more for when they are not.
 */
export function scopesToRules(scopes: Scopes, typesOf: TypesOf): Rule[] {
  const isOffline = scopes.others.has('offline_access');
  const own = scopes.resources.flatMap(scope => {
    const rule = scopeToRule(scope, typesOf);
    return rule ? [rule] : [];
  });
  return dropTwins([...own, ...(isOffline ? own.map(makeOffline) : [])]);
}

/** Of `patient/` and `user/` scopes that say the same otherwise. */
function dropTwins(rules: readonly Rule[]): Rule[] {
  return [...new Map(rules.map(rule => [`${rule.mode} ${getScopeKey(rule.scope ?? '')}`, rule])).values()];
}

function scopeToRule(scope: ResourceScope, typesOf: TypesOf): Rule | undefined {
  const typeIds = scope.resourceType === '*' ? 'all' : listTypeIds(typesOf(scope.resourceType));
  const granted = permissions.filter(permission =>
    scope.interactions.some(interaction => permissionOf[interaction] === permission),
  );
  if (typeIds.length === 0 || granted.length === 0) return undefined;
  return {
    name: makeRuleName(scope),
    reason: scope.text,
    permissions: granted,
    targets: [{ typeIds }],
    exceptions: [],
    mode: scope.context === 'system' ? 'offline' : 'online',
    optional: { displayFirst: true, checkedFirst: true, checkedByDefault: true },
    scope: scope.text,
  };
}

export function makeOffline(rule: Rule): Rule {
  return { ...rule, mode: 'offline' };
}

function listTypeIds(types: readonly ThingType[]): string[] {
  return types.flatMap(({ versions }) => versions.slice(-1).map(({ id }) => id));
}

/** No more than 16 characters, and always the same for a scope. Two scopes may share one: getScopeKey tells them apart. */
function makeRuleName({ resourceType, interactions: asked, conditions }: ResourceScope): string {
  const words = [resourceType, asked.join(''), ...conditions.map(({ param, value }) => `${param}=${value}`)];
  const hash = createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 6);
  return `${resourceType === '*' ? 'all' : resourceType.slice(0, 9)} ${hash}`;
}

/**
 * The scopes of those that were asked for whose rules are granted, and the others that go with them.
 * @param granted rules of an authorisation
 */
export function keepGranted(asked: Scopes, granted: readonly Rule[]): ResourceScope[] {
  const keys = new Set(granted.map(({ scope = '' }) => getScopeKey(scope)));
  return asked.resources.filter(({ text }) => keys.has(getScopeKey(text)));
}

export function printScopes(resources: readonly ResourceScope[], others: Iterable<string>): string {
  return [...others, ...resources.map(({ text }) => text)].join(' ');
}
