// The description of the API (Swagger 2.0), of either version: printed of the operations and their models.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instance } from '../../core/instance.ts';
import type { Definitions, JsonObject } from '../../formats/rest/model.ts';
import { errorResponse } from '../../formats/rest/more-models.ts';
import { type Operation, type RestVersion, versions } from './operation.ts';
import { operations } from './operations/index.ts';

export const descriptionsPath = '/rest/';

/** For anybody; tools in other pages may read them. */
export function serveDescription({ instance }: { readonly instance: Instance }) {
  return (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const version = versions.find(one => path === `${descriptionsPath}${one}.swagger.json`);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const text = JSON.stringify(
      version && isRead
        ? describeRest(version, instance)
        : { descriptions: versions.map(one => `${instance.shellUrl}${descriptionsPath}${one}.swagger.json`) },
    );
    response
      .writeHead(isRead ? (version || path === descriptionsPath ? 200 : 404) : 405, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
        'Access-Control-Allow-Origin': '*',
        ...(!isRead && { Allow: 'GET, HEAD' }),
      })
      .end(request.method === 'HEAD' ? undefined : text);
  };
}

export function describeRest(version: RestVersion, { shellUrl }: Pick<Instance, 'shellUrl'>): JsonObject {
  const definitions: Definitions = new Map();
  const own = operations.filter(
    ({ since }) => since === undefined || versions.indexOf(since) <= versions.indexOf(version),
  );
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const operation of own) {
    const methods = paths[operation.path] ?? {};
    methods[operation.method.toLowerCase()] = describeOperation(operation, definitions);
    paths[operation.path] = methods;
  }
  const { host, protocol, pathname } = new URL(shellUrl);
  return {
    swagger: '2.0',
    info: { version, title: 'Keepwell REST API' },
    host,
    ...(pathname !== '/' && { basePath: pathname }),
    schemes: [protocol.replace(':', '')],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths,
    definitions: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function describeOperation(operation: Operation, definitions: Definitions): JsonObject {
  const { id, summary, ids = {}, query = {}, body, answers } = operation;
  const parameters = [
    ...Object.entries(ids).map(([name, { about, isText }]) => ({
      name,
      in: 'path',
      description: about,
      required: true,
      type: 'string',
      ...(!isText && { format: 'uuid' }),
    })),
    ...Object.entries(query)
      .filter(([, { isUnlisted }]) => !isUnlisted)
      .map(([name, { field, about, isRequired = false }]) => ({
        name,
        in: 'query',
        ...field.describe(definitions),
        description: about,
        required: isRequired,
      })),
    ...(body
      ? [
          {
            name: body.name,
            in: 'body',
            description: body.about,
            required: true,
            schema: body.model.describe(definitions),
          },
        ]
      : []),
  ];
  const responses = Object.entries(answers).map(([status, { about, model }]) => [
    status,
    { description: about, ...(model && { schema: model.describe(definitions) }) },
  ]);
  const refusal = {
    description: 'What is wrong, and how to mend it.',
    schema: errorResponse.describe(definitions),
  };
  return {
    tags: [id.split('_')[0] ?? ''],
    summary,
    operationId: id,
    ...(parameters.length > 0 && { parameters }),
    responses: { ...Object.fromEntries(responses), default: refusal },
  };
}
