// Which right on which kind of item a traced call lacked, of what the rules of the application give: to say what to add where.
import type { Application } from '../../../core/applications/application.ts';
import {
  coversSomeDate,
  isOfScope,
  isSameFamily,
  type Permission,
  permissions,
  type Rule,
} from '../../../core/authorization/rules.ts';
import type { Trace } from '../../../core/healthvault/tracing/trace.ts';
import { findVersion, type ThingType } from '../../../things/index.ts';

export interface Lacking {
  readonly permission: Permission;
  readonly type: ThingType;
  /** Of the version that was asked for. */
  readonly typeId: string;
  readonly mode: Rule['mode'];
  /** A rule that has the kind already, and not the right. */
  readonly rule: Rule | undefined;
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** None where the rules have it all, so that it was a person who did not give it, and where the kind is not known. */
export function findLacking(app: Application, { code, message = '', request = '' }: Trace): Lacking[] {
  const mode = modeOf(request);
  const asked = code === 0 ? readRemark(message) : readRefusal(message, request);
  const lacking = asked.flatMap(({ permission, typeId }): Lacking[] => {
    const type = findVersion(typeId)?.type;
    const own = app.rules.filter(rule => rule.mode === mode && !isOfScope(rule));
    if (!type || own.some(rule => coversSomeDate(rule, permission, typeId))) return [];
    return [{ permission, type, typeId, mode, rule: own.find(rule => names(rule, typeId)) }];
  });
  const keyOf = ({ permission, type }: Lacking) => `${permission} ${type.name}`;
  return [...new Map(lacking.map(one => [keyOf(one), one])).values()];
}

/** Whose rules hold for a call. */
export function modeOf(request: string): Rule['mode'] {
  return request.includes('<offline-person-info>') ? 'offline' : 'online';
}

interface Asked {
  readonly permission: Permission;
  readonly typeId: string;
}

/** Of an answer that left something out: `Read on Weight (3d34d87e-…)`. */
function readRemark(message: string): Asked[] {
  const pattern = new RegExp(`Read on [^()]* ?(?:\\([^()]*\\) )?\\((${guid})\\)`, 'gi');
  return [...message.matchAll(pattern)].flatMap(([, typeId]) =>
    typeId === undefined ? [] : [{ permission: 'Read' as const, typeId: typeId.toLowerCase() }],
  );
}

/** Of a refusal: the right that it names, and the kinds that the call did. */
function readRefusal(message: string, request: string): Asked[] {
  const [, named = ''] = /right to (\w+) this type/.exec(message) ?? [];
  const permission = permissions.find(one => one.toLowerCase() === named);
  if (!permission) return [];
  const pattern = new RegExp(`<type-id[^>]*>\\s*(${guid})\\s*</type-id>`, 'gi');
  return [...request.matchAll(pattern)].flatMap(([, typeId]) =>
    typeId === undefined ? [] : [{ permission, typeId: typeId.toLowerCase() }],
  );
}

function names({ targets }: Rule, typeId: string): boolean {
  return targets.some(
    ({ typeIds }) => typeIds !== 'all' && typeIds.some(other => isSameFamily(other, typeId)),
  );
}
