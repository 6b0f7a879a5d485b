// Introspection by who may ask of all tokens, and proves itself by one of its own: a server that keeps what tokens open, such as a gateway.
// Whoever proves itself as it does at the token endpoint is answered by oidc-provider.
import type { ServerResponse } from 'node:http';
import { findSmartAccess } from '../../core/smart/access.ts';
import { appIdOf } from '../../core/smart/client.ts';
import { findKept, type SmartPayload } from '../../core/smart/kept.ts';
import type { Vault } from '../../core/vault.ts';
import { describeToken } from './context.ts';

/** Did the operator let the application ask of the tokens of others? */
export async function mayIntrospect(vault: Vault, clientId: string): Promise<boolean> {
  const app = await vault.store.read(db => db.applications.byId(appIdOf(clientId)));
  return app?.methodGroups.includes('introspection') ?? false;
}

interface Asked {
  readonly authorization: string;
  readonly address: string;
  /** As it came. */
  readonly form: string;
}

export async function introspectByBearer(
  vault: Vault,
  response: ServerResponse,
  asked: Asked,
): Promise<void> {
  const { status, body } = await judge(vault, asked);
  const { error, error_description } = body as { error?: string; error_description?: string };
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...(error !== undefined && {
      'WWW-Authenticate': `Bearer error="${error}", error_description="${error_description}"`,
    }),
  });
  response.end(JSON.stringify(body));
}

interface Told {
  readonly status: number;
  readonly body: object;
}

async function judge(vault: Vault, { authorization, address, form }: Asked): Promise<Told> {
  const caller = await findSmartAccess(vault, authorization.replace(/^bearer +/i, ''), address);
  if (!caller) return refuse(401, 'invalid_token', 'the bearer token is not good, or not any more');
  if (!(await mayIntrospect(vault, caller.app.id)))
    return refuse(403, 'insufficient_scope', 'ask the operator to let the application introspect');
  const token = new URLSearchParams(form).get('token');
  if (!token) return refuse(400, 'invalid_request', 'token is missing');
  return { status: 200, body: await describe(vault, token) };
}

interface KeptToken extends SmartPayload {
  readonly scope?: string;
  readonly accountId?: string;
  readonly exp?: number;
  readonly iat?: number;
  readonly aud?: string;
}

async function describe(vault: Vault, token: string): Promise<object> {
  if (!(await findSmartAccess(vault, token))) return { active: false };
  for (const kind of ['AccessToken', 'ClientCredentials']) {
    const kept = await findKept<KeptToken>(vault, kind, token);
    if (!kept) continue;
    const { clientId, grantId, scope = '', accountId, exp, iat, aud } = kept;
    return {
      ...{ active: true, client_id: clientId, token_type: 'Bearer', iss: vault.instance.shellUrl, scope },
      ...{ exp, iat, aud, sub: accountId },
      ...(await describeToken(vault, { clientId, grantId, scope })),
    };
  }
  return { active: false };
}

function refuse(status: number, error: string, description: string): Told {
  return { status, body: { error, error_description: description } };
}
