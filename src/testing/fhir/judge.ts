// What a validator that is not ours says of resources: structure, cardinality, patterns and slices of R4, and of the profiles of US
// Core where their package lies in the folder that KEEPWELL_CORPUS_US_CORE names; and invariants, by an engine of its own.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDataType, validateResource } from '@medplum/core';
import { findStrange } from './choices.ts';
import { type Definition, dropProse, loadElements, type Typed } from './definitions.ts';
import { findBroken } from './invariants.ts';

const variable = 'KEEPWELL_CORPUS_US_CORE';

interface Profile extends Definition {
  /** The validator cannot read one of them, that of Provenance. */
  readonly isRead: boolean;
}

let profiles: ReadonlyMap<string, Profile> | undefined;

/** What is wrong with a resource: where and what, or nothing. */
export function judge(resource: Typed): string[] {
  profiles ??= load();
  const { meta } = resource as { readonly meta?: { readonly profile?: readonly string[] } };
  const claimed = (meta?.profile ?? []).flatMap(one => profiles?.get(one.split('|')[0] ?? '') ?? []);
  return [
    ...problemsOf(resource),
    ...findStrange(resource),
    ...findBroken(resource, claimed),
    ...claimed.filter(({ isRead }) => isRead).flatMap(profile => problemsOf(resource, profile)),
  ];
}

/** The folder of the package of US Core; undefined where there is none. */
function findUsCore(): string | undefined {
  const folder = process.env[variable];
  if (folder === undefined || !existsSync(folder)) return undefined;
  return existsSync(join(folder, 'package')) ? join(folder, 'package') : folder;
}

function load(): ReadonlyMap<string, Profile> {
  loadElements();
  const folder = findUsCore();
  const files =
    folder === undefined ? [] : readdirSync(folder).filter(name => /^StructureDefinition-/.test(name));
  return new Map(files.map(name => loadProfile(join(folder ?? '', name))).map(one => [one.url, one]));
}

function loadProfile(path: string): Profile {
  const profile = dropProse(JSON.parse(readFileSync(path, 'utf8')) as Definition);
  try {
    loadDataType(profile as never);
    return { ...profile, isRead: true };
  } catch {
    return { ...profile, isRead: false };
  }
}

function problemsOf(resource: object, profile?: Profile): string[] {
  try {
    validateResource(resource as never, (profile ? { profile } : {}) as never);
    return [];
  } catch (fault) {
    const { outcome } = fault as {
      outcome?: { issue?: { expression?: string[]; details?: { text?: string } }[] };
    };
    if (!outcome?.issue) throw fault;
    const issues = outcome.issue.map(
      ({ expression = [], details }) => `${expression.join()}: ${details?.text}`,
    );
    return profile ? issues.map(issue => `${profile.url}: ${issue}`) : issues;
  }
}
