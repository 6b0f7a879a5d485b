// The formats that are read: a new one is a line here, and one in ids.ts, which says when a file is shown to it.
import { appleHealth } from './apple-health/apple-health.ts';
import { blueButton } from './blue-button/blue-button.ts';
import { ccda } from './ccda/ccda.ts';
import { ccr } from './ccr/ccr.ts';
import { clarity } from './clarity/clarity.ts';
import { csv } from './csv/csv.ts';
import { fhir } from './fhir/import/fhir.ts';
import { fit } from './fit/fit.ts';
import type { FileHead, Format } from './format.ts';
import { healthAutoExport } from './health-auto-export/health-auto-export.ts';
import { healthCard } from './health-card/health-card.ts';
import { healthConnect } from './health-connect/health-connect.ts';
import { hl7v2 } from './hl7v2/hl7v2.ts';
import { type FormatId, formatIds } from './ids.ts';
import { libreview } from './libreview/libreview.ts';
import { nightscout } from './nightscout/nightscout.ts';
import { takeout } from './takeout/takeout.ts';
import { withings } from './withings/withings.ts';

const formats: Readonly<Record<FormatId, Format>> = {
  'apple-health': appleHealth,
  ccda,
  ccr,
  hl7v2,
  'health-connect': healthConnect,
  withings,
  takeout,
  fit,
  clarity,
  libreview,
  nightscout,
  'health-auto-export': healthAutoExport,
  'blue-button': blueButton,
  fhir,
  'health-card': healthCard,
  csv,
};

/** Those that know the file, the surest first. */
export async function* findFormats(of: FileHead): AsyncGenerator<Format> {
  for (const id of formatIds) if (await formats[id].matches(of)) yield formats[id];
}

/** The first that knows the file, or nothing where none does. */
export async function findFormat(of: FileHead): Promise<Format | undefined> {
  for await (const format of findFormats(of)) return format;
  return undefined;
}
