// Judges answers by the response schemas HealthVault published, with a validator that is not ours.
// They lie beside the code: see reference.ts.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import type { Answer } from './given.ts';
import { referenceFile, referenceFolder } from './reference.ts';

/** What is wrong with the info of an answer by a schema such as `response-getpersoninfo`. */
export function problemsBy(schema: string, answer: Answer): string[] {
  const info = /<wc:info.*<\/wc:info>|<wc:info[^>]*\/>/s.exec(answer.xml)?.[0];
  return info === undefined ? [`no info, but code ${answer.code}`] : publishedProblems(schema, info);
}

/** What is wrong with an element by a published schema. */
export function publishedProblems(schema: string, xml: string): string[] {
  using document = XmlDocument.fromString(xml);
  try {
    validator(schema).validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ message }) => message);
    throw error;
  }
}

/** The validator of a published schema, such as `height.xsd`. Shared: do not dispose of it. */
export function publishedXsd(file: string): XsdValidator {
  return validator(file.replace(/\.xsd$/, ''));
}

const validators = new Map<string, XsdValidator>();
let schemas: Record<string, Uint8Array> | undefined;

function validator(name: string): XsdValidator {
  const known = validators.get(name);
  if (known) return known;
  schemas ??= readSchemas();
  using document = XmlDocument.fromBuffer(schemas[`${name}.xsd`]!, { url: `${name}.xsd` });
  const made = XsdValidator.fromDoc(document);
  validators.set(name, made);
  return made;
}

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

/** Slips of the published schemas, read as meant. */
const slips: readonly [string, string][] = [
  ['name="dbSNP-build "', 'name="dbSNP-build"'],
  // Patterns match whole texts; these mean anchors.
  ['value="^[a-zA-Z0-9/+]*={0,2}$"', 'value="[a-zA-Z0-9/+]*={0,2}"'],
  ['value="^[a-zA-Z0-9-]*$"', 'value="[a-zA-Z0-9-]*"'],
  // The file has a name in lower case.
  ['schemaLocation="Meaningful-Use.xsd"', 'schemaLocation="meaningful-use.xsd"'],
];

/** Two import schemas that were never published: minimal ones stand in. Some use xml:lang without importing it. */
function readSchemas(): Record<string, Uint8Array> {
  const encoder = new TextEncoder();
  const read: Record<string, Uint8Array> = {
    'xml.xsd': encoder.encode(
      `<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="${xmlNamespace}"><attribute name="lang" type="string"/></schema>`,
    ),
    'xmldsig-core-schema.xsd': encoder.encode(
      '<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/09/xmldsig#"><element name="Signature"/></schema>',
    ),
  };
  for (const file of readdirSync(join(referenceFolder(), 'xsd'))) {
    const text = slips.reduce(
      (text, [slip, meant]) => text.replaceAll(slip, meant),
      referenceFile(`xsd/${file}`)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
    const lacksImport = text.includes('ref="xml:lang"') && !text.includes(`namespace="${xmlNamespace}"`);
    const importing = `$&<import namespace="${xmlNamespace}" schemaLocation="xml.xsd"/>`;
    read[file] = encoder.encode(lacksImport ? text.replace(/<schema\b[^>]*>/, importing) : text);
  }
  xmlRegisterInputProvider(new XmlBufferInputProvider(read));
  return read;
}
