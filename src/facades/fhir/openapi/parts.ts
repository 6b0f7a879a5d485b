// What the operations of OpenAPI are put together of: parameters, bodies, answers.
import { referTo } from './schemas.ts';

export const parameters = {
  id: inPath('id', 'As the server gave it'),
  version: inPath('version', 'Of meta.versionId'),
  type: inPath('type', 'A kind of resource'),
  ...Object.fromEntries(
    [
      ['_count', 'So many a page, at most', 'integer'],
      ['_sort', 'By date, -date, _lastUpdated or -_lastUpdated', 'string'],
      ['_total', 'Is the number of all to be told? none, estimate or accurate', 'string'],
      ['_elements', 'These elements alone, separated by commas', 'string'],
      ['_summary', 'true, text, data, count or false', 'string'],
      ['_since', 'What was written after this moment', 'string'],
    ].map(([name = '', description, type]) => [name, { name, in: 'query', description, schema: { type } }]),
  ),
  ...Object.fromEntries(
    [
      ['Prefer', 'return=minimal, representation or OperationOutcome; handling=strict'],
      ['If-Match', 'The ETag of the version that was read: another is not overwritten'],
      ['If-None-Match', 'The ETag of the version that is known: that is not sent again'],
      ['If-Modified-Since', 'What was not changed since is not sent again'],
      ['If-None-Exist', 'A search: where it finds one, none is made'],
    ].map(([name = '', description]) => [
      name,
      { name, in: 'header', description, schema: { type: 'string' } },
    ]),
  ),
};

function inPath(name: string, description: string): object {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
}

export function parameter(name: string): object {
  return { $ref: `#/components/parameters/${name}` };
}

const resourceTypes = ['application/fhir+json', 'application/fhir+xml'] as const;

function contentOf(type: string): object {
  const [json, xml] = resourceTypes;
  return { [json]: { schema: referTo(type) }, [xml]: { schema: { type: 'string' } } };
}

export function body(type: string): object {
  return { required: true, content: contentOf(type) };
}

export function answer(type: string, description: string): object {
  return { description, content: contentOf(type) };
}

export function written(type: string): object {
  return { 200: answer(type, 'As it is now'), 201: answer(type, 'It was made'), ...refused };
}

export const notChanged = { description: 'It is as the client has it' };

export const refusal = answer('OperationOutcome', 'Refused: what is wrong, where, and how to mend it');
export const refused = { default: { $ref: '#/components/responses/Refused' } };

export function withArticle(type: string): string {
  return `${/^[AEIO]/.test(type) ? 'an' : 'a'} ${type}`;
}
