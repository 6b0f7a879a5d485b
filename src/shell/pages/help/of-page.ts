// Which page of the help tells of a page, by its address: what the foot of each page leads to.
import type { HelpTopic } from './pages.ts';

const topics: readonly (readonly [RegExp, HelpTopic])[] = [
  [/^\/(items|timeline|charts)(\/|$)/, 'data'],
  [/^\/emergency$/, 'emergency'],
  [/^\/(upload|export|messages|activity)(\/|$)/, 'files'],
  [/^\/records\/[^/]+\/sharing(\/|$)/, 'sharing'],
  [/^\/records(\/|$)/, 'start'],
  [/^\/(apps|directory|consent|app-statements)(\/|$)/, 'apps'],
  [/^\/account(\/|$)/, 'account'],
  [/^\/develop(\/|$)/, 'developers'],
  [/^\/operator(\/|$)/, 'operators'],
];

/** Undefined where the help has nothing of its own to say. */
export function topicOfPage(path: string): HelpTopic | undefined {
  return topics.find(([pattern]) => pattern.test(path))?.[1];
}
