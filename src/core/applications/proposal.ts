// What of an approved application waits for the operator. Approval is of what the operator saw: under which name
// and with which logos, for whom and where to the application brings people, and what it asks them for. In production its
// admins propose other such things; they are kept beside the definition, and the application goes on as it was until an
// operator accepts them (approval.ts) or they are taken back. Logos are in logos.ts.
//
// At once goes what gives nothing new: a host, an address or a rule taken away, a rule that reaches less far, fewer addresses
// that calls come from, one record in the place of several. So do the description and its translations, statements,
// messages, where questions go and certificates: they explain what was approved and widen nothing, and a key that was lost
// must be replaced today.
import { isDeepStrictEqual } from 'node:util';
import { getRuleKey } from '../authorization/consent-choice.ts';
import { compareReach } from '../authorization/reach.ts';
import type { Rule } from '../authorization/rules.ts';
import type { SmartClient } from '../smart/client.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { demandOwn, noteAppAction } from './admins.ts';
import type { AppEntry, Proposal, ProposedText } from './app-entry.ts';
import type { AppText } from './app-text.ts';
import { proposedLogoKinds } from './app-text.ts';
import type { Application } from './application.ts';
import { isAsNarrow } from './proposal-addresses.ts';

export type ProposedChange = Proposal['change'];

/** Do changes wait? Also while it is switched off. What works without a word kept here, the operator registered. */
export function isApproved({ mode }: Vault, app: Application, { approvedAt }: AppEntry): boolean {
  return mode === 'production' && (app.state === 'active' || approvedAt !== undefined);
}

/** What of a wished definition waits. */
export function changeThatWaits(app: Application, wished: Application): ProposedChange {
  const { name, redirectHosts, domainName, rules, ipPrefixes, multiRecord, smart } = wished;
  const newUrls = (['actionUrl', 'privacyUrl', 'termsUrl'] as const).flatMap(of =>
    wished[of] !== undefined && wished[of] !== app[of] ? [[of, wished[of]]] : [],
  );
  return {
    ...(name !== app.name && { name }),
    ...Object.fromEntries(newUrls),
    ...(!redirectHosts.every(host => app.redirectHosts.includes(host)) && { redirectHosts }),
    ...(domainName !== undefined && domainName !== app.domainName && { domainName }),
    ...(!rules.every(rule => isGiven(rule, app.rules)) && { rules }),
    ...(!isAsNarrow(app.ipPrefixes, ipPrefixes) && { ipPrefixes }),
    ...(multiRecord && !app.multiRecord && { multiRecord }),
    ...(smart && !isSameClient(smart, app.smart) && { smart }),
  };
}

/** Keys and secrets are the developers' to change. */
function isSameClient(smart: SmartClient, before: SmartClient | undefined): boolean {
  const seen = (of: SmartClient) => ({ ...of, jwks: undefined, jwksUri: undefined, secretHash: undefined });
  return before !== undefined && isDeepStrictEqual(seen(smart), seen(before));
}

/** Is it one of the rules, or less of it? */
function isGiven(rule: Rule, rules: readonly Rule[]): boolean {
  const before = rules.find(other => getRuleKey(other) === getRuleKey(rule));
  return (
    before !== undefined &&
    before.reason === rule.reason &&
    isDeepStrictEqual(before.optional, rule.optional) &&
    compareReach([rule], [before]).every(asked => asked.isGiven)
  );
}

/** The definition as its admins want it: what their pages show and change. Of the entry, the website waits: getWishedWebsite. */
export function applyProposal(app: Application, { proposed }: AppEntry): Application {
  const { website: _, ...change } = proposed?.change ?? {};
  return { ...app, ...change };
}

export function getWishedWebsite({ website, proposed }: AppEntry): string | undefined {
  return proposed?.change.website ?? website;
}

/** Texts with those that are proposed in their place. */
export function applyProposedTexts(texts: readonly AppText[], { proposed }: AppEntry): AppText[] {
  const waiting = (proposed?.texts ?? []).map(
    ({ text, ...of }): AppText => ({ ...of, contentType: undefined, content: Buffer.from(text) }),
  );
  return [...waiting, ...texts.filter(text => !waiting.some(other => isSameText(text, other)))];
}

export type TextPlace = Pick<AppText, 'kind' | 'item' | 'language'>;

export function isSameText(a: TextPlace, b: TextPlace): boolean {
  return a.kind === b.kind && a.item === b.item && a.language === b.language;
}

/** Keeps what waits now in the place of what waited before; nothing, when nothing does. Logos wait in rows of their own. */
export async function putProposal(
  db: Writer,
  { clock }: Vault,
  appId: string,
  waiting: { change: ProposedChange; texts: readonly ProposedText[] },
): Promise<void> {
  const { proposed: before, ...entry } = await db.appAdmins.entry(appId);
  const isEmpty =
    Object.keys(waiting.change).length === 0 &&
    waiting.texts.length === 0 &&
    (await listProposedLogos(db, appId)).length === 0;
  if (isEmpty && !before) return;
  const proposed = { at: clock.now(), ...waiting };
  await db.appAdmins.putEntry(appId, isEmpty ? entry : { ...entry, proposed });
}

/** @throws accessDenied */
export async function withdrawProposal(
  db: Writer,
  vault: Vault,
  personId: string,
  appId: string,
): Promise<void> {
  await demandOwn(db, personId, appId);
  const entry = await db.appAdmins.entry(appId);
  if (!entry.proposed) return;
  await db.appAdmins.putEntry(appId, await dropProposal(db, appId, entry));
  await noteAppAction(db, vault, { action: 'WithdrawProposal', personId, appId });
}

/** The pictures that wait, and the empty ones in the place of those that are to go. */
export async function listProposedLogos(db: Reader, appId: string): Promise<AppText[]> {
  return db.applicationTexts.of(appId, proposedLogoKinds);
}

/** @returns what is kept beside the definition when nothing waits any more, for the caller to put */
export async function dropProposal(
  db: Writer,
  appId: string,
  { proposed: _, ...entry }: AppEntry,
): Promise<AppEntry> {
  for (const kind of proposedLogoKinds) await db.applicationTexts.replace(appId, kind, []);
  return entry;
}
