// The doors of SMART App Launch as paths of OpenAPI.

import { brandsPath, oauthPaths, smartPath } from '../../oauth/discovery.ts';
import type { Told } from '../capabilities.ts';
import type { Operation, Paths } from './fhir-paths.ts';

/** @param registers may applications register themselves? */
export function describeOauthPaths({ instance }: Told, registers: boolean): Paths {
  const at = { servers: [{ url: instance.shellUrl }] as never };
  const { authorization, token, revocation, introspection, jwks, registration } = oauthPaths;
  return {
    [smartPath]: { ...at, get: told('smartConfiguration', 'The configuration of SMART App Launch') },
    [brandsPath]: { ...at, get: told('brands', 'Who runs the vault, as a Bundle of brands') },
    [jwks]: { ...at, get: told('jwks', 'Keys that sign ID tokens') },
    [authorization]: {
      ...at,
      get: {
        ...about('authorize', 'Send a person here, who signs in and decides'),
        parameters: asked.map(([name, description, required]) => ({
          ...{ name, in: 'query', description, required, schema: { type: 'string' } },
        })),
        responses: { 303: { description: 'On to the pages, and from there back to redirect_uri' } },
      },
    },
    [token]: {
      ...at,
      post: {
        ...about('token', 'A token for a code, a refresh token, or an assertion of a backend service'),
        requestBody: form(tokenForm, ['grant_type']),
        responses: {
          200: json('Token', 'The token and what goes with it'),
          400: wrong,
          401: wrong,
          429: wrong,
        },
      },
    },
    [introspection]: {
      ...at,
      post: {
        ...about(
          'introspect',
          'What a token is, for its own application, or one that the operator lets ask of all',
        ),
        requestBody: form({ token: 'The token' }, ['token']),
        responses: { 200: json('Introspection', 'Is it good, and what it opens'), 400: wrong, 401: wrong },
      },
    },
    [revocation]: {
      ...at,
      post: {
        ...about('revoke', 'End a token'),
        requestBody: form({ token: 'The token' }, ['token']),
        responses: { 200: { description: 'It is over' }, 400: wrong, 401: wrong },
      },
    },
    ...(registers && {
      [registration]: {
        ...at,
        post: {
          ...about('register', 'An application registers itself (RFC 7591)'),
          requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
          responses: { 201: json('Client', 'What was registered'), 400: wrong },
        },
      },
    }),
  };
}

export const oauthSchemas = {
  OauthError: ofTexts({ error: 'As RFC 6749 has it', error_description: 'How to mend it' }, ['error']),
  Token: {
    type: 'object',
    required: ['access_token', 'token_type', 'expires_in', 'scope'],
    properties: {
      ...texts({
        access_token: 'Opaque',
        token_type: 'Bearer',
        scope: 'What was granted, which may be less than was asked for',
        refresh_token: 'Good once',
        id_token: 'Who the person is, signed',
        patient: 'The record in context, as Patient/… of the FHIR interface',
      }),
      expires_in: { type: 'integer', description: 'Seconds' },
      need_patient_banner: { type: 'boolean' },
    },
  },
  Introspection: {
    type: 'object',
    required: ['active'],
    properties: {
      ...texts({ scope: 'As granted', client_id: 'Whose it is', sub: 'The person', iss: 'This vault' }),
      ...texts({ patient: 'The record in context', fhirUser: 'The person, as a resource' }),
      active: { type: 'boolean' },
      exp: { type: 'integer', description: 'Seconds since 1970' },
    },
  },
  Client: ofTexts({ client_id: 'Its id', client_secret: 'Shown once', scope: 'All it may ask for' }, [
    'client_id',
  ]),
};

/** As flows of OAuth, with the scopes that operations name. */
export function describeSecurity({ instance }: Told, scopes: readonly string[]): object {
  const base = instance.shellUrl;
  const tokenUrl = `${base}${oauthPaths.token}`;
  const told = (context: string) =>
    Object.fromEntries(
      scopes.map(scope => scope.replace(/^patient\//, `${context}/`)).map(scope => [scope, meaning(scope)]),
    );
  return {
    smart: {
      type: 'oauth2',
      description: `SMART App Launch 2.2, as ${base}${smartPath} says; PKCE with S256 is demanded.`,
      flows: {
        authorizationCode: {
          authorizationUrl: `${base}${oauthPaths.authorization}`,
          tokenUrl,
          refreshUrl: tokenUrl,
          scopes: told('patient'),
        },
        clientCredentials: { tokenUrl, scopes: told('system') },
      },
    },
  };
}

const letters = new Map([
  ['c', 'make'],
  ['r', 'read'],
  ['u', 'change'],
  ['d', 'delete'],
  ['s', 'search'],
]);

function meaning(scope: string): string {
  const [, type = '', letter = ''] = /\/(.+)\.(.)$/.exec(scope) ?? [];
  return `${letters.get(letter)} ${type}`;
}

const asked: readonly (readonly [name: string, description: string, isRequired: boolean])[] = [
  ['response_type', 'code', true],
  ['client_id', 'Of the application', true],
  ['redirect_uri', 'One of those that it registered', true],
  ['scope', 'What it asks for', true],
  ['state', 'Comes back as it was sent', true],
  ['aud', 'The base of the FHIR interface', true],
  ['code_challenge', 'SHA-256 of the verifier, as base64url', true],
  ['code_challenge_method', 'S256', true],
  ['launch', 'Of a launch from the pages', false],
];

const tokenForm = {
  grant_type: 'authorization_code, refresh_token or client_credentials',
  code: 'The code that came back',
  redirect_uri: 'As it was asked with',
  code_verifier: 'Of PKCE',
  client_id: 'Of a public application',
  refresh_token: 'The last that was given',
  scope: 'Less than was granted; of a backend service, what it asks for',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: 'A JWT signed by RS384 or ES384',
};

function about(operationId: string, summary: string): Operation {
  return { operationId, summary, tags: ['OAuth'], security: [] };
}

function told(operationId: string, summary: string): Operation {
  const content = { 'application/json': { schema: { type: 'object' } } };
  return { ...about(operationId, summary), responses: { 200: { description: summary, content } } };
}

function form(fields: Readonly<Record<string, string>>, required: readonly string[]): object {
  return {
    required: true,
    content: { 'application/x-www-form-urlencoded': { schema: ofTexts(fields, required) } },
  };
}

function ofTexts(fields: Readonly<Record<string, string>>, required: readonly string[]): object {
  return { type: 'object', required, properties: texts(fields) };
}

function texts(fields: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, description]) => [name, { type: 'string', description }]),
  );
}

function json(schema: string, description: string): object {
  return {
    description,
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}

const wrong = json('OauthError', 'Refused, and why');
