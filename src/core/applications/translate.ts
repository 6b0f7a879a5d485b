// The texts of an application in one more language, as its admins write them. How a reader's language is chosen is in texts.ts.

import { getRuleKey } from '../authorization/consent-choice.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { demandOwn, noteAppAction } from './admins.ts';
import type { AppEntry, ProposedText } from './app-entry.ts';
import type { AppText, AppTextKind } from './app-text.ts';
import type { Application } from './application.ts';
import { applyProposedTexts, isApproved, isSameText, putProposal, type TextPlace } from './proposal.ts';
import { checkTexts } from './texts.ts';

const kinds = ['name', 'description', 'rule-reason'] as const;

export interface Translation {
  readonly kind: (typeof kinds)[number];
  readonly item: string;
  /** Empty where the original stands. */
  readonly text: string;
}

/** The languages besides that of the definition. */
export function listTextLanguages(texts: readonly AppText[]): string[] {
  return [...new Set(texts.map(({ language }) => language).filter(language => language !== ''))].sort();
}

/**
 * Puts texts in the place of those in a language. The definition's own stand for all languages that have none. Of an
 * approved application, names and reasons wait for the operator, who approved those there were.
 * @returns false when there are as many languages as may be
 * @throws accessDenied; invalid
 */
export async function translate(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, language, texts }: { appId: string; language: string; texts: readonly Translation[] },
): Promise<boolean> {
  const app = await demandOwn(db, personId, appId);
  const entry = await db.appAdmins.entry(appId);
  const before = await db.applicationTexts.of(appId, kinds);
  const languages = new Set([...listTextLanguages(applyProposedTexts(before, entry)), language]);
  if (languages.size >= vault.limits.appLanguagesMax) return false;
  const waiting = isApproved(vault, app, entry) ? textsThatWait(said(texts, language), before) : [];
  for (const { kind, item, text } of waiting) checkTexts(vault.limits, { kind, item }, [{ language, text }]);
  const now = texts.flatMap(text => {
    const place = { ...text, language };
    if (!waiting.some(other => isSameText(place, other))) return [text];
    const kept = before.find(other => isSameText(place, other));
    return kept ? [{ ...text, text: kept.content.toString() }] : [];
  });
  await putTranslations(db, vault, app, { language, texts: now });
  await keepWaiting(db, vault, app, { entry, said: said(texts, language), waiting });
  const details = { language, waits: waiting.map(({ kind }) => kind) };
  await noteAppAction(db, vault, { action: 'TranslateApplication', personId, appId, details });
  return true;
}

/** Who is behind it, as the directory says. It waits as a name does. @throws accessDenied; invalid */
export async function nameOrganisation(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, name }: { appId: string; name: string },
): Promise<void> {
  const app = await demandOwn(db, personId, appId);
  const entry = await db.appAdmins.entry(appId);
  const before = await db.applicationTexts.of(appId, ['organization']);
  const said = [{ kind: 'organization' as const, item: '', language: '', text: name }];
  const waiting = isApproved(vault, app, entry) ? textsThatWait(said, before) : [];
  const kept = organisationTexts(vault, name);
  if (waiting.length === 0) await db.applicationTexts.replace(appId, 'organization', kept);
  await keepWaiting(db, vault, app, { entry, said, waiting });
}

function organisationTexts({ limits }: Vault, name: string): AppText[] {
  const texts = name === '' ? [] : [{ language: undefined, text: name }];
  return checkTexts(limits, { kind: 'organization' }, texts);
}

/** What of the texts people know it by is new. One that is taken away leaves what was approved for all languages. */
function textsThatWait(said: readonly ProposedText[], before: readonly AppText[]): ProposedText[] {
  return said.filter(
    text =>
      text.text !== '' && before.find(other => isSameText(text, other))?.content.toString() !== text.text,
  );
}

