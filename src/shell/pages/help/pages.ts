// The pages of help that there are, by the topic in their address, in the order of the help home.
import type { Language } from '../../../locales/language.ts';
import { accountTexts } from './account.ts';
import { appsTexts } from './apps.ts';
import { dataTexts } from './data.ts';
import { developersTexts } from './developers.ts';
import { emergencyTexts } from './emergency.ts';
import { filesTexts } from './files.ts';
import { operatorsTexts } from './operators.ts';
import { privacyTexts } from './privacy.ts';
import { sharingTexts } from './sharing.ts';
import { startTexts } from './start.ts';
import { termsTexts } from './terms.ts';

/** Markdown; its first line is the title. */
export type HelpTexts = Readonly<Record<Language, string>>;

export const helpPages = {
  start: startTexts,
  data: dataTexts,
  emergency: emergencyTexts,
  files: filesTexts,
  apps: appsTexts,
  sharing: sharingTexts,
  account: accountTexts,
  privacy: privacyTexts,
  terms: termsTexts,
  developers: developersTexts,
  operators: operatorsTexts,
} as const satisfies Record<string, HelpTexts>;

export type HelpTopic = keyof typeof helpPages;

/** What applications call the topics of the target HELP, in any case. */
const wireTopics: Readonly<Record<string, HelpTopic>> = {
  privacypolicy: 'privacy',
  serviceagreement: 'terms',
};

/** Undefined for the help home: no topic, or one that is not known here. */
export function helpTopic(topicId: string | undefined): HelpTopic | undefined {
  const name = topicId?.trim().toLowerCase() ?? '';
  if (Object.hasOwn(wireTopics, name)) return wireTopics[name];
  return Object.hasOwn(helpPages, name) ? (name as HelpTopic) : undefined;
}
