// Requests of OAuth in the trace of their application, beside its calls: which of the parameters that say nothing of a person came,
// and what was wrong. Never a token, a code, a secret or a state.
import type { EventEmitter } from 'node:events';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { isTracing, traceRedirect } from '../../core/healthvault/tracing/traces.ts';
import { appIdOf } from '../../core/smart/client.ts';
import type { Vault } from '../../core/vault.ts';

const shown = [
  'response_type',
  'grant_type',
  'scope',
  'redirect_uri',
  'aud',
  'code_challenge_method',
  'prompt',
];

const good = ['authorization.accepted', 'grant.success'] as const;
const bad = ['authorization.error', 'grant.error', 'introspection.error', 'revocation.error'] as const;

export function traceRequests(vault: Vault, provider: Provider): void {
  const events: EventEmitter = provider as object as EventEmitter;
  for (const event of good)
    events.on(event, (context: KoaContextWithOIDC) => note(vault, context, undefined));
  for (const event of bad)
    events.on(event, (context: KoaContextWithOIDC, error: Wrong) => note(vault, context, error));
}

interface Wrong {
  readonly error?: string;
  readonly error_description?: string | undefined;
}

function note(vault: Vault, { oidc }: KoaContextWithOIDC, wrong: Wrong | undefined): void {
  const clientId = oidc?.client?.clientId ?? oidc?.params?.client_id;
  if (!isTracing(vault) || typeof clientId !== 'string') return;
  const given = shown.flatMap(name => {
    const value = oidc.params?.[name];
    return typeof value === 'string' ? [`${name}=${value.slice(0, valueLengthMax)}`] : [];
  });
  traceRedirect(vault, appIdOf(clientId), {
    target: `OAuth ${oidc.route}`,
    detail: wrong ? `${wrong.error ?? 'server_error'}: ${wrong.error_description ?? ''}` : 'granted',
    request: given.join('\n'),
    mistake: undefined,
    isOauth: true,
    isServed: wrong === undefined,
  });
}

const valueLengthMax = 1000;
