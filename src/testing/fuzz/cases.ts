// A case: one request made hostile, and what success would mean. The same seed and index make the same choices.
import { everyType } from '../../things/index.ts';
import { mutateBytes } from './bytes.ts';
import type { Base } from './corpus.ts';
import { type Draft, envelope, headerXml, type Parts, sealed } from './envelope.ts';
import { heavyInfo } from './heavy.ts';
import { rightful, timeOf, wrapped, wrongful } from './identity.ts';
import { mutate } from './mutators.ts';
import { Random } from './random.ts';
import { sessionCase } from './sessions.ts';
import type { Stage } from './stage.ts';
import { isText, nameIn, tokensOf } from './tokens.ts';
import { languages } from './words.ts';

export interface FuzzCase {
  readonly index: number;
  /** What was done, for the report. */
  readonly trail: readonly string[];
  readonly body: Buffer;
  /**
   * What may succeed: anything that was signed in the end; only the header and info that were signed before; only the
   * content of a session request that was; or nothing.
   */
  readonly mayPass: 'signed' | 'original' | 'content' | 'nothing';
  /** What was signed before. */
  readonly original?: Parts;
  /** To seal again while the case is made smaller. */
  readonly draft?: Draft;
}

/** Out of a hundred thousand. Heavy ones cost a thousand times the others. */
export interface Weights {
  readonly info: number;
  readonly header: number;
  readonly envelope: number;
  readonly bytes: number;
  readonly identity: number;
  readonly wrapping: number;
  readonly session: number;
  readonly heavy: number;
}
export const usualWeights: Weights = {
  info: 36_000,
  header: 14_000,
  envelope: 24_000,
  bytes: 8000,
  identity: 8000,
  wrapping: 6000,
  session: 3960,
  heavy: 40,
};

export function caseOf(
  stage: Stage,
  bases: readonly Base[],
  seed: number,
  index: number,
  weights = usualWeights,
): FuzzCase {
  const r = new Random(seed, index);
  const kind = r.weighted(weights);
  if (kind === 'session') return session(stage, r, index);
  if (kind === 'heavy') return heavy(stage, bases, r, index);
  const base = pickBase(bases, r);
  const draft = draftOf(stage, base, r);
  const name = `${base.method.name} ${base.version}`;
  switch (kind) {
    case 'info':
      return changed(draft, 'info', name, r, index);
    case 'header':
      return changed(draft, 'header', name, r, index);
    case 'identity': {
      const swap = base.method.auth === 'none' ? undefined : wrongful(stage, base, draft.info, r);
      if (!swap) return changed(draft, 'header', name, r, index);
      return {
        index,
        trail: [name, 'identity', swap.name],
        body: Buffer.from(swap.body),
        mayPass: 'nothing',
      };
    }
    case 'wrapping': {
      if (base.method.auth === 'none') return changed(draft, 'info', name, r, index);
      const evil = draftOf(
        stage,
        pickBase(bases, r, other => other.method.auth !== 'none'),
        r,
      );
      const original = sealed(draft);
      const layout = wrapped(original, sealed({ ...evil, session: stage.strangerSession }), r);
      return {
        index,
        trail: [name, 'wrapping', layout.name],
        body: Buffer.from(layout.body),
        mayPass: 'original',
        original,
      };
    }
    case 'envelope':
    case 'bytes':
      return unsealed(draft, kind, name, r, index);
  }
}

/** Every method as often, however many requests it has here; those that read and write things more often. */
function pickBase(bases: readonly Base[], r: Random, wanted: (base: Base) => boolean = () => true): Base {
  for (;;) {
    const first = r.pick(bases);
    const name = r.chance(0.4) ? first.method.name : r.pick(namesIn(bases));
    const base = r.pick(bases.filter(({ method }) => method.name === name));
    if (wanted(base)) return base;
  }
}

let names: { of: readonly Base[]; names: string[] } | undefined;

function namesIn(bases: readonly Base[]): string[] {
  if (names?.of !== bases) names = { of: bases, names: [...new Set(bases.map(({ method }) => method.name))] };
  return names.names;
}

function draftOf(stage: Stage, base: Base, r: Random): Draft {
  const identity = rightful(stage, base, r);
  const plain = headerXml(base.method.name, base.version, timeOf(stage), identity);
  const header = r.chance(0.05) ? plain.replace('>en<', () => `>${r.pick(languages)}<`) : plain;
  return { header, info: withKnownIds(base.info, stage, r), session: identity.session };
}

