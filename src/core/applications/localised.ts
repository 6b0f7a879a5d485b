// An application in the language of a reader: its name, what it does, and why it asks. Called by the Shell's consent.
import { getRuleKey } from '../authorization/consent-choice.ts';
import type { Reader } from '../store.ts';
import type { AppText } from './app-text.ts';
import type { Application } from './application.ts';
import { pickText } from './texts.ts';

/** @param culture tags from the narrowest on */
export async function localiseApplication(
  db: Reader,
  app: Application,
  culture: readonly string[],
): Promise<Application> {
  // A child on a device has a name of its own, and its master's other texts.
  const isOnDevice = app.kind === 'soda-child';
  const owner = isOnDevice ? (app.masterId ?? app.id) : app.id;
  const texts = await db.applicationTexts.of(owner, ['name', 'description', 'rule-reason']);
  if (texts.length === 0) return app;
  const best = (kind: AppText['kind'], item = '') =>
    pickText(
      texts.filter(text => text.kind === kind && text.item === item),
      culture,
    )?.content.toString();
  return {
    ...app,
    name: (isOnDevice ? undefined : best('name')) ?? app.name,
    description: best('description') ?? app.description,
    rules: app.rules.map(rule => ({ ...rule, reason: best('rule-reason', getRuleKey(rule)) ?? rule.reason })),
  };
}
