// Reads the thing elements of PutThings and OverwriteThings: only what a client may say, each type by its own schema.
import { Fault } from '../../core/faults.ts';
import type { ThingData, ThingWrite } from '../../core/things/plan.ts';
import { chooseUnknownType } from '../../core/things/unknown-type.ts';
import type { Schema } from '../../schema/schema.ts';
import { dateTimeText, int, readAttributeSpecs, readAttributes, string } from '../../schema/text.ts';
import type { XmlCursor } from '../../schema/xml-reader.ts';
import { common, tags } from '../../things/common/common-part.ts';
import { readDates } from '../../things/data.ts';
import { findVersion, parseThing } from '../../things/index.ts';
import { localDateTime } from '../contracts/parts/local-time.ts';
import { thingKey, typeId } from '../contracts/parts/thing.ts';
import { readBlobs } from './blob-payload.ts';
import { isAtSignature, readSignature } from './thing-signature.ts';

const flags = int({ min: 0, max: 4_294_967_295 });

/** What clients send along although the server alone sets it. */
const ignored = ['eff-date', 'created', 'updated', 'eff-permissions'];

/** A thing element as version 1 or 2 of the methods has it. */
export function thingWrite(methodVersion: 1 | 2): Schema<ThingWrite> {
  return {
    shape: { kind: 'anything' },
    print: () => {
      throw new Error('things are printed by thing-print.ts');
    },
    parse(at) {
      if (at.ownAttributes().length > 0) at.fail('unexpected attribute');
      const thing = at.at(at.index);
      const close = at.enter();
      const write: { -readonly [K in keyof ThingWrite]: ThingWrite[K] } = {};
      if (methodVersion === 1) write.byOldMethod = true;
      if (at.atNamed('thing-id')) {
        const key = thingKey.parse(at);
        write.id = key.value;
        if (key['version-stamp'] !== undefined) write.versionStamp = key['version-stamp'];
      }
      if (at.atNamed('type-id')) write.typeId = typeId.parse(at).value;
      if (at.atNamed('thing-state')) at.skip();
      if (at.atNamed('flags')) write.flags = flags.parse(at);
      skipIgnored(at);
      while (at.atNamed('data-xml')) {
        const data = dataXml(at, write.typeId);
        if (data) write.data = data;
      }
      rest(at, write, thing, methodVersion);
      at.leave(close);
      return write;
    },
  };
}

function skipIgnored(at: XmlCursor): void {
  for (const name of ignored) if (at.atNamed(name)) at.skip();
}

function rest(
  at: XmlCursor,
  write: { -readonly [K in keyof ThingWrite]: ThingWrite[K] },
  thing: XmlCursor,
  methodVersion: 1 | 2,
): void {
  const blobs = readBlobs(at, methodVersion);
  if (blobs) write.blobs = blobs;
  skipIgnored(at);
  if (at.atNamed('tags')) write.tags = tags.parse(at);
  if (isAtSignature(at, methodVersion)) write.signature = readSignature(at, thing, methodVersion);
  if (methodVersion === 2 && at.atNamed('updated-end-date'))
    write.updatedEndDate = endDate(dateTimeText.parse(at));
}

/** An answer that was asked to transform the item says so here, and its reader sends it back. */
const dataAttributes = readAttributeSpecs({ transform: { optional: string } });

/** The data-xml section; undefined when it is empty, which changes nothing. */
function dataXml(at: XmlCursor, typeId: string | undefined): ThingData | undefined {
  const start = at.index;
  readAttributes(at, dataAttributes);
  const close = at.enter();
  if (!at.atElement()) {
    at.leave(close);
    return undefined;
  }
  if (typeId === undefined) at.fail('type-id must stand before data-xml', start);
  const known = findVersion(typeId);
  if (!known) throw new Fault(chooseUnknownType(typeId));
  const { version } = known;
  if (!at.atElement()) at.missing(version.root);
  const xml = at.standaloneXml();
  const value = parseThing(version, at);
  let commonXml = '';
  let clientId: string | undefined;
  if (at.atNamed('common')) {
    commonXml = at.standaloneXml();
    clientId = common.parse(at).clientThingId;
  }
  at.leave(close);
  return { xml, commonXml, clientId, ...readDates(version, value) };
}

/** Past this an end is no end: it clears what is set. */
const lastDay = '9999-12-31';

function endDate(text: string): string | null {
  const local = localDateTime(text);
  return local.slice(0, 10) >= lastDay || local.length < 10 ? null : local;
}
