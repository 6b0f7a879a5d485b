// The pages of help that there are, by the topic in their address, in the order of the help home.
import type { Language } from '../../../locales/language.ts';
import type { HelpTopic } from '../../kit/help-topics.ts';
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
} as const satisfies Record<HelpTopic, HelpTexts>;
