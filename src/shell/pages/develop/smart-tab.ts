// The part of an application where it is registered for SMART App Launch.
import type { AppChange } from '../../../core/applications/configure.ts';
import { changeApplication, changeProblem } from '../../../core/applications/configure.ts';
import { findSmartProblem } from '../../../core/smart/check.ts';
import { clientTypes, type PublicKeys, type SmartClient } from '../../../core/smart/client.ts';
import { withSystemRules } from '../../../core/smart/types.ts';
import { smartTabWords } from '../../../locales/words.ts';
import type { Values } from '../../kit/form-definition.tsx';
import type { SignedInVisit, Visit } from '../../web/visit.ts';
import type { FormTab } from './form-tab.ts';
import type { OwnApp } from './own.tsx';

const lineMax = 500;
const textMax = 8000;

/** Of one that does without. */
const none = 'none';

export const smart: FormTab = {
  lead: ({ language }) => smartTabWords(language).lead,
  definitions(visit, of) {
    const w = smartTabWords(visit.language);
    const check = checkWith(visit, of);
    return [
      {
        name: 'clientType',
        label: w.clientType,
        kind: 'select',
        options: [
          { value: none, label: w.none },
          ...clientTypes.map(value => ({ value, label: w.types[value] })),
        ],
      },
      {
        name: 'scopes',
        label: w.scopes,
        hint: w.scopesHint,
        kind: 'long',
        optional: true,
        max: textMax,
        check: check(value => ({ scopes: words(value).join(' ') })),
      },
      {
        name: 'redirectUris',
        label: w.redirectUris,
        hint: w.redirectUrisHint,
        kind: 'long',
        optional: true,
        max: textMax,
        check: check(value => ({ redirectUris: words(value) })),
      },
      {
        name: 'launchUrl',
        label: w.launchUrl,
        hint: w.launchUrlHint,
        kind: 'text',
        optional: true,
        max: lineMax,
        check: check(value => ({ launchUrl: value })),
      },
      {
        name: 'jwksUri',
        label: w.jwksUri,
        hint: w.jwksUriHint,
        kind: 'text',
        optional: true,
        max: lineMax,
        check: check(value => ({ ...asymmetric, jwksUri: value })),
      },
      {
        name: 'jwks',
        label: w.jwks,
        kind: 'long',
        optional: true,
        max: textMax,
        check: value =>
          readKeys(value) === undefined
            ? w.badKeys
            : check(text => ({ ...asymmetric, jwks: readKeys(text) }))(value),
      },
    ];
  },
  valuesOf: ({ wished: { smart: of } }) => ({
    clientType: of?.clientType ?? none,
    scopes: of?.scopes.split(' ').join('\n') ?? '',
    redirectUris: of?.redirectUris.join('\n') ?? '',
    launchUrl: of?.launchUrl ?? '',
    jwksUri: of?.jwksUri ?? '',
    jwks: of?.jwks ? JSON.stringify(of.jwks, undefined, 1) : '',
  }),
  async save(db, { vault, person }: SignedInVisit, { app, wished }, values) {
    const client = readClient(values, wished.smart);
    const change: AppChange = { smart: client, rules: withSystemRules(wished.rules, client) };
    await changeApplication(db, vault, person.id, { appId: app.id, change });
  },
  judge: (visit, { wished }, values) => {
    const client = readClient(values, wished.smart);
    const w = smartTabWords(visit.language);
    if (!client) return undefined;
    const problem =
      findSmartProblem(visit.vault, withSecret(client)) ??
      changeProblem(visit.vault, wished, { rules: withSystemRules(wished.rules, client) });
    return problem === undefined ? undefined : { clientType: w.together(problem) };
  },
};

/** A secret is made after the rest is saved. */
function withSecret(client: SmartClient): SmartClient {
  return client.clientType === 'confidential-symmetric' ? { secretHash: 'to come', ...client } : client;
}

const asymmetric = { clientType: 'confidential-asymmetric' } as const;

/** Each field by itself, beside others that are good. */
function checkWith({ vault }: Visit, _of: OwnApp) {
  const good: SmartClient = {
    clientType: 'public',
    redirectUris: ['https://app.example/back'],
    scopes: 'patient/*.rs',
  };
  return (part: (value: string) => Partial<SmartClient>) =>
    (value: string): string | undefined => {
      const client = { ...good, ...part(value) };
      const isOfSystem = client.scopes.includes('system/');
      return findSmartProblem(
        vault,
        isOfSystem ? { ...client, ...asymmetric, jwksUri: 'https://app.example/keys' } : client,
      );
    };
}

function readClient(values: Values, before: SmartClient | undefined): SmartClient | undefined {
  const clientType = clientTypes.find(type => type === values.clientType);
  if (!clientType) return undefined;
  const hasKeys = clientType === 'confidential-asymmetric';
  const jwks = hasKeys ? readKeys(values.jwks ?? '') : undefined;
  const jwksUri = (hasKeys && values.jwksUri) || undefined;
  const secretHash = clientType === 'confidential-symmetric' ? (before?.secretHash ?? '') : undefined;
  return {
    clientType,
    redirectUris: words(values.redirectUris ?? ''),
    scopes: words(values.scopes ?? '').join(' '),
    ...(values.launchUrl && { launchUrl: values.launchUrl }),
    ...(jwksUri !== undefined && { jwksUri }),
    ...(jwks && { jwks }),
    ...(secretHash !== undefined && { secretHash }),
  };
}

function readKeys(text: string): PublicKeys | undefined {
  if (text.trim() === '') return undefined;
  try {
    const read: unknown = JSON.parse(text);
    const keys = (read as { keys?: unknown }).keys ?? [read];
    return Array.isArray(keys) && keys.every(key => typeof key === 'object' && key !== null)
      ? { keys }
      : undefined;
  } catch {
    return undefined;
  }
}

function words(text: string): string[] {
  return [...new Set(text.split(/\s+/).filter(word => word !== ''))];
}
