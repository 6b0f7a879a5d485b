// Does an item hold pictures of the body? A recording of the heart is kept as a study, too, and is none.
import type { KeptItem } from '../../../things/data.ts';
import { readValue } from '../../../things/data.ts';
import medicalImageStudy from '../../../things/medical-image-study.ts';
import { isStudy } from './links.ts';

const recording = 'ECG';

export function hasPictures(thing: KeptItem): boolean {
  if (!isStudy(thing)) return false;
  const { series } = readValue(medicalImageStudy, thing);
  return series.some(({ modality }) => modality?.code?.[0]?.value !== recording);
}
