// What REST says of an item that its type has no field for: JSON in an extension of the common part, beside whatever else stands
// there. An application may write what it likes there, so it is read as if it had been sent. Which item it is about is a relation.
import { escapeText } from '../../schema/escape.ts';
import { readStored } from '../../schema/stored-xml.ts';
import { common } from '../../things/common/common-part.ts';
import { type Json, type Model, Problems } from './model.ts';

const source = 'urn:keepwell:rest';

function parse(commonXml: string) {
  return commonXml === '' ? {} : common.parse(readStored(commonXml).root());
}

/** Without what is not as its model has it. */
export function readExtras<T>(model: Model<T>, commonXml: string): Partial<T> {
  const own = parse(commonXml).extension?.find(extension => extension.source === source);
  const [xml] = own?.content ?? [];
  if (xml === undefined) return {};
  try {
    const root = readStored(xml).root();
    return model.read(JSON.parse(root.text()) as Json, '', new Problems()) ?? {};
  } catch {
    return {};
  }
}

export interface Besides {
  readonly extras: object;
  /** The item that this one belongs to. */
  readonly belongsTo?: string | undefined;
}

const belongs = 'belongs-to';

/** The common element with these in place of those before. */
export function writeExtras(commonXml: string, { extras, belongsTo }: Besides): string {
  const before = parse(commonXml);
  const others = (before.extension ?? []).filter(extension => extension.source !== source);
  const json = JSON.stringify(extras);
  const own = { source, content: [`<rest>${escapeText(json)}</rest>`] };
  const related = before.relatedThing ?? [];
  const isThere =
    belongsTo === undefined ||
    related.some(({ target }) => 'byId' in target && target.byId.thingId.toLowerCase() === belongsTo);
  const relations = isThere
    ? related
    : [
        ...related.filter(({ relationshipType }) => relationshipType !== belongs),
        { target: { byId: { thingId: belongsTo } }, relationshipType: belongs },
      ];
  const after = {
    ...before,
    extension: json === '{}' ? others : [...others, own],
    relatedThing: relations,
  };
  const xml = common.print('common', after);
  return /^<common\s*\/>$|^<common><\/common>$/.test(xml) ? '' : xml;
}
