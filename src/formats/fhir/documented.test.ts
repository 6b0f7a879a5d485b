// docs/fhir-mapping.md says what the rows do. KEEPWELL_WRITE_FHIR_MAPPING=1 npm test -- src/formats/fhir/documented.test.ts writes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeMappingTables } from '../../testing/fhir/mapping-table.ts';

const path = join(import.meta.dirname, '../../../docs/fhir-mapping.md');

test('docs/fhir-mapping.md is fresh', () => {
  const text = writeMappingTables();
  if (process.env.KEEPWELL_WRITE_FHIR_MAPPING === '1') writeFileSync(path, text);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
