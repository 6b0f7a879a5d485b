// docs/guides/README.md: the topics that HealthVault's documentation names, each with its page and what runs the page's code.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guidesFolder, listGuides, readBlocks } from './blocks.ts';

/** As the hub names them, with the files of their pages. */
export const topics: readonly (readonly [topic: string, file: string])[] = [
  ['Establishing connectivity', 'connectivity.md'],
  ['Web connectivity', 'web-connectivity.md'],
  ['Patient Connect', 'patient-connect.md'],
  ['Drop-off and pick-up', 'drop-off-pick-up.md'],
  ['Direct messaging', 'direct-messaging.md'],
  ['Mobile apps', 'mobile-devices.md'],
  ['SODA applications', 'soda.md'],
  ['SODA walkthrough', 'soda-walkthrough.md'],
  ['Troubleshooting', 'connection-troubleshooting.md'],
  ['Creating a certificate', 'creating-key-pairs.md'],
  ['Authentication and authorization', 'authentication-and-authorization.md'],
  ['Offline data access', 'offline-access.md'],
  ['Optional authorization', 'optional-authorization.md'],
  ['Authorization changes', 'authorization-changes.md'],
  ['Alternate user identifiers', 'alternate-user-identifiers.md'],
  ['Multi-record applications', 'multi-record-applications.md'],
  ['Thing type schema', 'thing-type-schema.md'],
  ['Downloading schemas', 'downloading-schemas.md'],
  ['Thing versioning', 'thing-type-versioning.md'],
  ['Common data types', 'common-data-types.md'],
  ['Extending data types', 'extending-data-types.md'],
  ['Custom types', 'custom-data-types.md'],
  ['Active and inactive', 'active-and-inactive.md'],
  ['Digital signatures', 'digital-signatures.md'],
  ['Querying', 'querying-data.md'],
  ['Writing', 'writing-data.md'],
  ['Paging', 'paging-data.md'],
  ['Batching', 'batching-queries.md'],
  ['Subscribing to events', 'subscribing-to-events.md'],
  ['Tracking items through time', 'tracking-data-items.md'],
  ['Version stamps', 'version-stamps.md'],
  ['Read-only data', 'read-only-data.md'],
  ['Action URL', 'action-url.md'],
  ['Code security requirements', 'code-security-requirements.md'],
  ['Action URL custom redirection', 'action-url-custom-redirection.md'],
  ['Shell redirect interface', 'shell-redirect-interface.md'],
  ['Global architecture', 'global-architecture.md'],
  ['Multi-instance applications', 'multi-instance-applications.md'],
  ['Architecture guidance', 'architecture.md'],
  ['Master and child applications', 'master-child-applications.md'],
  ['Meaningful use', '../meaningful-use.md'],
];

const here = 'src/guides.test.ts';
const nothing = 'no code';

/** Pages whose code is run elsewhere, or that have none. */
const elsewhere: Readonly<Record<string, string>> = {
  '../meaningful-use.md': 'src/methods/get-meaningful-use-vdtreport.test.ts',
  'reference-architectures.md': 'samples/samples.test.ts',
};

export function printTable(): string {
  const others = listGuides().filter(
    file => file !== 'README.md' && !topics.some(([, known]) => known === file),
  );
  const rows = [...topics, ...others.map(file => [titleOf(file), file] as const)].map(([topic, file]) => [
    topic,
    `[${titleOf(file)}](${file})`,
    whatRuns(file),
  ]);
  const lines = alignColumns([['topic', 'page', 'run'], ...rows]);
  const withRun = topics.filter(([, file]) => whatRuns(file) !== nothing);
  return `# All guides, and what runs their code

The topics of HealthVault’s documentation, and what came beside them. Code on these pages is taken from them by \`${here}\` and run against a vault: TypeScript is type-checked and run, and has to print what stands behind \`console.log\`; XML that names a method is sent and has to be answered by the code that is named, 0 where none is; addresses of the Shell are opened; commands have to be there with their options. \`{id}\` and the like stand for what a reader has of their own. TypeScript finds \`app\` (connected as [web connectivity](web-connectivity.md) shows), \`record\` (a record of \`person\`’s, offline), \`userToken\`, \`shell\` and \`platformUrl\` there, and a record with two weights. The code of [the SDK](../sdk.md), of its package’s README, and each \`@example\` in its comments is run by the same test.

Of ${topics.length} topics, ${withRun.length} have a page whose code a test runs.

${lines.join('\n')}
`;
}

/** As the formatter writes tables. */
function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head, ...rest] = rows.map(row => line(row.map((cell, column) => cell.padEnd(widths[column]!))));
  return [head!, line(widths.map(width => '-'.repeat(width))), ...rest];
}

function titleOf(file: string): string {
  return /^# (.+)$/m.exec(readFileSync(join(guidesFolder, file), 'utf8'))?.[1] ?? file;
}

function whatRuns(file: string): string {
  if (elsewhere[file] !== undefined) return `\`${elsewhere[file]}\``;
  const run = readBlocks(join(guidesFolder, file)).filter(
    ({ language, words }) => language !== 'text' && (language !== 'xml' || words.length > 0),
  );
  const kinds = [...new Set(run.map(({ language }) => language))];
  return kinds.length === 0 ? nothing : `\`${here}\`: ${kinds.join(', ')}`;
}
