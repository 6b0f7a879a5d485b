// What the formats that are read are called, in the order in which a file is shown to them. Whoever only names them does not load what
// reads them.
export const formatIds = [
  'apple-health',
  'ccda',
  'ccr',
  'hl7v2',
  'health-connect',
  'withings',
  'takeout',
  'fit',
  'clarity',
  'libreview',
  'nightscout',
  'health-auto-export',
  'blue-button',
  'fhir',
  // It looks into pictures, which takes a moment.
  'health-card',
  // Whatever is sure comes before what reads any table of that kind.
  'csv',
] as const;

export type FormatId = (typeof formatIds)[number];
