// A resource of a file as items, by the same mappings as everywhere; what they hold whole is told as left out. What a resource says
// besides its item stays behind: references of its file lead nowhere here.
import { createHash } from 'node:crypto';
import { getVersion } from '../../../things/index.ts';
import { readCcdaInside } from '../../ccda/ccda.ts';
import { makeFile } from '../../embedded/embedded.ts';
import { type Finding, leaveOut, makeIdScope, nameWithin, UnreadableFile } from '../../format.ts';
import { dropControls } from '../../text/unnamed.ts';
import { codeable, isWritable } from '../codes.ts';
import { readCommon } from '../common.ts';
import { type MadeThing, UnmappableResource } from '../frame.ts';
import { heldType } from '../holder.ts';
import { chooseMapping, fromPatient, fromResource, isInForce } from '../index.ts';
import { getOwn, type Json, type JsonObject, listOf, type Resource } from '../json.ts';
import { sayBeside, sayBesideFile } from './beside.ts';
import type { FoundResource } from './entries.ts';
import { type About, type ItemContext, readNote, statusUnknown } from './notes.ts';

/** An id counts for one patient, and for the system that its resource came from. */
export function* readItems(found: FoundResource, context: ItemContext): Generator<Finding> {
  const from = getOwn(found.resource.meta ?? null, 'source');
  const scope = makeIdScope(isWritable(from) ? from.replace(/#.*$/s, '') : undefined, context.patient);
  for (const finding of readWithin(found, context))
    yield 'candidate' in finding && finding.candidate.idScope !== undefined
      ? finding
      : nameWithin(finding, scope);
}

function* readWithin(found: FoundResource, context: ItemContext): Generator<Finding> {
  const { settings, source } = context;
  const { resource } = found;
  const { resourceType } = resource;
  const about = { source: findSource(resource) ?? source, sourceId: findSourceId(found) };
  yield* readFiles(resource, about);
  try {
    if (resourceType === 'Patient') {
      for (const thing of fromPatient(resource, settings)) {
        const { root } = getVersion(thing.typeId).version;
        // One that was made to hold what else is said says nothing itself.
        if (!/^<[^>]*\/>$|^<personal><\/personal>$/.test(thing.dataXml))
          yield makeCandidate(thing, { ...about, sourceId: about.sourceId && `${about.sourceId}#${root}` });
      }
      return;
    }
    const mapping = chooseMapping(resource);
    if (mapping.type === heldType) {
      if (!hasFiles(resource))
        yield readNote(resource, context, about) ??
          leaveOut(isInForce(resource) ? 'no-kind' : 'denied', resourceType);
    } else {
      const thing = fromResource(resource, settings);
      // What a vault gave out says it already.
      const { note } = readCommon(thing.commonXml).common;
      const isUnsaid =
        resource.status === 'unknown' &&
        !String(note ?? '')
          .split('\n')
          .includes(statusUnknown);
      const beside = [isUnsaid ? statusUnknown : undefined, sayBeside(resource, thing)];
      yield makeCandidate(thing, about, beside);
    }
  } catch (error) {
    if (!(error instanceof UnmappableResource)) throw error;
    yield leaveOut('invalid', resourceType);
  }
}

/** @param beside what the note says first and last */
function makeCandidate(
  thing: MadeThing,
  { source, sourceId }: About,
  [first, last]: readonly (string | undefined)[] = [],
): Finding {
  const { typeId, dataXml: xml, effectiveDate, endDate, commonXml } = thing;
  const { note } = readCommon(commonXml).common;
  return {
    candidate: {
      typeId,
      xml,
      effectiveDate,
      endDate,
      note: [first, note, last].filter(isWritable).join('\n') || undefined,
      source,
      sourceId,
      of: 1,
    },
  };
}

/** Who says so: the laboratory, clinic or person that it names. */
function findSource({
  performer,
  recorder,
  asserter,
  serviceProvider,
  custodian,
  informationSource,
}: Resource) {
  const references = [
    ...listOf(performer).map(one => getOwn(one, 'actor') ?? one),
    serviceProvider,
    custodian,
    informationSource,
    recorder,
    asserter,
  ];
  const found = references.map(one => getOwn(one, 'display')).find(isWritable);
  return found === undefined ? undefined : dropControls(found).trim().slice(0, 200) || undefined;
}

/**
 * What its source calls it, the same in each of its files and no other's: an address with its server, an identifier with its
 * system, or an id that is long enough to be of one server alone.
 */
function findSourceId({ resource, fullUrl }: FoundResource): string | undefined {
  const { resourceType, id, identifier } = resource;
  const named = listOf(identifier).find(
    one => isWritable(getOwn(one, 'system')) && isWritable(getOwn(one, 'value')),
  );
  const isOfServer = fullUrl !== undefined && /^https?:\/\//.test(fullUrl);
  const name = isOfServer
    ? fullUrl
    : named !== undefined
      ? `${String(getOwn(named, 'system'))}|${String(getOwn(named, 'value'))}`
      : fullUrl !== undefined && fullUrl.length >= 32
        ? fullUrl
        : isWritable(id) && id.length >= 16
          ? id
          : undefined;
  if (name === undefined) return undefined;
  const said = `${resourceType} ${name}`;
  return said.length <= 200
    ? said
    : `${resourceType} ${createHash('sha256').update(said).digest('base64url')}`;
}

function listAttachments({ resourceType, content, presentedForm }: Resource): readonly Json[] {
  if (resourceType === 'DocumentReference')
    return listOf(content).map(one => getOwn(one, 'attachment') ?? null);
  return resourceType === 'DiagnosticReport' ? listOf(presentedForm) : [];
}

/** Files that it holds, but words and documents that become items themselves. */
function* readFiles(resource: Resource, about: About): Generator<Finding> {
  if (!isInForce(resource)) return;
  const mapping = chooseMapping(resource);
  const isDocument = resource.resourceType === 'DocumentReference';
  for (const [at, one] of listAttachments(resource).entries()) {
    const data = getOwn(one, 'data');
    if (!isWritable(data) || (isDocument && at === 0 && mapping.type !== heldType)) continue;
    const bytes = Buffer.from(data, 'base64');
    const title = findTitle(resource, one);
    const sourceId = about.sourceId && `${about.sourceId} file ${at + 1}`;
    const note = mapping.type === heldType ? sayBesideFile(resource) : undefined;
    yield* readDocument(bytes) ?? [
      makeFile({ title, bytes }, resource.resourceType, { ...about, sourceId, note }),
    ];
  }
}

/** A clinical document is read on, and kept. */
function readDocument(bytes: Uint8Array): Finding[] | undefined {
  try {
    return readCcdaInside(bytes);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

function hasFiles(resource: Resource): boolean {
  return listAttachments(resource).some(one => isWritable(getOwn(one, 'data')));
}

function findTitle(resource: JsonObject, attachment: Json): string {
  const kind = resource.type ?? resource.code;
  const words = kind === undefined ? undefined : getOwn(codeable.read(kind, { zone: 'UTC' }), 'text');
  return (
    [getOwn(attachment, 'title'), resource.description, words].find(isWritable) ??
    String(resource.resourceType)
  );
}
