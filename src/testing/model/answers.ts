// Answers of the XML API in the shapes the model speaks, ids turned into its names.
import type { XmlCursor } from '../../schema/xml-reader.ts';
import type { Answer } from '../given.ts';
import type { Right } from './commands.ts';
import type { Names } from './names.ts';
import type { PersonTold, RecordTold, UpdatedRecord } from './people.ts';
import type { OperationTold, PermissionTold, StampTold, ThingTold } from './reads.ts';
import type { Key } from './writes.ts';

export interface GroupAnswer {
  readonly things: readonly ThingTold[];
  readonly keys: readonly Pick<ThingTold, 'thing' | 'version' | 'typeId' | 'effective' | 'ends'>[];
  readonly filtered: boolean;
}

export function readKeys(answer: Answer): Key[] {
  return answer.elements('thing-id').map(keyIn);
}

/** The attribute first: reading the text moves on. */
function keyIn(at: XmlCursor): Key {
  const version = attribute(at, 'version-stamp');
  return { version, thing: at.text() };
}

export function readGroups(answer: Answer, names: Names): GroupAnswer[] {
  return answer.elements('group').map(at => {
    const parts = children(at);
    return {
      things: parts.filter(isNamed('thing')).map(part => readThing(part, names)),
      keys: parts.filter(isNamed('unprocessed-thing-key-info')).map(part => {
        const of = fields(part);
        return {
          ...keyOf(of, names),
          effective: of.get('eff-date')!.text(),
          ends: of.get('updated-end-date')?.text(),
        };
      }),
      filtered: parts.some(part => part.name === 'filtered' && part.text() === 'true'),
    };
  });
}

function readThing(at: XmlCursor, names: Names): ThingTold {
  const of = fields(at);
  const rights = of.get('eff-permissions')!;
  const immutable = rights.attribute('immutable') === 'true';
  return {
    ...keyOf(of, names),
    flags: Number(of.get('flags')!.text()),
    effective: of.get('eff-date')!.text(),
    ends: of.get('updated-end-date')?.text(),
    tags: of.get('tags')?.text(),
    data: inner(of.get('data-xml')!),
    created: of.has('created') ? readStamp(of.get('created')!, names) : undefined,
    updated: readStamp(of.get('updated')!, names),
    rights: children(rights).map(part => part.text()),
    immutable,
  };
}

function keyOf(of: Map<string, XmlCursor>, names: Names): Pick<ThingTold, 'thing' | 'version' | 'typeId'> {
  const { thing, version } = keyIn(of.get('thing-id')!);
  return {
    thing: names.name(thing),
    version: names.name(version),
    typeId: of.get('type-id')!.text(),
  };
}

function readStamp(at: XmlCursor, names: Names): StampTold {
  const of = fields(at);
  return {
    at: of.get('timestamp')!.text(),
    app: names.name(of.get('app-id')!.text()),
    person: names.name(of.get('person-id')!.text()),
    how: of.get('access-avenue')!.text(),
    action: of.get('audit-action')!.text(),
  };
}

export function readOperations(
  answer: Answer,
  names: Names,
): { latest: number; operations: OperationTold[] } {
  return {
    latest: Number(answer.texts('latest-record-operation-sequence-number')[0]),
    operations: answer.elements('record-operation').map(at => {
      const of = fields(at);
      return {
        what: of.get('operation')!.text(),
        sequence: Number(of.get('sequence-number')!.text()),
        ...keyOf(of, names),
        effective: of.get('eff-date')?.text(),
        ends: of.get('updated-end-date')?.text(),
      };
    }),
  };
}

export function readPermissions(answer: Answer): PermissionTold[] {
  return answer.elements('thing-type-permission').map(at => {
    const of = fields(at);
    const list = (name: string) =>
      of.has(name) ? children(of.get(name)!).map(part => part.text() as Right) : [];
    return {
      typeId: of.get('thing-type-id')!.text(),
      online: list('online-access-permissions'),
      offline: list('offline-access-permissions'),
    };
  });
}

/** The record named as selected stands in a list of its own. */
export function readPeople(answer: Answer, names: Names): PersonTold[] {
  return answer.elements('person-info').map(at => {
    const of = fields(at);
    return {
      id: names.name(of.get('person-id')!.text()),
      records: children(at)
        .filter(isNamed('record'))
        .map(part => readRecord(part, names)),
      selected: [names.name(of.get('selected-record-id')!.text())],
    };
  });
}

export function readRecords(answer: Answer, names: Names): RecordTold[] {
  return answer.elements('record').map(at => readRecord(at, names));
}

function readRecord(at: XmlCursor, names: Names): RecordTold {
  return {
    id: names.name(attribute(at, 'id')),
    custodian: attribute(at, 'record-custodian') === 'true',
    expires: attribute(at, 'auth-expires'),
    action: attribute(at, 'app-record-auth-action'),
    idInApp: names.name(attribute(at, 'app-specific-record-id')),
    sequence: Number(attribute(at, 'latest-operation-sequence-number')),
    authorized: attribute(at, 'record-app-auth-created-date'),
  };
}

export function readUpdatedRecords(answer: Answer, names: Names): UpdatedRecord[] {
  return answer.elements('updated-record').map(at => {
    const of = fields(at);
    return {
      person: names.name(of.get('person-id')!.text()),
      record: names.name(of.get('record-id')!.text()),
      at: of.get('update-date')!.text(),
      sequence: Number(of.get('latest-operation-sequence-number')!.text()),
    };
  });
}

function attribute(at: XmlCursor, name: string): string {
  return at.attribute(name) ?? '';
}

function isNamed(name: string): (at: XmlCursor) => boolean {
  return at => at.name === name;
}

function children(parent: XmlCursor): XmlCursor[] {
  const at = parent.at(parent.index);
  at.enter();
  const found: XmlCursor[] = [];
  for (; at.atElement(); at.skip()) found.push(at.at(at.index));
  return found;
}

/** Children by name, the first of each. */
function fields(parent: XmlCursor): Map<string, XmlCursor> {
  const found = new Map<string, XmlCursor>();
  for (const child of children(parent)) if (!found.has(child.name)) found.set(child.name, child);
  return found;
}

function inner(at: XmlCursor): string {
  return at
    .outerXml()
    .replace(/^<[^>]*>/, '')
    .replace(/<\/[^>]*>$/, '');
}
