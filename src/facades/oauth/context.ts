// What goes with a token beside it: the record in context, who the person is, and all scopes that were granted, those that open
// no data too, without which applications do not refresh.
import type { KoaContextWithOIDC } from 'oidc-provider';
import { getFhirUrl } from '../../core/instance.ts';
import { relationship } from '../../core/records/create.ts';
import { appIdOf } from '../../core/smart/client.ts';
import { hashSmartId } from '../../core/smart/rows.ts';
import { parseScopes, tellsUser } from '../../core/smart/scopes.ts';
import type { Vault } from '../../core/vault.ts';

interface TokenContext {
  /** The record, as the application knows it. */
  readonly patient?: string;
  /** Nothing here shows whose record it is while the application is open. */
  readonly need_patient_banner?: boolean;
  /** The address of the person's own resource. */
  readonly fhirUser?: string;
}

/** Nothing for a token that no person granted. */
export async function findTokenContext(
  vault: Vault,
  { clientId, grantId }: { clientId?: string | undefined; grantId?: string | undefined },
): Promise<TokenContext> {
  const hash = grantId === undefined ? undefined : hashSmartId(vault, grantId);
  if (clientId === undefined || !hash) return {};
  return vault.store.read(async db => {
    const grant = await db.smart.grant(hash);
    if (!grant) return {};
    const { recordId, personId } = grant;
    const appId = appIdOf(clientId);
    const patient = recordId === undefined ? undefined : await db.aliases.ofRecord(appId, personId, recordId);
    const access = recordId === undefined ? undefined : await db.records.access(personId, recordId);
    const isSelf = access?.relationship === relationship.self && patient !== undefined;
    const alias = await db.aliases.ofPerson(appId, personId);
    const tellsWho = tellsUser(grant.scopes);
    const base = getFhirUrl(vault.instance);
    return {
      ...(patient !== undefined && { patient, need_patient_banner: true }),
      ...(tellsWho && isSelf && { fhirUser: `${base}/Patient/${patient}` }),
      ...(tellsWho && !isSelf && alias !== undefined && { fhirUser: `${base}/Person/${alias}` }),
    };
  });
}

/** Completes what oidc-provider answered. */
export async function addContext(vault: Vault, context: KoaContextWithOIDC): Promise<void> {
  const { oidc, body } = context;
  if (!oidc || typeof body !== 'object' || body === null) return;
  if (oidc.route === 'token') {
    context.set('Pragma', 'no-cache');
    nameRefusal(body);
  }
  const isGood = context.status === 200 && (body as { active?: boolean }).active !== false;
  if (answering.includes(oidc.route) && isGood) Object.assign(body, await describeAnswer(vault, context));
  if (oidc.route === 'registration' && context.status === 201) restoreNames(body as Record<string, unknown>);
}

/** RFC 6749 has a word of its own for what an application may not do, where oidc-provider says that the request is wrong. */
function nameRefusal(body: { error?: string; error_description?: string }): void {
  if (body.error_description === 'requested grant type is not allowed for this client')
    body.error = 'unauthorized_client';
}

/** Of a token, and of one that is asked about. */
const answering = ['token', 'introspection'];

async function describeAnswer(vault: Vault, { oidc, body }: KoaContextWithOIDC): Promise<object> {
  const { scope, client_id: owner } = body as { scope?: unknown; client_id?: string };
  const token = {
    clientId: owner ?? oidc.client?.clientId,
    grantId: oidc.entities.Grant?.jti,
    scope: String(scope ?? ''),
  };
  const { fhirUser, ...told } = await describeToken(vault, token);
  // Of an answer with tokens, it stands in the ID token.
  return { ...told, ...(oidc.route === 'introspection' && fhirUser !== undefined && { fhirUser }) };
}

export interface GrantedToken {
  readonly clientId?: string | undefined;
  readonly grantId?: string | undefined;
  /** What it opens. */
  readonly scope: string;
}

/** All that was granted with a token, and its context; nothing for one that no person granted. */
export async function describeToken(
  vault: Vault,
  { clientId, grantId, scope }: GrantedToken,
): Promise<TokenContext & { readonly scope?: string }> {
  const hash = grantId === undefined ? undefined : hashSmartId(vault, grantId);
  const grant = hash && (await vault.store.read(db => db.smart.grant(hash)));
  if (!grant) return {};
  const { others } = parseScopes(grant.scopes);
  const opened = parseScopes(scope).resources.map(({ text }) => text);
  return {
    scope: [...others, ...opened].join(' '),
    ...(await findTokenContext(vault, { clientId, grantId })),
  };
}

/** What it registered comes back as it was sent. */
function restoreNames(body: Record<string, unknown>): void {
  const { smart_scopes, smart_launch_url } = body;
  delete body.smart_scopes;
  delete body.smart_launch_url;
  if (smart_scopes !== undefined) body.scope = smart_scopes;
  if (smart_launch_url !== undefined) body.launch_url = smart_launch_url;
}
