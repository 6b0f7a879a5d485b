// What can be asked of the FHIR interface as paths of OpenAPI, made of the CapabilityStatement and of nothing else, so that what is
// told there is told here.
import type { Resource } from '../../../core/fhir/values.ts';
import { answer, body, notChanged, parameter, refused, withArticle, written } from './parts.ts';
import { referTo } from './schemas.ts';

export type Operation = Readonly<Record<string, unknown>>;
export type Paths = Record<string, Record<string, Operation>>;

/** What of the statement is read here. */
export interface Statement {
  readonly rest: readonly [
    {
      readonly resource: readonly Kind[];
      readonly interaction: readonly Coded[];
      readonly operation: readonly Named[];
    },
  ];
}

interface Coded {
  readonly code: string;
}

interface Named {
  readonly name: string;
  readonly definition?: string;
}

interface Kind {
  readonly type: string;
  readonly interaction: readonly Coded[];
  readonly searchParam: readonly {
    readonly name: string;
    readonly type: string;
    readonly documentation?: string;
  }[];
  readonly searchInclude?: readonly string[];
  readonly searchRevInclude?: readonly string[];
  readonly operation?: readonly Named[];
  readonly conditionalCreate?: boolean;
  readonly conditionalUpdate?: boolean;
  readonly conditionalDelete?: string;
}

export function describeFhirPaths(statement: Resource): Paths {
  const [rest] = (statement as unknown as Statement).rest;
  const paths: Paths = {};
  const add: Add = (path, method, operation) => {
    paths[path] = { ...paths[path], [method]: operation };
  };
  add('/metadata', 'get', {
    summary: 'What this server can do',
    operationId: 'capabilities',
    security: [],
    tags: ['Server'],
    responses: { 200: answer('CapabilityStatement', 'The CapabilityStatement') },
  });
  describeServer(rest, add);
  for (const kind of rest.resource) describeKind(kind, add);
  return paths;
}

type Add = (path: string, method: string, operation: Operation) => void;

function describeServer({ interaction, operation }: Statement['rest'][0], add: Add): void {
  const has = (code: string) => interaction.some(one => one.code === code);
  if (has('transaction') || has('batch'))
    add('/', 'post', {
      summary: 'A batch, each entry by itself, or a transaction, whole or not at all',
      operationId: 'batch',
      tags: ['Server'],
      parameters: [parameter('Prefer')],
      requestBody: body('Bundle'),
      responses: { 200: answer('Bundle', 'What became of each entry'), ...refused },
    });
  if (has('history-system'))
    add('/_history', 'get', {
      summary: 'Versions of all resources of the record, the latest first',
      operationId: 'history',
      tags: ['Server'],
      parameters: [parameter('_count'), parameter('_since')],
      responses: { 200: answer('Bundle', 'A page of versions'), ...refused },
    });
  for (const one of operation) describeOperation(one, '', add);
}

interface Adding {
  readonly kind: Kind;
  readonly add: Add;
  readonly has: (code: string) => boolean;
  readonly about: (does: string, summary: string, letters: string) => Operation;
}

function describeKind(kind: Kind, add: Add): void {
  const { type } = kind;
  const adding: Adding = {
    ...{ kind, add },
    has: code => kind.interaction.some(one => one.code === code),
    about: (does, summary, letters) => ({
      ...{ summary, operationId: `${does}${type}`, tags: [type] },
      security: [{ smart: [...letters].map(letter => `patient/${type}.${letter}`) }],
    }),
  };
  describeReading(adding);
  describeMaking(adding);
  describeChanging(adding);
  describeHistory(adding);
  for (const operation of kind.operation ?? []) describeOperation(operation, type, add);
}

