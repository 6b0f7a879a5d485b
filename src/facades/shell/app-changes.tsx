// What an approved application is and what its developers want changed, side by side: for the operator who decides, and
// for the developers who wait. What waits is decided in core/applications/proposal.ts.
import type { Child } from 'hono/jsx';
import type { AppEntry, ProposedText } from '../../core/applications/admins.ts';
import type { Application } from '../../core/applications/application.ts';
import type { AppText } from '../../core/applications/ports.ts';
import { isSameText } from '../../core/applications/proposal.ts';
import { ruleKey } from '../../core/authorization/consent-choice.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import { appChangesWords } from './app-changes-words.ts';
import { RuleText } from './consent/ask.tsx';
import { consentWords } from './consent/consent-words.ts';
import { Table } from './kit.tsx';
import type { Language } from './language.ts';

interface ChangesProps {
  readonly app: Application;
  readonly entry: AppEntry;
  /** As they are. */
  readonly texts: readonly AppText[];
  readonly language: Language;
}

/** Before and after, of what is proposed; nothing where nothing is. */
export function Changes({ app, entry: { proposed }, texts, language }: ChangesProps) {
  if (!proposed) return null;
  const w = appChangesWords(language);
  const { change } = proposed;
  const line = (label: string, before: string | undefined, after: string | undefined) =>
    after === undefined ? [] : [{ label, before: before || w.none, after: after || w.none }];
  const rows = [
    ...line(w.name, app.name, change.name),
    ...line(w.actionUrl, app.actionUrl, change.actionUrl),
    ...line(w.redirectHosts, app.redirectHosts.join(', '), change.redirectHosts?.join(', ')),
    ...line(w.domainName, app.domainName, change.domainName),
    ...proposed.texts.flatMap(text =>
      line(
        textLabel(text, language),
        texts.find(other => isSameText(text, other))?.content.toString(),
        text.text,
      ),
    ),
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

/** What a text is, and in which language. */
export function textLabel(
  { kind, item, language: tag }: Pick<ProposedText, 'item' | 'language'> & Pick<AppText, 'kind'>,
  language: Language,
): string {
  const w = appChangesWords(language);
  const what =
    kind === 'name'
      ? w.name
      : kind === 'organization'
        ? w.organisation
        : kind === 'description'
          ? w.description
          : w.reasonOf(item.slice(item.indexOf(':') + 1));
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
  const find = (rules: readonly Rule[], rule: Rule) => rules.find(other => ruleKey(other) === ruleKey(rule));
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
