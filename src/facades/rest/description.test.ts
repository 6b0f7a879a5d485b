// The description is the published one: every operation, parameter, answer, model and field of it, but for words and what was an
// accident of its exporter.
import { describe, expect, test } from 'vitest';
import { hasReference, referenceFile } from '../../testing/reference.ts';
import { describeRest } from './description.ts';
import { versions } from './operation.ts';

interface Tree {
  readonly [name: string]: Tree | undefined;
}

/** Types of the exporter's own platform, which nothing refers to. */
const accidents = ['CancellationToken', 'SafeWaitHandle', 'WaitHandle'];

/** Without words, and without the type of what was exported as a bare object: dates and times, mostly. */
function simplify(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(simplify);
  if (typeof tree !== 'object' || tree === null) return tree;
  const entries = Object.entries(tree).filter(
    ([name, value]) => !(name === 'description' && typeof value === 'string') && name !== 'x-id',
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, simplify(value)]));
}

function isBare(field: Tree | undefined): boolean {
  return String(field?.type) === 'object' && field?.properties === undefined;
}

describe.skipIf(!hasReference).each(versions)('the description of %s', version => {
  // What is left out is collected all the same.
  const published: Tree = hasReference
    ? JSON.parse(referenceFile(`rest/${version}.swagger.json`).toString('utf8'))
    : {};
  const own = describeRest(version, { shellUrl: 'https://vault.example' }) as unknown as Tree;

  test('has its operations, with their parameters and answers', () => {
    const tell = ({ paths }: Tree) =>
      Object.entries(paths ?? {})
        .flatMap(([path, methods]) =>
          Object.entries(methods ?? {}).map(([method, operation]) => {
            const { operationId, parameters, responses } = operation as unknown as {
              operationId: string;
              parameters?: Record<string, unknown>[];
              responses: Record<string, { schema?: Tree }>;
            };
            const asked = (parameters ?? []).map(({ name, in: where, required, format, schema }) => ({
              ...{ name, where, required, format: format === 'date' ? undefined : format, schema },
            }));
            const answered = Object.entries(responses).map(
              ([status, { schema }]) => `${status} ${schema?.$ref ?? schema?.type ?? ''}`,
            );
            const inOrder = asked.sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
            return { path, method, operationId, asked: inOrder, answered: answered.sort() };
          }),
        )
        .sort((a, b) => (a.operationId < b.operationId ? -1 : 1));
    expect(tell(own)).toEqual(tell(published));
  });

  test('has its models, with their fields', () => {
    const models = Object.keys(published.definitions ?? {}).filter(name => !accidents.includes(name));
    expect(Object.keys(own.definitions ?? {})).toEqual(models.sort());
    for (const name of models) {
      const [mine, theirs] = [own, published].map(({ definitions }) => definitions?.[name]);
      expect(mine?.required ?? [], name).toEqual(theirs?.required ?? []);
      const fields = theirs?.properties ?? {};
      expect(Object.keys(mine?.properties ?? {}).sort(), name).toEqual(Object.keys(fields).sort());
      for (const [field, schema] of Object.entries(fields))
        if (!isBare(schema))
          expect(simplify(mine?.properties?.[field]), `${name}.${field}`).toEqual(simplify(schema));
    }
  });
});
