// DICOM files for tests: one instance each, of any study, with pixels of a number of bytes.
import { explicitLittleEndian } from '../formats/dicom/uids.ts';
import { element, printDataset, printFileHead, type WrittenElement } from '../formats/dicom/write.ts';

export interface MadeInstance {
  readonly study: string;
  readonly series?: string;
  readonly instance?: string;
  readonly number?: number;
  readonly patientName?: string;
  readonly patientId?: string;
  readonly birthDate?: string;
  readonly date?: string;
  readonly modality?: string;
  readonly description?: string;
  readonly sopClass?: string;
  readonly transferSyntax?: string;
  readonly pixels?: Uint8Array;
  readonly rows?: number;
  readonly columns?: number;
  readonly more?: readonly WrittenElement[];
}

export const ctClass = '1.2.840.10008.5.1.4.1.1.2';

/** A file as a scanner writes it. */
export function makeDicom(about: MadeInstance): Buffer {
  const {
    study,
    series = `${study}.1`,
    number = 1,
    instance = `${series}.${number}`,
    sopClass = ctClass,
    transferSyntax = explicitLittleEndian,
    rows = 4,
    columns = 4,
    pixels = Buffer.alloc(rows * columns * 2, number),
    more = [],
  } = about;
  const elements = [
    element('00080005', 'CS', 'ISO_IR 192'),
    element('00080016', 'UI', sopClass),
    element('00080018', 'UI', instance),
    element('00080020', 'DA', about.date ?? '20260301'),
    element('00080030', 'TM', '101500'),
    element('00080050', 'SH', 'A1'),
    element('00080060', 'CS', about.modality ?? 'CT'),
    element('00080080', 'LO', 'St. Example'),
    element('00080090', 'PN', 'Doctor^Ada'),
    element('00081030', 'LO', about.description ?? 'CT of the chest'),
    element('0008103E', 'LO', 'Axial'),
    element('00100010', 'PN', about.patientName ?? ''),
    element('00100020', 'LO', about.patientId ?? 'P1'),
    element('00100030', 'DA', about.birthDate ?? ''),
    element('00180015', 'CS', 'CHEST'),
    element('0020000D', 'UI', study),
    element('0020000E', 'UI', series),
    element('00200010', 'SH', '1'),
    element('00200011', 'IS', '1'),
    element('00200013', 'IS', String(number)),
    element('00280002', 'US', [1]),
    element('00280004', 'CS', 'MONOCHROME2'),
    element('00280010', 'US', [rows]),
    element('00280011', 'US', [columns]),
    element('00280100', 'US', [16]),
    element('00280101', 'US', [16]),
    element('00280102', 'US', [15]),
    element('00280103', 'US', [0]),
    ...(pixels.length > 0 ? [element('7FE00010', 'OW', pixels)] : []),
    ...more,
  ].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  return Buffer.concat([
    printFileHead({ sopClass, instanceUid: instance, transferSyntax }),
    printDataset(elements),
  ]);
}
