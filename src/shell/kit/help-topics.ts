// The topics of the help, in the order of its home: by name, by what applications call them, and by the page whose foot leads
// there.

export const helpTopics = [
  'start',
  'data',
  'emergency',
  'files',
  'messages',
  'apps',
  'sharing',
  'account',
  'privacy',
  'terms',
  'developers',
  'operators',
] as const;
export type HelpTopic = (typeof helpTopics)[number];

/** What applications call the topics of the target HELP, in any case. */
const wireTopics: Readonly<Record<string, HelpTopic>> = {
  privacypolicy: 'privacy',
  serviceagreement: 'terms',
};

/** Undefined for the help home: no topic, or one that is not known here. */
export function findHelpTopic(topicId: string | undefined): HelpTopic | undefined {
  const name = topicId?.trim().toLowerCase() ?? '';
  if (Object.hasOwn(wireTopics, name)) return wireTopics[name];
  return helpTopics.find(topic => topic === name);
}

const pages: readonly (readonly [RegExp, HelpTopic])[] = [
  [/^\/(items|timeline|charts|growth|vaccines|plans)(\/|$)/, 'data'],
  [/^\/emergency(\/|$)/, 'emergency'],
  [/^\/messages(\/|$)/, 'messages'],
  [/^\/(upload|export|activity)(\/|$)/, 'files'],
  [/^\/records\/[^/]+\/sharing(\/|$)/, 'sharing'],
  [/^\/records(\/|$)/, 'start'],
  [/^\/(apps|directory|consent|app-statements)(\/|$)/, 'apps'],
  [/^\/account(\/|$)/, 'account'],
  [/^\/develop(\/|$)/, 'developers'],
  [/^\/operator(\/|$)/, 'operators'],
];

/** Undefined where the help has nothing of its own to say. */
export function findTopicOfPage(path: string): HelpTopic | undefined {
  return pages.find(([pattern]) => pattern.test(path))?.[1];
}
