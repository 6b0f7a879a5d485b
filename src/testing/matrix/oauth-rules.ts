// Who is answered what at the doors of OAuth: the rules of the authorisation matrix for them, as docs/smart.md and the standards have
// them. The code of the product is not asked.

/**
 * What comes of it: `200` and other statuses of HTTP, with the word of OAuth where it is an error; `back: …` sends the browser to the
 * application with an error, `a page` shows the person what is wrong.
 */
export interface Door {
  /** As docs/smart.md calls it. */
  readonly path: string;
  readonly answers: Readonly<Record<string, string>>;
}

const sentBack = 'back: invalid_request';
const everybodyRead = {
  anybody: '200',
  'anybody, by POST': '405',
} as const;

export const oauthDoors = {
  authorisation: {
    path: '/oauth/authorize',
    answers: {
      'a person who agrees': 'a code',
      'a person who agreed to it before': 'a code, unasked',
      'a person who agreed to less before': 'asked',
      'a person who does not agree': 'back: access_denied',
      'somebody who is not signed in': 'asked to sign in',
      'somebody who is suspended': 'asked to sign in',
      'a browser that did not begin it': 'a page',
      'an application that nobody registered': 'a page',
      'an application that is switched off': 'a page',
      'with an address that is not registered': 'a page',
      'with another server as aud': sentBack,
      'without a challenge': sentBack,
      'with a scope that is not registered': 'back: invalid_scope',
      'a backend service': 'a page',
    },
  },
  launch: {
    path: '/apps, and launch=… at /oauth/authorize',
    answers: {
      'its person opens the application from the pages': 'a launch',
      'somebody opens it who did not let it in': '404',
      'somebody who is not signed in': 'asked to sign in',
      'the application, with its launch': 'a code, unasked',
      'the application, a second time': sentBack,
      'the application, after five minutes': sentBack,
      'the application, without one': sentBack,
      'another application': sentBack,
      'another person': 'a page',
    },
  },
  'tokens by a code': {
    path: '/oauth/token, authorization_code',
    answers: {
      'a public application': 'tokens',
      'an application with its secret': 'tokens',
      nobody: '400 invalid_request',
      'an application that nobody registered': '401 invalid_client',
      'an application without its secret': '401 invalid_client',
      'an application with a wrong secret': '401 invalid_client',
      'another application': '400 invalid_grant',
      'without the verifier': '400 invalid_grant',
      'with another verifier': '400 invalid_grant',
      'with another redirect address': '400 invalid_grant',
      'a code that nobody made': '400 invalid_grant',
      'a code after a minute': '400 invalid_grant',
      'a code that comes twice': '400 invalid_grant, and all of it ends',
      'after the authorisation was removed': '400 invalid_grant',
      'of a person who is suspended': '400 invalid_grant',
      'of an application that is switched off': '401 invalid_client',
    },
  },
  'tokens by a refresh token': {
    path: '/oauth/token, refresh_token',
    answers: {
      'a public application': 'tokens',
      'a public application without its id': 'tokens',
      'an application with its secret': 'tokens',
      'an application without its secret': '401 invalid_client',
      'an application with a secret, without secret and id': '400 invalid_request',
      'an application with a wrong secret': '401 invalid_client',
      'another application': '400 invalid_grant',
      'with more scopes than were granted': '400 invalid_scope',
      'a token that nobody made': '400 invalid_grant',
      'a token that comes twice within ten seconds': 'tokens',
      'a token that comes twice': '400 invalid_grant, and all of it ends',
      'a token that was revoked': '400 invalid_grant',
      'after the authorisation was removed': '400 invalid_grant',
      'after the access to the record ended': '400 invalid_grant',
      'of a person who is suspended': '400 invalid_grant',
      'of an application that is switched off': '401 invalid_client',
      'online_access alone, after the person signed out': '400 invalid_grant',
      'after 180 days without use': '400 invalid_grant',
    },
  },
  'tokens of a backend service': {
    path: '/oauth/token, client_credentials',
    answers: {
      'a service with its key': 'tokens',
      'with the key of another': '401 invalid_client',
      'an assertion that comes twice': '401 invalid_client',
      'an assertion for another server': '401 invalid_client',
      'an assertion that is over': '401 invalid_client',
      'without an assertion': '401 invalid_client',
      'with a scope that is not registered': '400 invalid_scope',
      'with a scope of a person': '400 invalid_scope',
      'a public application': '400 unauthorized_client',
      'an application with its secret': '400 unauthorized_client',
      'a service that is switched off': '401 invalid_client',
    },
  },
  'tokens by other ways': {
    path: '/oauth/token, password and others',
    answers: {
      'an application, by the password of a person': '400 unsupported_grant_type',
      'an application, by a device code': '400 unsupported_grant_type',
      'an application, by an assertion of another': '400 unsupported_grant_type',
      'an application, by exchange of a token': '400 unsupported_grant_type',
      'by GET': '404',
    },
  },
  revocation: {
    path: '/oauth/revoke',
    answers: {
      'the application, of its refresh token': 'all of it ends',
      'the application, of its access token': 'all of it ends',
      'the application, of a token that nobody made': '200, and nothing ends',
      'another application': '200, and nothing ends',
      nobody: '400 invalid_request',
      'the application without its secret': '401 invalid_client',
      'the application with a wrong secret': '401 invalid_client',
      'an application that is switched off': '401 invalid_client',
    },
  },
  introspection: {
    path: '/oauth/introspect',
    answers: {
      'the application, of its access token': 'told',
      'the application, of its refresh token': 'told',
      'another application': 'inactive',
      'one that may ask of all, by its secret': 'told',
      'one that may ask of all, by a token of its own': 'told',
      'one that may not, by a token of its own': '403 insufficient_scope',
      'by a token that nobody made': '401 invalid_token',
      'by a token, after its authorisation was removed': '401 invalid_token',
      nobody: '400 invalid_request',
      'the application without its secret': '401 invalid_client',
      'the application with a wrong secret': '401 invalid_client',
      'an application that is switched off': '401 invalid_client',
      'of a token that nobody made': 'inactive',
      'of a token, after the authorisation was removed': 'inactive',
      'of a token of a person who is suspended': 'inactive',
      'of a token of an application that is switched off, by one that may ask of all': 'inactive',
      'of a token of a service that is switched off, by one that may ask of all': 'inactive',
      'of a token, after an hour': 'inactive',
    },
  },
  registration: {
    path: '/oauth/register',
    answers: {
      'anybody, where it is open': 'registered',
      'anybody, where it is not': '404',
      'with a scope of a system and no key': '400 invalid_client_metadata',
      'without an address': '400 invalid_redirect_uri',
      'an application, to read what it registered': '401 invalid_token',
      'an application, to change what it registered': '404',
    },
  },
  'configuration of the application': {
    path: '/develop/…/smart',
    answers: {
      'its developer': '200',
      'a developer of another application': '404',
      'the person who let it in': '404',
      'somebody who is not signed in': 'asked to sign in',
      'a developer of another, a new secret': '404',
      'a developer of another, a launch': '404',
    },
  },
  'what people granted': {
    path: '/apps/…',
    answers: {
      'the person who granted it': '200',
      'another person': '404',
      'another person, to remove it': '200, and nothing ends',
      'somebody who is not signed in': 'asked to sign in',
    },
  },
  'userinfo, which is not there': {
    path: '/oauth/me',
    answers: { 'an application with its token': '404', nobody: '404' },
  },
  keys: { path: '/oauth/jwks', answers: { anybody: '200', 'anybody, by POST': '404' } },
  'configuration of SMART': {
    path: '/fhir/r4/.well-known/smart-configuration',
    answers: everybodyRead,
  },
  brands: { path: '/fhir/r4/.well-known/brands', answers: everybodyRead },
  'description as OpenAPI': { path: '/fhir/r4/openapi.json', answers: everybodyRead },
  'configuration of OpenID': {
    path: '/.well-known/openid-configuration',
    answers: { anybody: '200', 'anybody, by POST': '404' },
  },
  'configuration of OAuth': {
    path: '/.well-known/oauth-authorization-server',
    answers: { anybody: '200', 'anybody, by POST': '404' },
  },
} as const satisfies Record<string, Door>;

export type DoorName = keyof typeof oauthDoors;
export type WhoAt<D extends DoorName> = keyof (typeof oauthDoors)[D]['answers'];
