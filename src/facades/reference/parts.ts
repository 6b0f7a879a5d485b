// The parts that many types share, such as a weight or a person, each once on a page of their own (parts-page.tsx).
import type { Schema } from '../../schema/schema.ts';
import * as namespaces from '../../things/common/namespaces.ts';
import { sharedSchemas } from '../../things/xsd.ts';

const files = new Map(Object.entries(namespaces).map(([file, namespace]) => [namespace as string, file]));

/** Its place on the page; undefined for what is told where it stands. */
export function findPartAnchor({ typeName, shape }: Schema<unknown>): string | undefined {
  if (!typeName || shape.kind === 'text') return undefined;
  const file = files.get(typeName.namespace);
  return file && `${file}-${typeName.name}`;
}

export interface SharedPart {
  readonly anchor: string;
  readonly name: string;
  readonly namespace: string;
  readonly schema: Schema<unknown>;
}

/** In the order of the alphabet. */
export function listSharedParts(): readonly SharedPart[] {
  return [...new Map(sharedSchemas.map(schema => [findPartAnchor(schema), schema]))]
    .flatMap(([anchor, schema]) =>
      anchor === undefined || !schema.typeName ? [] : [{ anchor, ...schema.typeName, schema }],
    )
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