function describeReading({ kind, add, has, about }: Adding): void {
  const { type } = kind;
  if (has('search-type')) {
    const responses = { 200: answer('Bundle', 'A page of what was found'), ...refused };
    const parameters = listSearchParameters(kind);
    add(`/${type}`, 'get', { ...about('search', `Search ${type}`, 's'), parameters, responses });
    add(`/${type}/_search`, 'post', {
      ...about('searchByForm', `Search ${type}, with the parameters in a form`, 's'),
      requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
      responses,
    });
  }
  if (has('read'))
    add(`/${type}/{id}`, 'get', {
      ...about('read', `Read ${withArticle(type)}`, 'r'),
      parameters: ['id', 'If-None-Match', 'If-Modified-Since', '_elements', '_summary'].map(parameter),
      responses: { 200: answer(type, 'As it is now'), 304: notChanged, ...refused },
    });
}

function describeMaking({ kind, add, has, about }: Adding): void {
  const { type } = kind;
  if (!has('create')) return;
  add(`/${type}`, 'post', {
    ...about('create', `Make ${withArticle(type)}`, 'c'),
    parameters: ['Prefer', ...(kind.conditionalCreate ? ['If-None-Exist'] : [])].map(parameter),
    requestBody: body(type),
    responses: written(type),
  });
  if (!kind.conditionalUpdate || !has('update')) return;
  add(`/${type}`, 'put', {
    ...about('updateFound', 'Change the one that a search finds, or make it', 'cus'),
    parameters: listConditions(kind),
    requestBody: body(type),
    responses: written(type),
  });
}

function describeChanging({ kind, add, has, about }: Adding): void {
  const { type } = kind;
  const one = `/${type}/{id}`;
  const parameters = ['id', 'If-Match', 'Prefer'].map(parameter);
  if (has('update'))
    add(one, 'put', {
      ...about('update', `Change ${withArticle(type)}`, 'u'),
      parameters,
      requestBody: body(type),
      responses: written(type),
    });
  if (has('patch'))
    add(one, 'patch', {
      ...about('patch', `Change some elements of ${withArticle(type)}`, 'u'),
      parameters,
      requestBody: patchBody,
      responses: { 200: answer(type, 'As it is now'), ...refused },
    });
  if (!has('delete')) return;
  const responses = { 204: { description: 'It is gone' }, ...refused };
  add(one, 'delete', {
    ...about('delete', `Delete ${withArticle(type)}`, 'd'),
    parameters: ['id', 'If-Match'].map(parameter),
    responses,
  });
  if (kind.conditionalDelete)
    add(`/${type}`, 'delete', {
      ...about('deleteFound', 'Delete the one that a search finds', 'ds'),
      parameters: listConditions(kind),
      responses,
    });
}

const patchBody = {
  required: true,
  content: {
    'application/json-patch+json': { schema: { type: 'array', items: { type: 'object' } } },
    'application/fhir+json': { schema: referTo('Parameters') },
  },
};

function describeHistory({ kind: { type }, add, has, about }: Adding): void {
  const one = `/${type}/{id}`;
  const responses = { 200: answer('Bundle', 'Versions, the latest first'), ...refused };
  if (has('vread'))
    add(`${one}/_history/{version}`, 'get', {
      ...about('readVersion', `Read ${withArticle(type)} as it was`, 'r'),
      parameters: ['id', 'version'].map(parameter),
      responses: { 200: answer(type, 'As it was'), ...refused },
    });
  if (has('history-instance'))
    add(`${one}/_history`, 'get', {
      ...about('history', `Versions of ${withArticle(type)}`, 'r'),
      parameters: ['id', '_count', '_since'].map(parameter),
      responses,
    });
  if (has('history-type'))
    add(`/${type}/_history`, 'get', {
      ...about('historyOfAll', `Versions of all that are ${type}`, 'rs'),
      parameters: ['_count', '_since'].map(parameter),
      responses,
    });
}

interface Shape {
  /** Below the base, or below the kind that has it. */
  readonly paths: readonly string[];
  readonly methods: readonly string[];
  readonly summary: string;
  readonly takes?: string;
  readonly answers: string;
}

const bulk: Shape = {
  paths: ['/$export'],
  methods: ['get'],
  summary: 'Begin a bulk export; the answer, 202, says where it is looked at',
  answers: 'OperationOutcome',
};

