// The rules of an application as a JSON file, for `keepwell app create --rules`.
import { readFileSync } from 'node:fs';
import type { Rule, RuleTarget } from '../core/authorization/rules.ts';
import { Failure } from './explain.ts';
import { findType } from './type-names.ts';

type Json = Record<string, unknown>;

/** @throws Failure that says what the file lacks; whether the rules make sense is checked in core */
export function readRules(file: string): Rule[] {
  const text = readFileSync(file, 'utf8');
  let rules: unknown;
  try {
    rules = JSON.parse(text);
  } catch {
    throw new Failure(`${file} is not valid JSON.`);
  }
  if (!Array.isArray(rules)) throw new Failure(`${file} must hold a list of rules.`);
  return rules.map((rule, index) => readRule(rule, `${file}, rule ${index + 1}`));
}

const ruleKeys = ['name', 'reason', 'mode', 'permissions', 'targets', 'exceptions', 'optional'];
const optionalKeys = ['displayFirst', 'checkedFirst', 'checkedByDefault'];

function readRule(given: unknown, where: string): Rule {
  const rule = object(given, where, ruleKeys);
  return {
    name: text(rule, 'name', where),
    reason: text(rule, 'reason', where),
    mode: text(rule, 'mode', where) as Rule['mode'],
    permissions: list(rule, 'permissions', where).map(String) as Rule['permissions'][number][],
    targets: list(rule, 'targets', where).map(target => readTarget(target, `${where}, targets`)),
    exceptions:
      rule.exceptions === undefined
        ? []
        : list(rule, 'exceptions', where).map(e => readTarget(e, `${where}, exceptions`)),
    optional: rule.optional === undefined ? undefined : readOptional(rule.optional, `${where}, optional`),
  };
}

function readTarget(given: unknown, where: string): RuleTarget {
  const target = object(given, where, ['types', 'from', 'to']);
  const { from, to } = target;
  const typeIds =
    target.types === 'all'
      ? 'all'
      : list(target, 'types', where).map(name => {
          const found = findType(String(name));
          if (!found) throw new Failure(`${where}: there is no type ${name}.`);
          return found.version.id;
        });
  return {
    typeIds,
    ...(from !== undefined && { from: moment(String(from), '00:00:00') }),
    ...(to !== undefined && { to: moment(String(to), '23:59:59.999') }),
  };
}

/** A day as its first or last moment. */
function moment(text: string, time: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T${time}` : text;
}

function readOptional(given: unknown, where: string): NonNullable<Rule['optional']> {
  const {
    displayFirst = true,
    checkedFirst = false,
    checkedByDefault = false,
  } = object(given, where, optionalKeys);
  return {
    displayFirst: displayFirst === true,
    checkedFirst: checkedFirst === true,
    checkedByDefault: checkedByDefault === true,
  };
}

function object(given: unknown, where: string, keys: readonly string[]): Json {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Failure(`${where}: must be an object.`);
  const unknown = Object.keys(given).find(key => !keys.includes(key));
  if (unknown !== undefined)
    throw new Failure(`${where}: there is no "${unknown}". It takes ${keys.join(', ')}.`);
  return given as Json;
}

function text(from: Json, key: string, where: string): string {
  const value = from[key];
  if (typeof value !== 'string') throw new Failure(`${where}: "${key}" must be a text.`);
  return value;
}

function list(from: Json, key: string, where: string): unknown[] {
  const value = from[key];
  if (!Array.isArray(value)) throw new Failure(`${where}: "${key}" must be a list.`);
  return value;
}