/** Harm, then a good signature. */
function changed(draft: Draft, part: 'info' | 'header', name: string, r: Random, index: number): FuzzCase {
  const tokens = tokensOf(draft[part]);
  const trail = [name, part];
  for (let i = harms(r); i > 0; i--) trail.push(mutate(tokens, r));
  const broken = { ...draft, [part]: tokens.join('') };
  return { index, trail, body: Buffer.from(envelope(sealed(broken))), mayPass: 'signed', draft: broken };
}

/** A good signature, then harm. */
function unsealed(
  draft: Draft,
  kind: 'envelope' | 'bytes',
  name: string,
  r: Random,
  index: number,
): FuzzCase {
  const original = sealed(draft);
  const trail = [name, kind];
  const mayPass = draft.session ? 'original' : 'signed';
  if (kind === 'bytes') {
    const harmed = mutateBytes(Buffer.from(envelope(original)), r);
    return { index, trail: [...trail, harmed.name], body: harmed.body, mayPass, original };
  }
  const tokens = tokensOf(envelope(original));
  for (let i = harms(r); i > 0; i--) trail.push(mutate(tokens, r));
  return { index, trail, body: Buffer.from(tokens.join('')), mayPass, original };
}

function harms(r: Random): number {
  return r.pick([1, 1, 1, 2, 2, 3, 5]);
}

function session(stage: Stage, r: Random, index: number): FuzzCase {
  const { name, body, never, original } = sessionCase(stage, r, index);
  return {
    index,
    trail: ['CreateAuthenticatedSessionToken', name],
    body: Buffer.from(body),
    mayPass: never ? 'nothing' : original ? 'content' : 'signed',
    ...(original && { original }),
  };
}

function heavy(stage: Stage, bases: readonly Base[], r: Random, index: number): FuzzCase {
  const { name, method, version, info } = heavyInfo(r);
  const base = bases.find(b => b.method.name === method && b.version === version);
  const trail = [`${method} ${version}`, 'heavy', name];
  if (!base)
    return {
      index,
      trail,
      body: Buffer.from(envelope({ auth: '', header: '<header/>', info })),
      mayPass: 'nothing',
    };
  // What is large goes to another person's record: reading the first one's must stay a small thing.
  const { userToken, recordId } = stage.cousin;
  const identity =
    method === 'PutThings' ? { session: stage.sessions[0]!, userToken, recordId } : rightful(stage, base, r);
  const draft = {
    header: headerXml(method, version, timeOf(stage), identity),
    info,
    session: identity.session,
  };
  return { index, trail, body: Buffer.from(envelope(sealed(draft))), mayPass: 'signed', draft };
}

/** Puts ids that mean something in place of made-up ones, mostly. */
function withKnownIds(info: string, stage: Stage, r: Random): string {
  const { own, things } = stage;
  const nothing = { id: own.recordId, stamp: own.recordId, typeId: own.recordId };
  const thing = things.length > 0 ? r.pick(things) : nothing;
  const marks: Record<string, string> = {
    thing: thing.id,
    stamp: thing.stamp,
    type: thing.typeId,
    app: own.app.id,
    person: own.personId,
    record: own.recordId,
  };
  const filled = info.replace(/\{(\w+)\}/g, (mark, name: string) => marks[name] ?? mark);
  if (filled !== info || r.chance(0.3)) return filled;
  const tokens = tokensOf(filled);
  for (let i = 1; i < tokens.length; i++) {
    if (!isText(tokens[i]!)) continue;
    const known = knownId(nameIn(tokens[i - 1]!), stage, r);
    if (known && /^[0-9a-fA-F-]{36}$/.test(tokens[i]!)) tokens[i] = known;
  }
  return tokens.join('');
}

const allTypeIds = everyType().flatMap(type => type.versions.map(version => version.id));

function knownId(element: string, { own, things, masterId }: Stage, r: Random): string | undefined {
  switch (element) {
    case 'thing-id':
    case 'key':
      return things.length > 0 ? r.pick(things).id : undefined;
    case 'id':
      return r.pick([own.recordId, r.pick(allTypeIds), ...(things.length > 0 ? [r.pick(things).id] : [])]);
    case 'type-id':
    case 'thing-type-id':
    case 'type-version-format':
      return r.pick(allTypeIds);
    case 'record-id':
      return own.recordId;
    case 'person-id':
    case 'person-id-cursor':
      return own.personId;
    case 'app-id':
      return r.pick([own.app.id, masterId]);
    default:
      return undefined;
  }
}