/** The texts of a language that wait in an approved application; the description does not. */
function said(texts: readonly Translation[], language: string): ProposedText[] {
  return texts.flatMap(({ kind, ...text }) => (kind === 'description' ? [] : [{ kind, ...text, language }]));
}

/** What waits now comes in the place of what waited for the same texts. */
function keepWaiting(
  db: Writer,
  vault: Vault,
  app: Application,
  {
    entry: { proposed },
    said,
    waiting,
  }: { entry: AppEntry; said: readonly TextPlace[]; waiting: readonly ProposedText[] },
): Promise<void> {
  const others = (proposed?.texts ?? []).filter(text => !said.some(other => isSameText(text, other)));
  return putProposal(db, vault, app.id, { change: proposed?.change ?? {}, texts: [...others, ...waiting] });
}

/** The operator's yes to texts that waited. Reasons of rules that are gone by now are forgotten. */
export async function acceptTexts(
  db: Writer,
  vault: Vault,
  app: Application,
  accepted: readonly ProposedText[],
): Promise<void> {
  const organisation = accepted.find(({ kind }) => kind === 'organization');
  if (organisation)
    await db.applicationTexts.replace(app.id, 'organization', organisationTexts(vault, organisation.text));
  const local = accepted.flatMap(({ kind, item, language, text }) =>
    kind !== 'organization' && originalOf(app, kind, item) !== undefined
      ? [{ kind, item, language, text }]
      : [],
  );
  for (const language of new Set(local.map(text => text.language))) {
    const before = await db.applicationTexts.of(app.id, kinds);
    const kept = before
      .filter(text => text.language === language && !local.some(other => isSameText(text, other)))
      .map(({ kind, item, content }) => ({
        kind: kind as Translation['kind'],
        item,
        text: content.toString(),
      }));
    const texts = [...kept, ...local.filter(text => text.language === language)];
    await putTranslations(db, vault, app, { language, texts });
  }
}

async function putTranslations(
  db: Writer,
  { limits }: Vault,
  app: Application,
  { language, texts }: { language: string; texts: readonly Translation[] },
): Promise<void> {
  const before = await db.applicationTexts.of(app.id, kinds);
  for (const kind of kinds) {
    const kept: AppText[] = [];
    for (const item of new Set(
      [...texts, ...before].filter(text => text.kind === kind).map(text => text.item),
    )) {
      const others = before.filter(
        text =>
          text.kind === kind && text.item === item && text.language !== '' && text.language !== language,
      );
      const said = texts.find(text => text.kind === kind && text.item === item)?.text ?? '';
      const local = [
        ...others.map(text => ({ language: text.language, text: text.content.toString() })),
        ...(said === '' ? [] : [{ language, text: said }]),
      ];
      const original = originalOf(app, kind, item);
      if (local.length === 0) continue;
      const whole =
        original === undefined || original === '' ? [] : [{ language: undefined, text: original }];
      kept.push(...checkTexts(limits, { kind, item }, [...whole, ...local]));
    }
    await db.applicationTexts.replace(app.id, kind, kept);
  }
}

/** Where there are translations, what stands for all languages is the definition's; those of rules that are gone go. */
export async function followOriginals(db: Writer, app: Application): Promise<void> {
  const texts = await db.applicationTexts.of(app.id, kinds);
  for (const kind of kinds) {
    const ofKind = texts.filter(text => text.kind === kind);
    if (ofKind.length === 0) continue;
    const kept = ofKind.flatMap(text => {
      const original = originalOf(app, kind, text.item);
      if (original === undefined) return [];
      return text.language === '' ? [{ ...text, content: Buffer.from(original) }] : [text];
    });
    await db.applicationTexts.replace(app.id, kind, kept);
  }
}

function originalOf(app: Application, kind: AppTextKind, item: string): string | undefined {
  if (kind === 'name') return app.name;
  if (kind === 'description') return app.description;
  return app.rules.find(rule => getRuleKey(rule) === item)?.reason;
}
