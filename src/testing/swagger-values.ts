// Bodies drawn from the models of a description: all that they may hold, for property tests.
import fc from 'fast-check';
import type { Schema, Swagger } from './swagger.ts';

/** What a field is drawn from, by `Model.field` or by `field`: its schema does not say what is meant. */
export type Sources = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const words = fc
  .string({
    unit: fc.constantFrom(...'abc <>&"\']é\u00a0\t\n', '😀', '0', '7'),
    minLength: 1,
    maxLength: 20,
  })
  .filter(text => text.trim() !== '');

/** @param must what has to be there besides, by models */
export function bodiesOf(
  swagger: Swagger,
  given: Schema,
  sources: Sources,
  must: Readonly<Record<string, readonly string[]>> = {},
  at = '',
): fc.Arbitrary<unknown> {
  const { name, schema } = swagger.find(given);
  const source = sources[at] ?? sources[at.replace(/^.*\./, '')];
  if (source) return source;
  if (schema.enum) return fc.constantFrom(...schema.enum.filter(word => word !== 'Unknown'));
  if (schema.properties) {
    const fields = Object.entries(schema.properties).map(
      ([field, own]) => [field, bodiesOf(swagger, own, sources, must, `${name}.${field}`)] as const,
    );
    return fc.record(Object.fromEntries(fields), {
      requiredKeys: [...(schema.required ?? []), ...(must[name ?? ''] ?? [])],
    });
  }
  if (schema.type === 'array')
    return fc.array(bodiesOf(swagger, schema.items ?? {}, sources, must, at), { maxLength: 3 });
  return plainValues(schema);
}

function plainValues({ type, format }: Schema): fc.Arbitrary<unknown> {
  if (type === 'integer') return fc.integer({ min: 1, max: 59 });
  if (type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => n + 0);
  if (type === 'boolean') return fc.boolean();
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time')
    return fc
      .date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
      .map(day => day.toISOString());
  return words;
}
