// A medicine in one line, for calendars and mails: `Metformin, 500 mg, 1 tablet`.
import { putInOneLine } from '../../things/common/strings.ts';
import type { Medication } from '../../things/medication.ts';

const textMax = 200;

export function sayMedicine({ name, strength, dose }: Medication): string {
  return putInOneLine([name.text, strength?.display, dose?.display].filter(Boolean).join(', '), textMax);
}
