// The texts of an application in one more language, as its admins write them. How a reader's language is chosen is in texts.ts.

import { ruleKey } from '../authorization/consent-choice.ts';
import type { Writer } from '../ports.ts';
import type { Vault } from '../vault.ts';
import { auditApp, demandOwn } from './admins.ts';
import type { Application } from './application.ts';
import type { AppText, AppTextKind } from './ports.ts';
import { textsToKeep } from './texts.ts';

const kinds = ['name', 'description', 'rule-reason'] as const;

export interface Translation {
  readonly kind: (typeof kinds)[number];
  readonly item: string;
  /** Empty where the original stands. */
  readonly text: string;
}

/** The languages besides that of the definition. */
export function languagesOfTexts(texts: readonly AppText[]): string[] {
  return [...new Set(texts.map(({ language }) => language).filter(language => language !== ''))].sort();
}

/**
 * Puts texts in the place of those in a language. The definition's own stand for all languages that have none.
 * @returns false when there are as many languages as may be
 * @throws ACCESS_DENIED; INVALID_XML
 */
export async function translate(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, language, texts }: { appId: string; language: string; texts: readonly Translation[] },
): Promise<boolean> {
  const app = await demandOwn(db, personId, appId);
  const before = await db.applicationTexts.of(appId, kinds);
  const languages = new Set([...languagesOfTexts(before), language]);
  if (languages.size >= vault.limits.appLanguagesMax) return false;
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
      kept.push(...textsToKeep(vault.limits, { kind, item }, [...whole, ...local]));
    }
    await db.applicationTexts.replace(appId, kind, kept);
  }
  await auditApp(db, vault, { action: 'TranslateApplication', personId, appId, details: { language } });
  return true;
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
  return app.rules.find(rule => ruleKey(rule) === item)?.reason;
}
