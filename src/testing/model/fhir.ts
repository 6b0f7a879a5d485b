// The same commands at the FHIR interface: what of them can be said there, and whether its answer is the one that the model expects.
// Resources are made of the model's items by the mappings, which have tests of their own: here rights, dates and versions are at stake.
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Application } from '../../core/applications/application.ts';
import { addSmartGrant } from '../../core/smart/grants.ts';
import { keepSmart } from '../../core/smart/kept.ts';
import { toResource } from '../../formats/fhir/index.ts';
import type { TestServer } from '../server.ts';
import type { Caller, Command, ThingRef, WriteDraft } from './commands.ts';
import type { Expected } from './compare.ts';
import { commonXml, itemXml, type KindName, kindOf, kinds, otherVersion } from './kinds.ts';
import type { Names } from './names.ts';
import type { Call } from './requests.ts';
import {
  current,
  familyOf,
  type Grant,
  may,
  Refused,
  type State,
  type Thing,
  type Version,
} from './state.ts';
import { kindSent, meant, named } from './writes.ts';

/** What the door needs of the world. */
export interface Beside {
  readonly server: TestServer;
  readonly state: State;
  readonly names: Names;
  app(number: number): Application;
  /** Their ids, as the vault knows them. */
  person(number: number): { readonly personId: string; readonly recordId: string };
}

type Put = Extract<Command, { do: 'put' }>;
type Remove = Extract<Command, { do: 'remove' }>;
type Get = Extract<Command, { do: 'get' }>;
export type FhirCommand = (Put | Remove | Get) & {
  /** Is If-Match left out, which FHIR allows? */
  readonly isUnconditional?: true;
};

/** Things of the others are parts of the Patient. */
const mapped: ReadonlySet<string> = new Set(['weight', 'height', 'condition', 'medication']);

/**
 * What a command is at the FHIR interface: the first of what it writes, by who may come there. Undefined where that is nothing, and
 * for every third, so that what one door does the other tells of.
 */
export function asFhir(command: Call, state: State): FhirCommand | undefined {
  if (JSON.stringify(command).length % 3 === 0) return undefined;
  if (command.do !== 'put' && command.do !== 'remove' && command.do !== 'get') return undefined;
  if (command.by.how === 'alone' || command.by.recordId !== 'own') return undefined;
  const by: Caller = { ...command.by, isBySmart: true };
  if (command.do === 'get') return { ...command, by };
  if (command.do === 'put') return asPut({ ...command, by }, state);
  const [ref] = command.things;
  if (!ref || !isMapped(named(state, by.record, ref).thing)) return undefined;
  return { ...command, by, ...withoutStamp(ref), things: [conditional(ref)] };
}

function asPut(command: Put, state: State): FhirCommand | undefined {
  const { by, writes } = command;
  const [drawn] = writes;
  const write = drawn && meant(state, by.record, drawn);
  if (!write?.content) return undefined;
  const target = write.thing && named(state, by.record, write.thing).thing;
  const kind = newest(target ? kindSent({ ...write, kindIs: 'same' }, target) : write.kind);
  if (!mapped.has(kindOf(kind).family)) return undefined;
  const { content, thing: ref } = write;
  const own: WriteDraft = {
    ...{ kind, kindIs: 'any', withType: true, content, end: undefined, flags: undefined },
    thing: ref && conditional(ref),
    // What a resource leaves out is gone.
    tags: ref ? (write.tags ?? 0) : write.tags,
  };
  return { ...command, ...(ref && withoutStamp(ref)), version: 2, overwrite: false, writes: [own] };
}

function isMapped(thing: Thing | undefined): boolean {
  return !thing || mapped.has(familyOf(current(thing)));
}

function newest(kind: KindName): KindName {
  const other = otherVersion(kind);
  return kinds[other].version > kinds[kind].version ? other : kind;
}

function withoutStamp({ stamp }: ThingRef): { isUnconditional?: true } {
  return stamp === 'missing' ? { isUnconditional: true } : {};
}

function conditional(ref: ThingRef): ThingRef {
  return ref.stamp === 'missing' ? { ...ref, stamp: 'right' } : ref;
}

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: resources as they come
  readonly body: any;
  readonly versionId: string | undefined;
  readonly id: string | undefined;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly stamp?: string | undefined;
}

/** What the door may answer where the XML API refuses with a code. */
const refusals: Readonly<Record<number, readonly number[]>> = {
  10: [403],
  // What is seen may be named by an old version, what is not is not there.
  11: [403, 404, 412],
  // Where nothing was granted, nothing is looked for.
  13: [403, 404],
  61: [412],
  68: [413, 507],
  154: [403, 422],
};

const scopes = 'patient/*.cruds';

/** As what applications are registered. */
export const smart = { clientType: 'public', redirectUris: ['https://app.example/'], scopes } as const;

