// The published schemas of the methods, printed from their contracts: what stands in the info element of a request and of
// an answer. GetServiceDefinition names them; they are served beside those of the types (things/xsd.ts).
import { getNamed } from '../assume.ts';
import type { Schema } from '../schema/schema.ts';
import { any, seq } from '../schema/sequence.ts';
import { type Locate, printXsd, xmlXsd } from '../schema/xsd.ts';
import { xmlXsdFile } from '../things/xsd.ts';
import type { Method } from './method.ts';

type Print = (locate: Locate) => string;

/** Every published schema of these methods by its file name, such as `method-putthings-2.xsd`. */
export function listMethodXsdFiles(methods: readonly Method[]): ReadonlyMap<string, Print> {
  return new Map<string, Print>([
    [xmlXsdFile, () => xmlXsd],
    [nothingXsdFile, infoXsd('response.any', seq({ any: any() }))],
    ...methods.flatMap(method => listVersions(method).flatMap(number => filesOf(method, number))),
  ]);
}

/** The names of the files of a version of a method. */
export function getXsdFiles(
  { name, versions }: Method,
  number: number,
): { request: string; response: string } {
  const end = `${name.toLowerCase()}-${number}.xsd`;
  return {
    request: `method-${end}`,
    response: getNamed(versions, number).response ? `response-${end}` : nothingXsdFile,
  };
}

export function listVersions({ versions }: Method): number[] {
  return Object.keys(versions).map(Number);
}

/** Of the answers of all methods that answer with their status alone. */
const nothingXsdFile = 'response-any.xsd';

function filesOf(method: Method, number: number): [string, Print][] {
  const { name, versions } = method;
  const { request, response, answersAs } = getNamed(versions, number);
  const files = getXsdFiles(method, number);
  const asked: [string, Print] = [files.request, infoXsd(number === 1 ? name : `${name}${number}`, request)];
  return response ? [asked, [files.response, infoXsd(`response.${answersAs ?? name}`, response)]] : [asked];
}

function infoXsd(name: string, schema: Schema<unknown>): Print {
  const version = { root: 'info', namespace: `urn:com.microsoft.wc.methods.${name}`, schema };
  return locate => printXsd(version, locate);
}
