// Digital signatures of things, kept with each version.
export const signaturesStep: readonly string[] = [
  'ALTER TABLE thing ADD COLUMN signature_xml TEXT',
  'ALTER TABLE thing ADD COLUMN signed_xml TEXT',
  'ALTER TABLE thing_history ADD COLUMN signature_xml TEXT',
  'ALTER TABLE thing_history ADD COLUMN signed_xml TEXT',
];