/** A client of FHIR for every application, person and record. */
export class FhirDoor {
  readonly #world: Beside;
  readonly #tokens = new Map<string, string>();

  constructor(world: Beside) {
    this.#world = world;
  }

  /** What is sent for a command; asked before the model does it. */
  ask(command: FhirCommand): Asked | undefined {
    const { state, names } = this.#world;
    const { by } = command;
    if (command.do === 'get') return undefined;
    const [write] = command.do === 'put' ? command.writes : [];
    const ref = command.do === 'put' ? write?.thing : command.things[0];
    const found = ref && named(state, by.record, ref);
    const id = names.guid(found?.thing?.name ?? 'nothing');
    const stamp = found && !command.isUnconditional ? names.guid(found.stamp) : undefined;
    if (!write?.content) {
      const type = found?.thing ? this.#typeOf(by, found.thing) : 'Observation';
      return { method: 'DELETE', path: `${type}/${id}`, stamp };
    }
    const { kind, content, tags } = write;
    const body = this.#resource(by, { kind, content, tags: tags ? `tag ${tags}` : undefined });
    const { resourceType: type } = body;
    return ref
      ? { method: 'PUT', path: `${type}/${id}`, body: { ...body, id }, stamp }
      : { method: 'POST', path: type, body };
  }

  /** @returns what differs */
  async differ(command: FhirCommand, asked: Asked | undefined, expected: Expected): Promise<string[]> {
    if (command.do === 'get') return this.#differGet(command);
    if (!asked) return [];
    const reply = await this.#send(command.by, asked);
    if ('code' in expected && expected.code !== 0) {
      // What is deleted already stays so, and FHIR says that it is.
      const isDone = command.do === 'remove' && expected.code === 13 && reply.status === 204;
      const isRefused = isDone || refusals[expected.code]?.includes(reply.status);
      return isRefused ? [] : [`FHIR does not refuse as code ${expected.code} does: ${told(reply)}`];
    }
    if (reply.status >= 300) return [`FHIR refuses what the XML API does: ${told(reply)}`];
    const [key] = 'keys' in expected ? expected.keys : [];
    if (!key) return [];
    const { names } = this.#world;
    return [names.bind(key.thing, reply.id ?? ''), names.bind(key.version, reply.versionId ?? '')].filter(
      wrong => wrong !== undefined,
    );
  }

