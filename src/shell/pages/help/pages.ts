// The pages of help that there are, by the topic in their address, in the order of the help home.
import type { Language } from '../../../locales/language.ts';
import {
  accountHelp,
  appsHelp,
  dataHelp,
  developersHelp,
  emergencyHelp,
  filesHelp,
  messagesHelp,
  operatorsHelp,
  privacyHelp,
  sharingHelp,
  startHelp,
  termsHelp,
} from '../../../locales/words.ts';
import type { HelpTopic } from '../../kit/help-topics.ts';

/** Markdown; its first line is the title. */
export type HelpText = (language: Language) => string;

export const helpPages = {
  start: startHelp,
  data: dataHelp,
  emergency: emergencyHelp,
  files: filesHelp,
  messages: messagesHelp,
  apps: appsHelp,
  sharing: sharingHelp,
  account: accountHelp,
  privacy: privacyHelp,
  terms: termsHelp,
  developers: developersHelp,
  operators: operatorsHelp,
} as const satisfies Record<HelpTopic, HelpText>;
