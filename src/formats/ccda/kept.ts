// What the statements of the standard cannot hold of an item stands beside them: an act of ours with the whole item, as it
// is kept. Whoever does not know it passes it over; we read the item from it.
import { Buffer } from 'node:buffer';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';
import { writeItem } from '../../things/data.ts';
import { currentVersion, findVersion, parseThing, transform } from '../../things/index.ts';
import { Element } from '../clinical/element.ts';
import { clinicalLimits } from '../clinical/limits.ts';
import { element, worded } from '../clinical/xml.ts';
import type { Candidate, Finding } from '../format.ts';
import type { SectionContext } from './context.ts';
import { describe, getStatement } from './statement.ts';

/** Names our act, and the version of what is in it. */
const keptTemplate = '0d1f6c3a-5d7b-4a8e-9a59-0c1d8d0f7b11';
const typeSystem = '3a0c7e52-83a4-4f0e-8d0b-5f8f1c1b9e20';

export interface KeptThing {
  readonly typeId: string;
  readonly xml: string;
  readonly note: string | undefined;
}

export function writeKept({ typeId, xml, note }: KeptThing): string {
  const data = element(
    'data-xml',
    {},
    xml,
    note === undefined ? undefined : element('common', {}, worded('note', note)),
  );
  return element(
    'act',
    { classCode: 'ACT', moodCode: 'EVN' },
    element('templateId', { root: keptTemplate }),
    element('code', { code: typeId, codeSystem: typeSystem, codeSystemName: 'Keepwell' }),
    element(
      'text',
      { mediaType: 'application/xml', representation: 'B64' },
      Buffer.from(data, 'utf8').toString('base64'),
    ),
  );
}

/** The item beside a statement, or that is one; undefined where there is none, or it is not as it should be. */
export function readKept(statement: Element, context: SectionContext): Finding | undefined {
  const found = findKept(statement);
  const item = found && readItem(found.act);
  if (!found || !item) return undefined;
  const { source, sourceId, idScope } = describe(found.holder, context);
  return { candidate: { ...item, source, sourceId, of: 1, ...(idScope !== undefined && { idScope }) } };
}

/** An act of ours, and the statement that it is part of. */
function findKept(holder: Element, depth = 0): { act: Element; holder: Element } | undefined {
  const inside = [...holder.all('entryRelationship'), ...holder.all('component')].flatMap(
    one => getStatement(one) ?? [],
  );
  const act = inside.find(isKept);
  if (act) return { act, holder };
  if (depth === wrappedMax) return undefined;
  for (const one of inside) {
    const found = findKept(one, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** In how many statements one that is an item may stand: a problem in the act of its concern. */
const wrappedMax = 1;

function isKept(one: Element): boolean {
  return (
    one.name === 'act' && one.all('templateId').some(template => template.attribute('root') === keptTemplate)
  );
}

function readItem(
  act: Element,
): Pick<Candidate, 'typeId' | 'xml' | 'note' | 'effectiveDate' | 'endDate'> | undefined {
  const known = findVersion(act.find('code')?.attribute('code')?.toLowerCase() ?? '');
  const packed = act.find('text')?.gather(clinicalLimits.clinicalKeptCharactersMax, () => '') ?? '';
  if (!known || packed.length > clinicalLimits.clinicalKeptCharactersMax) return undefined;
  try {
    const document = readXml(Buffer.from(packed, 'base64').toString('utf8'));
    const root = new Element(document);
    const [item] = root.elements();
    if (!item) return undefined;
    const value = parseThing(known.version, document.root().at(item.index));
    const version = currentVersion(known.type);
    const written = writeItem(version, transform(known.type, value, known.version, version));
    const note = root.find('common', 'note');
    return { typeId: version.id, ...written, note: note && readWhole(note) };
  } catch (error) {
    // Somebody else may have changed it; the statement itself is there still.
    if (error instanceof XmlFault) return undefined;
    throw error;
  }
}

/** Every character, spaces too. */
function readWhole(note: Element): string {
  return note.gather(clinicalLimits.clinicalKeptCharactersMax, () => '');
}
