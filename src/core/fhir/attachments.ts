// Files that items hold, as resources tell of them: attachments whose address is a Binary, by the id of the blob.
import type { Attachment } from '../../formats/fhir/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import { makeReadableName } from '../printable.ts';
import type { Reader } from '../store.ts';
import { readBeside } from '../targets/judge.ts';
import type { StoredThing } from '../things/thing.ts';
import type { FhirAccess } from './access.ts';
import { settingsFor, type ToldSettings } from './mapping.ts';
import { isObject } from './values.ts';

type Holding = Pick<StoredThing, 'blobSet'>;

/** What resources of these things are made with. @param judged of what that grant opens; undefined where no value is judged */
export async function settingsOfThings(
  db: Reader,
  access: FhirAccess,
  things: readonly Holding[],
  judged?: { readonly now: number; readonly grant: Grant },
): Promise<(thing: Holding) => ToldSettings> {
  const settings: ToldSettings = {
    ...settingsFor(access),
    ...(judged && { beside: await readBeside(db, judged.grant, judged.now) }),
  };
  const ids = [...new Set(things.flatMap(({ blobSet }) => blobSet ?? []))];
  if (ids.length === 0) return () => settings;
  const sets = await db.things(access.grant).blobSets(ids);
  return ({ blobSet }) => {
    const blobs = blobSet === undefined ? undefined : sets.get(blobSet);
    return blobs ? { ...settings, attachments: blobs.map(toAttachment) } : settings;
  };
}

export type Attached = Pick<ThingBlob, 'blobId' | 'name' | 'contentType' | 'length'>;

export function toAttachment({ blobId, name, contentType, length }: Attached): Attachment {
  return {
    name: makeReadableName(name) || 'file',
    contentType: cutMediaType(contentType),
    size: length,
    url: `Binary/${blobId}`,
  };
}

const mediaType = /^[\w!#$&^.+*'~-]+\/[\w!#$&^.+*'~-]+(?:\s?;\s?\w+=[^\s;]+)*$/;

/** What a client wrote as content type need not be one. */
export function cutMediaType(text: string): string {
  return text.length <= 255 && mediaType.test(text) ? text : 'application/octet-stream';
}

const binary = /^Binary\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Of what an attachment says of itself beside its address. */
export interface NamedBinary {
  readonly id: string;
  readonly title: string | undefined;
  readonly contentType: string | undefined;
}

/** The Binaries of this server that a resource has as attachments, each once. */
export function listBinaries(value: unknown): NamedBinary[] {
  const found = new Map<string, NamedBinary>();
  walk(value, found);
  return [...found.values()];
}

function walk(value: unknown, found: Map<string, NamedBinary>): void {
  if (Array.isArray(value)) for (const one of value) walk(one, found);
  if (!isObject(value)) return;
  const { url, title, contentType } = value;
  const [, sent] = typeof url === 'string' ? (binary.exec(url) ?? []) : [];
  const id = sent?.toLowerCase();
  if (id !== undefined && !found.has(id)) {
    const text = (one: unknown) => (typeof one === 'string' ? one : undefined);
    found.set(id, { id, title: text(title), contentType: text(contentType) });
  }
  for (const one of Object.values(value)) walk(one, found);
}

/**
 * The same with addresses of its Binaries that lead there from anywhere; a token that is for several records is told whose they are.
 */
export function tellAddresses<T>(value: T, to: Pick<FhirAccess, 'baseUrl' | 'patientId'>): T {
  if (Array.isArray(value)) return value.map(one => tellAddresses(one, to)) as T;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, one]) => {
    const isOwn = name === 'url' && typeof one === 'string' && binary.test(one);
    return [name, isOwn ? `${to.baseUrl}/${one}?patient=${to.patientId}` : tellAddresses(one, to)];
  });
  return Object.fromEntries(entries) as T;
}

/** The same with what is known of its attachments: addresses of this server made relative, and what they leave out. */
export function mapAttachments<T>(
  value: T,
  baseUrl: string,
  known: ReadonlyMap<string, Attached> = new Map(),
): T {
  if (Array.isArray(value)) return value.map(one => mapAttachments(one, baseUrl, known)) as T;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, one]) => {
    const isOwn = name === 'url' && typeof one === 'string' && one.startsWith(`${baseUrl}/Binary/`);
    return [name, isOwn ? one.slice(baseUrl.length + 1) : mapAttachments(one, baseUrl, known)];
  });
  const made: Record<string, unknown> = Object.fromEntries(entries);
  const [, sent = ''] = typeof made.url === 'string' ? (binary.exec(made.url) ?? []) : [];
  const about = known.get(sent.toLowerCase());
  if (!about) return made as T;
  return { contentType: about.contentType, size: about.length, ...made } as T;
}
