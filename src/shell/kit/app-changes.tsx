// What an approved application is and what its developers want changed, side by side: for the operator who decides, and
// for the developers who wait. What waits is decided in core/applications/proposal.ts.

import type { Child } from 'hono/jsx';
import type { AppEntry } from '../../core/applications/app-entry.ts';
import type { AppText } from '../../core/applications/app-text.ts';
import type { Application } from '../../core/applications/application.ts';
import { getProposedKind, type LogoKind, logoKinds } from '../../core/applications/logos.ts';
import { isSameText, type TextPlace } from '../../core/applications/proposal.ts';
import { getRuleKey } from '../../core/authorization/consent-choice.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import type { SmartClient } from '../../core/smart/client.ts';
import { sayOf } from '../../locales/colon.ts';
import type { Language } from '../../locales/language.ts';
import { appChangesWords, appearanceWords, consentWords, smartTabWords } from '../../locales/words.ts';
import { Table } from './kit.tsx';
import { LogoImage } from './logo.tsx';
import { RuleText } from './rule-text.tsx';

interface ChangesProps {
  readonly app: Application;
  readonly entry: AppEntry;
  /** As they are, and the logos that are proposed. */
  readonly texts: readonly AppText[];
  /** Where the logos are served to who looks. */
  readonly logosAt: string;
  readonly language: Language;
}

/** Before and after, of what is proposed; nothing where nothing is. */
export function Changes({ app, entry: { proposed, website }, texts, logosAt, language }: ChangesProps) {
  if (!proposed) return null;
  const w = appChangesWords(language);
  const { change } = proposed;
  const line = (label: string, before: Child, after: Child) =>
    after === undefined ? [] : [{ label, before: before || w.none, after: after || w.none }];
  const rows = [
    ...line(w.name, app.name, change.name),
    ...line(w.actionUrl, app.actionUrl, change.actionUrl),
    ...line(w.privacyUrl, app.privacyUrl, change.privacyUrl),
    ...line(w.termsUrl, app.termsUrl, change.termsUrl),
    ...line(w.website, website, change.website),
    ...line(w.redirectHosts, app.redirectHosts.join(', '), change.redirectHosts?.join(', ')),
    ...line(w.domainName, app.domainName, change.domainName),
    ...line(
      w.addresses,
      sayAddresses(app.ipPrefixes, language),
      change.ipPrefixes && sayAddresses(change.ipPrefixes, language),
    ),
    ...line(w.records, w.one, change.multiRecord && w.several),
    ...(change.smart ? changedClient(app.smart, change.smart, language) : []),
    ...proposed.texts.flatMap(text =>
      line(
        sayTextPlace(text, language),
        texts.find(other => isSameText(text, other))?.content.toString(),
        text.text,
      ),
    ),
    ...logoKinds.flatMap(kind => changedLogos(kind, texts)).map(logo => logoRow(logo, { logosAt, language })),
  ];
  return (
    <>
      {rows.length > 0 && (
        <Table
          caption={w.changes}
          columns={[
            { label: w.what, cell: ({ label }) => label },
            { label: w.now, cell: ({ before }) => before },
            { label: w.proposed, cell: ({ after }) => after },
          ]}
          rows={rows}
        />
      )}
      {change.rules && <ChangedRules before={app.rules} after={change.rules} language={language} />}
    </>
  );
}

/** An application of SMART: what kind it is, what it may ask for, where it brings people. */
export function sayClient(smart: SmartClient, language: Language): [string, string][] {
  const w = smartTabWords(language);
  return [
    [w.clientType, w.types[smart.clientType]],
    [w.scopes, smart.scopes],
    [w.redirectUris, smart.redirectUris.join(', ')],
    [w.launchUrl, smart.launchUrl ?? ''],
    ...(smart.isSelfRegistered ? [[w.registered, w.itself] as [string, string]] : []),
  ];
}

function changedClient(before: SmartClient | undefined, after: SmartClient, language: Language) {
  const { none } = appChangesWords(language);
  const old = new Map(before ? sayClient(before, language) : []);
  return sayClient(after, language).flatMap(([label, now]) => {
    const was = old.get(label) ?? '';
    return was === now ? [] : [{ label, before: was || none, after: now || none }];
  });
}

export function sayAddresses(ipPrefixes: readonly string[], language: Language): string {
  return ipPrefixes.join(', ') || appChangesWords(language).anyAddress;
}

interface ChangedLogo {
  readonly kind: LogoKind;
  readonly before: AppText | undefined;
  readonly after: AppText;
}

function changedLogos(kind: LogoKind, texts: readonly AppText[]): ChangedLogo[] {
  return texts
    .filter(text => text.kind === getProposedKind(kind))
    .map(after => ({ kind, after, before: texts.find(text => isSameText(text, { ...after, kind })) }));
}

function logoRow(
  { kind, before, after }: ChangedLogo,
  { logosAt, language }: Pick<ChangesProps, 'logosAt' | 'language'>,
) {
  const w = appChangesWords(language);
  const label = sayTextPlace({ ...after, kind }, language);
  const image = (logo: AppText | undefined, when: string) => (
    <LogoImage at={logosAt} logo={logo} alt={sayOf(label, when, language)} none={w.none} />
  );
  return { label, before: image(before, w.now), after: image(after, w.proposed) };
}

/** What a text or a picture is, and in which language. */
export function sayTextPlace({ kind, item, language: tag }: TextPlace, language: Language): string {
  const w = appChangesWords(language);
  const files: Partial<Record<AppText['kind'], string>> = appearanceWords(language).kinds;
  const what =
    kind === 'name'
      ? w.name
      : kind === 'organization'
        ? w.organisation
        : kind === 'description'
          ? w.description
          : (files[kind] ?? w.reasonOf(item.slice(item.indexOf(':') + 1)));
  return tag === '' ? what : `${what} (${tag})`;
}

function ChangedRules({
  before,
  after,
  language,
}: {
  before: readonly Rule[];
  after: readonly Rule[];
  language: Language;
}) {
  const w = appChangesWords(language);
  const same = (a: Rule, b: Rule) => JSON.stringify(a) === JSON.stringify(b);
  const find = (rules: readonly Rule[], rule: Rule) =>
    rules.find(other => getRuleKey(other) === getRuleKey(rule));
  const gone = before.filter(rule => !find(after, rule));
  const changed = after.filter(rule => !before.some(other => same(rule, other)));
  return (
    <div class="mode">
      <h2>{w.rules}</h2>
      <ul class="rules">
        {changed.map(rule => {
          const old = find(before, rule);
          return (
            <li>
              {old && (
                <>
                  <strong>{w.now}</strong>
                  <RuleInFull rule={old} language={language} />
                </>
              )}
              <strong>{old ? w.proposed : w.added}</strong>
              <RuleInFull rule={rule} language={language} />
            </li>
          );
        })}
        {gone.map(rule => (
          <li>
            <strong>{w.gone}</strong>
            <RuleInFull rule={rule} language={language} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Everything a rule asks for, in words, whether it must be given, and why. */
export function RuleInFull({ rule, language }: { rule: Rule; language: Language }): Child {
  const w = appChangesWords(language);
  const c = consentWords(language);
  return (
    <>
      <p class="hint">
        {rule.name} · {c.modes[rule.mode]}
        {rule.optional && ` · ${w.optional}`}
      </p>
      <RuleText rule={rule} language={language} />
      <p class="why">
        <span class="why-label">{c.why}</span> {rule.reason}
      </p>
    </>
  );
}
