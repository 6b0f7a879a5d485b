// Judges what goes over the wire by the schemas this server prints of its methods, with a validator that is not ours.
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { listMethods } from '../methods/index.ts';
import { listMethodXsdFiles } from '../methods/xsd.ts';
import { makeLocate, xsdFiles } from '../things/xsd.ts';

const at = 'http://printed/';
const files = new Map([...xsdFiles, ...listMethodXsdFiles(listMethods())]);

xmlRegisterInputProvider(
  new XmlBufferInputProvider(
    Object.fromEntries(
      [...files].map(([file, print]) => [at + file, new TextEncoder().encode(print(makeLocate(at)))]),
    ),
  ),
);

/** What is wrong with what stands in an info element by a schema such as `method-putthings-2.xsd`. */
export function printedProblems(file: string, inside: string): string[] {
  const schema = files.get(file)!(makeLocate(at));
  const namespace = /targetNamespace="([^"]+)"/.exec(schema)![1]!;
  using schemaDocument = XmlDocument.fromString(schema, { url: at + file });
  using validator = XsdValidator.fromDoc(schemaDocument);
  using document = XmlDocument.fromString(`<wc:info xmlns:wc="${namespace}">${inside}</wc:info>`);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ message }) => message);
    throw error;
  }
}
