// Every schema that is published below `/platform/xsd/`, by its file name: of the types, and of the methods.
import { listMethods } from '../../methods/index.ts';
import { listMethodXsdFiles } from '../../methods/xsd.ts';
import type { Locate } from '../../schema/xsd.ts';
import { xsdFiles } from '../../things/xsd.ts';

export const publishedSchemas: ReadonlyMap<string, (locate: Locate) => string> = new Map([
  ...xsdFiles,
  ...listMethodXsdFiles(listMethods()),
]);
