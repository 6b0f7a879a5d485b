// The UIDs of DICOM that are told apart here.

export const explicitLittleEndian = '1.2.840.10008.1.2.1';
export const implicitLittleEndian = '1.2.840.10008.1.2';
export const explicitBigEndian = '1.2.840.10008.1.2.2';
export const deflatedLittleEndian = '1.2.840.10008.1.2.1.99';

export const directoryClass = '1.2.840.10008.1.3.10';
export const keyObjectsClass = '1.2.840.10008.5.1.4.1.1.88.59';
export const encapsulatedPdfClass = '1.2.840.10008.5.1.4.1.1.104.1';

const reportClasses = '1.2.840.10008.5.1.4.1.1.88.';

/** Digits and points, as the standard has them; some write others, which cannot be an address. */
const uidPattern = /^[0-9]+(?:\.[0-9]+)*$/;

export function isUid(text: string | undefined): text is string {
  return text !== undefined && text.length <= 64 && uidPattern.test(text);
}

export type InstanceKind = 'image' | 'key-objects' | 'report' | 'pdf' | 'other';

/** What an instance is, by its class and by whether it has pixels. */
export function nameKind(sopClass: string, hasPixels: boolean): InstanceKind {
  if (sopClass === keyObjectsClass) return 'key-objects';
  if (sopClass.startsWith(reportClasses)) return 'report';
  if (sopClass === encapsulatedPdfClass) return 'pdf';
  return hasPixels ? 'image' : 'other';
}
