// Medical annotation: a note in words, and who wrote it.
import medicalAnnotation from '../../../things/medical-annotation.ts';
import { codeable, codesOf, isWritable, loinc } from '../codes.ts';
import { hasText, makeDocument, textIn } from '../documents.ts';
import { hasStatus, isMarked, isUnknown, isUnmarked } from '../elements.ts';
import { instant, readInstant } from '../instants.ts';
import { getOwn, type JsonObject } from '../json.ts';
import { type Converter, defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath } from '../paths.ts';
import { personReference } from '../people.ts';

const { row, rowBy } = rowsOf(medicalAnnotation);
const settings = { zone: 'UTC' };

/** When it was written, or else what it is about. */
function findWhen(resource: JsonObject) {
  return [resource.date, getAtPath(resource, 'context.period.start')].find(
    one => readInstant(one, settings) !== undefined,
  );
}

const when: Pick<Row, 'write' | 'read'> = {
  write(item, resource, how) {
    const written = item.when === undefined ? undefined : instant.write(item.when, how);
    if (written !== undefined) resource.date = written;
  },
  read(resource, item, how) {
    const value = readInstant(findWhen(resource), how);
    if (value !== undefined) item.when = value;
  },
};

const kind: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (isWritable(item.classification))
      resource.type = { ...(resource.type as JsonObject), text: item.classification };
  },
  read({ type }, item, how) {
    if (type === undefined || isUnknown(type)) return;
    const isBare = getOwn(type, 'text') === undefined && codesOf(type).includes('UNK');
    const words = isBare ? undefined : getOwn(codeable.read(type, how), 'text');
    if (isWritable(words)) item.classification = words;
  },
};

export default defineMapping(medicalAnnotation, {
  ...makeDocument(medicalAnnotation, { isNote: true }),
  rows: [
    rowBy('when', 'date', when, 'Midnight stands for a day without a time.'),
    rowBy('content', 'content[0].attachment.data', textIn('content')),
    row('author', 'author[0]', personReference as Converter<never>),
    rowBy('classification', 'type.text', kind),
  ],
  takes: resource =>
    findWhen(resource) !== undefined &&
    !hasStatus(resource, 'entered-in-error') &&
    (isMarked(resource, medicalAnnotation) ||
      (isUnmarked(resource) && hasText(resource) && !codesOf(resource.type, loinc).includes('18842-5'))),
});