const shapes: ReadonlyMap<string, Shape> = new Map([
  ['export', bulk],
  [
    'summary',
    {
      ...ofPatient('Patient/$summary', 'Patient/{id}/$summary'),
      summary: 'The International Patient Summary',
    },
  ],
  ['everything', { ...ofPatient('$everything', '{id}/$everything'), summary: 'All of a record' }],
  [
    'validate',
    {
      paths: ['/{type}/$validate'],
      methods: ['post'],
      summary: 'Is a resource built as FHIR has it?',
      takes: 'Resource',
      answers: 'OperationOutcome',
    },
  ],
]);

function ofPatient(...paths: string[]): Omit<Shape, 'summary'> {
  return { paths: paths.map(path => `/${path}`), methods: ['get', 'post'], answers: 'Bundle' };
}

/** Of one that is told and not known here, what most are. */
function describeOperation({ name, definition }: Named, type: string, add: Add): void {
  const usual: Shape = {
    paths: [`/{id}/$${name}`],
    methods: ['get'],
    summary: `$${name}`,
    answers: 'Resource',
  };
  const { paths, methods, summary, takes, answers } = shapes.get(name) ?? usual;
  for (const path of paths)
    for (const method of methods)
      add(`${type === '' ? '' : `/${type}`}${path}`, method, {
        summary,
        operationId: [method, type, ...path.split(/[^A-Za-z]+/)].filter(word => word !== '').join('_'),
        tags: [type || 'Server'],
        ...(definition !== undefined && { externalDocs: { url: definition } }),
        parameters: ['id', 'type'].filter(one => path.includes(`{${one}}`)).map(parameter),
        ...(takes !== undefined && { requestBody: body(takes) }),
        responses: {
          ...(name === 'export'
            ? {
                202: {
                  description: 'It has begun',
                  headers: { 'Content-Location': { schema: { type: 'string' } } },
                },
              }
            : { 200: answer(answers, 'The answer') }),
          ...refused,
        },
      });
  if (name === 'export' && type === '') describeExport(add);
}

function describeExport(add: Add): void {
  const job = { tags: ['Server'], parameters: [parameter('id')] };
  add('/$export-status/{id}', 'get', {
    ...{
      ...job,
      operationId: 'exportStatus',
      summary: 'How far a bulk export is; once it is done, where its files are',
    },
    responses: {
      200: { description: 'It is done', content: { 'application/json': { schema: { type: 'object' } } } },
      202: { description: 'It is on its way' },
      ...refused,
    },
  });
  add('/$export-status/{id}', 'delete', {
    ...{ ...job, operationId: 'dropExport', summary: 'Drop a bulk export' },
    responses: { 202: { description: 'It is dropped' }, ...refused },
  });
  add('/$export-file/{id}/{type}', 'get', {
    ...{ tags: ['Server'], operationId: 'exportFile', summary: 'A file of a bulk export' },
    parameters: [parameter('id'), parameter('type')],
    responses: {
      200: {
        description: 'A resource a line',
        content: { 'application/fhir+ndjson': { schema: { type: 'string' } } },
      },
      ...refused,
    },
  });
}

function listSearchParameters(kind: Kind): object[] {
  const { searchInclude = [], searchRevInclude = [] } = kind;
  const including = (name: string, values: readonly string[]) =>
    values.length > 0 ? [{ name, in: 'query', schema: { type: 'array', items: { enum: values } } }] : [];
  return [
    ...listConditions(kind),
    ...including('_include', searchInclude),
    ...including('_revinclude', searchRevInclude),
    ...['_count', '_sort', '_total', '_elements', '_summary', 'Prefer'].map(parameter),
  ];
}

/** Each may come more than once: then all must hold. */
function listConditions({ searchParam }: Kind): object[] {
  return searchParam.map(({ name, type, documentation }) => ({
    name,
    in: 'query',
    description: [`FHIR: ${type}.`, documentation].filter(Boolean).join(' '),
    schema: { type: 'array', items: { type: 'string' } },
  }));
}
