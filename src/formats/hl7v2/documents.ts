// MDM: a document that somebody wrote, as text in observations. What was read in pictures becomes a radiology result, other texts
// an annotation, a file inside an item of its own.
import medicalAnnotation from '../../things/medical-annotation.ts';
import radiologyResult from '../../things/radiology-result.ts';
import { readMoment, toExact } from '../clinical/dates.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readCodeText } from './codes.ts';
import { isFile, readFiles } from './files.ts';
import { joinNotes, type Order, type Sender } from './orders.ts';
import type { Segment } from './segments.ts';
import { readValue } from './values.ts';

/** HL7 table 0270, and what systems write in its place. */
const documentNames = new Map(
  Object.entries({
    AR: 'Autopsy report',
    CD: 'Cardiodiagnostics',
    CN: 'Consultation',
    DI: 'Diagnostic imaging',
    DS: 'Discharge summary',
    ED: 'Emergency department report',
    HP: 'History and physical examination',
    OP: 'Operative report',
    PC: 'Psychiatric consultation',
    PH: 'Psychiatric history and physical examination',
    PN: 'Procedure note',
    PR: 'Progress note',
    SP: 'Surgical pathology',
    TS: 'Transfer summary',
  }),
);

export function* readDocument(
  order: Order,
  txa: Segment,
  { facility, application }: Sender,
): Generator<Finding> {
  const type = txa.first(2);
  const [code = '', text] = [type?.get(1), type?.get(2)];
  const title = text ?? documentNames.get(code) ?? (readCodeText(order.obr.first(4)) || code || 'TXA');
  // Cancelled, or written by nobody yet.
  if (txa.get(19)?.toUpperCase() === 'CA' || txa.get(17)?.toUpperCase() === 'IN') {
    yield leaveOut('denied', title);
    return;
  }
  const source = facility ?? application;
  const number = txa.get(12);
  const sourceId = number === undefined ? undefined : JSON.stringify(['document', source ?? '', number]);
  const about = { source, sourceId };
  yield* readFiles(order, { title, ...about });
  const hasFiles = order.observations.some(({ obx }) => isFile(obx));
  const cut = order.observations.filter(({ obx }) => obx.isCut && !isFile(obx)).length;
  if (cut > 0) yield leaveOut('too-large', title, cut);
  const read = order.observations.map(({ obx }) => (obx.isCut || isFile(obx) ? 'file' : readValue(obx)));
  const content = joinNotes(read.flatMap(one => (typeof one === 'string' ? [] : one.display)));
  const when = [4, 6, 7, 8]
    .map(field => toExact(readMoment(txa.get(field))))
    .find(date => date !== undefined);
  if (content === undefined && (hasFiles || cut > 0)) return;
  if (content === undefined || !when) {
    yield leaveOut('invalid', title);
    return;
  }
  yield code === 'DI'
    ? makeFinding(radiologyResult, { when, title, resultText: content }, title, about)
    : makeFinding(
        medicalAnnotation,
        { when, content, author: readAuthor(txa), classification: title },
        title,
        about,
      );
}

/** TXA-9, or who stands for it: TXA-5. */
function readAuthor(txa: Segment) {
  const value = txa.first(9) ?? txa.first(5);
  const full = [value?.get(6), value?.get(3), value?.get(2)].filter(Boolean).join(' ');
  return full === '' ? undefined : { name: { full } };
}
