// The published schema of every type and of what the types share, printed from the definitions.
import type { Schema } from '../schema/schema.ts';
import { type Locate, printSharedXsd, printXsd, xmlNamespace } from '../schema/xsd.ts';
import * as aerobic from './common/aerobic.ts';
import * as codable from './common/codable.ts';
import * as dates from './common/dates.ts';
import * as measurements from './common/measurements.ts';
import * as namespaces from './common/namespaces.ts';
import * as numbers from './common/numbers.ts';
import * as people from './common/people.ts';
import * as strings from './common/strings.ts';
import * as structures from './common/structures.ts';
import { everyType } from './index.ts';
import type { ThingType, ThingVersion } from './thing-type.ts';

/** Every published schema by its file name, such as `base.xsd` and `medication-2.xsd`; its imports are found by `locate`. */
export const xsdFiles: ReadonlyMap<string, (locate: Locate) => string> = new Map([
  ...Object.entries(namespaces).map(
    ([name, namespace]) =>
      [`${name}.xsd`, (locate: Locate) => printSharedThingXsd(namespace, locate)] as const,
  ),
  ...everyType().flatMap(type =>
    type.versions.map(
      version =>
        [getXsdFile(type, version), (locate: Locate) => printThingXsd(type, version, locate)] as const,
    ),
  ),
]);

/** The file of a version of a type. */
export function getXsdFile(type: ThingType, { number }: ThingVersion): string {
  return `${getSlug(type)}-${number}.xsd`;
}

/** A type's name in addresses and file names: `blood-pressure`. */
export function getSlug({ name }: ThingType): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Finds what the types share below an address, which ends in a slash; or, with none, beside the document. */
export function makeLocate(address = ''): Locate {
  return namespace => `${address}${sharedFiles.get(namespace)}`;
}

/** Declares xml:lang, for the documents of methods. */
export const xmlXsdFile = 'xml.xsd';

const sharedFiles = new Map([
  ...Object.entries(namespaces).map(([name, namespace]) => [namespace as string, `${name}.xsd`] as const),
  [xmlNamespace, xmlXsdFile] as const,
]);

/** The files of what the types share. */
export const sharedXsdFiles: readonly string[] = Object.keys(namespaces).map(name => `${name}.xsd`);

/** The document of one version of a type. */
export function printThingXsd(type: ThingType, version: ThingVersion, locate: Locate): string {
  return printXsd(version, locate, type);
}

/** The namespaces that the documents of types import. */
export const sharedNamespaces: readonly string[] = Object.values(namespaces);

/** The document of a shared namespace. */
export function printSharedThingXsd(namespace: string, locate: Locate): string {
  return printSharedXsd(
    namespace,
    sharedSchemas.filter(({ typeName }) => typeName?.namespace === namespace),
    locate,
  );
}

const modules: object[] = [aerobic, codable, dates, measurements, numbers, people, strings, structures];

/** Every shared definition that has a published name. */
export const sharedSchemas = [...modules, strings.platformStrings]
  .flatMap(module => Object.values(module) as unknown[])
  .filter(
    (value): value is Schema<unknown> => typeof value === 'object' && value !== null && 'typeName' in value,
  );