  /** Things that are named are read, with their history where that is asked for; else all there are is searched for. */
  async #differGet({ by, groups }: Get): Promise<string[]> {
    const grant = this.#grantOf(by);
    const refs = groups.flatMap(({ ids }) => ids);
    const things = [...new Set(refs.map(ref => named(this.#world.state, by.record, ref).thing))];
    if (!grant) {
      const reply = await this.#send(by, { method: 'GET', path: 'Observation' });
      return reply.status === 403 ? [] : [`FHIR answers whom nothing was granted: ${told(reply)}`];
    }
    if (things.length === 0) return this.#differSearch(by, grant);
    const wrong: string[] = [];
    for (const thing of things.filter(isMapped))
      wrong.push(
        ...(await this.#differRead(
          by,
          grant,
          thing,
          groups.some(({ allVersions }) => allVersions),
        )),
      );
    return wrong;
  }

  async #differSearch(by: Caller, grant: Grant): Promise<string[]> {
    const { state, names } = this.#world;
    const { things } = state.records[grant.record]!;
    const wrong: string[] = [];
    for (const type of ['Observation', 'Condition', 'MedicationRequest', 'MedicationStatement']) {
      const own = things.filter(
        thing => isMapped(thing) && this.#typeOf(by, thing) === type && isOpen(grant, current(thing)),
      );
      const reply = await this.#send(by, { method: 'GET', path: `${type}?_count=200` });
      const found = (reply.body?.entry ?? []).map((entry: Reply['body']) =>
        names.name(entry.resource.meta.versionId),
      );
      const want = own.map(thing => current(thing).name);
      if (!isDeepStrictEqual(found.sort(), want.sort()))
        wrong.push(`${want} were expected of a search, ${found} came: ${reply.status}`);
    }
    return wrong;
  }

  async #differRead(
    by: Caller,
    grant: Grant,
    thing: Thing | undefined,
    allVersions: boolean,
  ): Promise<string[]> {
    const { names } = this.#world;
    const path = `${thing ? this.#typeOf(by, thing) : 'Observation'}/${names.guid(thing?.name ?? 'nothing')}`;
    const isThere = thing?.record === grant.record && isOpen(grant, current(thing));
    const isGone =
      thing?.record === grant.record &&
      current(thing).deleted &&
      isOpen(grant, { ...current(thing), deleted: false });
    const differs = (reply: Reply, version: Version | undefined) =>
      this.#versionDiffers(by, reply, version ?? (isGone ? 410 : 404));
    const wrong = differs(
      await this.#send(by, { method: 'GET', path }),
      isThere ? current(thing) : undefined,
    );
    if (!thing || !allVersions) return wrong;
    for (const version of thing.versions.filter(({ deleted }) => !deleted)) {
      const reply = await this.#send(by, {
        method: 'GET',
        path: `${path}/_history/${names.guid(version.name)}`,
      });
      wrong.push(...differs(reply, isThere && isOpen(grant, version) ? version : undefined));
    }
    return wrong;
  }

  /** @param version or the status, where none is to be read */
  #versionDiffers(by: Caller, reply: Reply, version: Version | 404 | 410): string[] {
    if (typeof version === 'number')
      return reply.status === version ? [] : [`${version} was expected of a read: ${told(reply)}`];
    if (reply.status !== 200) return [`${version.name} was expected of a read: ${told(reply)}`];
    const { id: _, meta, ...rest } = reply.body;
    const { versionId: __, lastUpdated: ___, ...kept } = meta;
    const { names } = this.#world;
    const want = this.#resource(by, version);
    const read = { ...rest, ...(Object.keys(kept).length > 0 && { meta: kept }) };
    return [
      ...(names.name(reply.versionId ?? '') === version.name
        ? []
        : [`${version.name} was expected, ${reply.versionId} came`]),
      ...(isDeepStrictEqual(read, want)
        ? []
        : [`${JSON.stringify(want)} was expected, ${JSON.stringify(read)} came`]),
    ];
  }

  /** Undefined where nothing holds in the way that it comes. */
  #grantOf(by: Caller): Grant | undefined {
    try {
      const grant = this.#world.state.grant(by);
      return grant.rules.length > 0 ? grant : undefined;
    } catch (refused) {
      if (refused instanceof Refused) return undefined;
      throw refused;
    }
  }

  #resource(
    { app, person, record }: Caller,
    { kind, content, tags }: Pick<Version, 'kind' | 'content' | 'tags'>,
  ) {
    const { names } = this.#world;
    const thing = {
      typeId: kinds[kind].id,
      dataXml: itemXml(kind, content),
      commonXml: commonXml(content),
      tags,
    };
    const patient = `Patient/${names.guid(`${app}/${person}/${record}`)}`;
    return toResource(thing, { patient, zone: 'UTC' });
  }

  #typeOf(by: Caller, thing: Thing): string {
    return this.#resource(by, current(thing)).resourceType;
  }

  async #send(by: Caller, asked: Asked): Promise<Reply> {
    const reply = await this.#sendWith(await this.#token(by), asked);
    // As clients do, when told that something has ended.
    if (reply.status !== 401) return reply;
    this.#tokens.delete(keyOf(by));
    return this.#sendWith(await this.#token(by), asked);
  }

  async #sendWith(token: string, { method, path, body, stamp }: Asked): Promise<Reply> {
    const reply = await fetch(`${this.#world.server.shellUrl}/fhir/r4/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/fhir+json' }),
        ...(stamp !== undefined && { 'if-match': `W/"${stamp}"` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    const [, id, versionId] = /\/([^/]+)\/_history\/([^/]+)$/.exec(reply.headers.get('location') ?? '') ?? [];
    const [, tag] = /^W\/"(.*)"$/.exec(reply.headers.get('etag') ?? '') ?? [];
    return {
      status: reply.status,
      body: text === '' ? undefined : JSON.parse(text),
      id: id ?? path.split('/')[1],
      versionId: versionId ?? tag,
    };
  }

  /** Whether or not anything is granted: a token alone opens nothing. */
  async #token(by: Caller): Promise<string> {
    const known = this.#tokens.get(keyOf(by));
    if (known !== undefined) return known;
    const { vault } = this.#world.server;
    const [grantId, token] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
    const clientId = this.#world.app(by.app).id;
    const { personId } = this.#world.person(by.person);
    const { recordId } = this.#world.person(by.record);
    const grant = { appId: clientId, personId, recordId, scopes, isOffline: true, shellId: undefined };
    await vault.store.write(db => addSmartGrant(db, vault, grantId, grant));
    const gty = by.how === 'offline' ? 'authorization_code refresh_token' : 'authorization_code';
    const payload = { clientId, grantId, scope: scopes, gty };
    await keepSmart(vault, { kind: 'AccessToken', id: token, payload }, vault.limits.smartTokenTtlMs);
    this.#tokens.set(keyOf(by), token);
    return token;
  }
}

function keyOf({ app, person, record, how }: Caller): string {
  return `${app}/${person}/${record} ${how}`;
}

function isOpen(grant: Grant, version: Version): boolean {
  return !version.deleted && may(grant, 'Read', familyOf(version), version.effective);
}

function told({ status, body }: Reply): string {
  return `${status} ${JSON.stringify(body)}`;
}
