// What FHIR's guides ask of a server, as docs/fhir-conformance.tsv has it, printed as docs/fhir-conformance.md.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { aligned } from './matrix/table.ts';

const root = resolve(import.meta.dirname, '../..');

export const states = ['met', 'not applicable', 'open'] as const;

export interface Requirement {
  readonly kit: string;
  /** Its number in the kit's list. */
  readonly id: string;
  readonly part: string;
  readonly asks: string;
  readonly state: string;
  /** What meets it, or why it asks nothing of this server, or what lacks. */
  readonly why: string;
}

/** Of a requirement that is met: a test that shows it. */
export interface Shown {
  /** From the root of the repository. */
  readonly file: string;
  readonly title: string;
}

export const kits = [
  {
    name: 'smart',
    title: 'SMART App Launch 2.2',
    list: 'inferno-framework/smart-app-launch-test-kit, hl7.fhir.uv.smart-app-launch_2.2.0',
    count: 172,
  },
  {
    name: 'bulk',
    title: 'Bulk Data Access 2',
    list: 'inferno-framework/bulk-data-test-kit, hl7.fhir.uv.bulkdata_2.0.0',
    count: 119,
  },
  {
    name: 'uscore',
    title: 'US Core 7',
    list: 'inferno-framework/us-core-test-kit, hl7.fhir.us.core_7.0.0',
    count: 238,
  },
  {
    name: 'backport',
    title: 'Subscriptions Backport 1.1',
    list: 'inferno-framework/subscriptions-test-kit, hl7.fhir.uv.subscriptions_1.1.0',
    count: 70,
  },
] as const;

/** @throws where a line has too many columns or too few */
export function readRequirements(): Requirement[] {
  const [, ...lines] = readFileSync(join(root, 'docs/fhir-conformance.tsv'), 'utf8').trimEnd().split('\n');
  return lines.map(line => {
    const columns = line.split('\t');
    if (columns.length !== 6) throw new Error(`not six columns: ${line}`);
    const [kit = '', id = '', part = '', asks = '', state = '', why = ''] = columns;
    return { kit, id, part, asks, state, why };
  });
}

export function listShown({ state, why }: Requirement): Shown[] {
  if (state !== 'met') return [];
  return why.split(' || ').map(one => {
    const [file = '', ...rest] = one.split(': ');
    return { file, title: rest.join(': ') };
  });
}

/** Is a test of the file, or a row of a table that it runs, called so? */
export function hasTest({ file, title }: Shown): boolean {
  const text = readFileSync(join(root, file), 'utf8');
  const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``];
  return quoted.some(name => {
    const parts = text.split(name).slice(0, -1);
    return parts.some(before => /[([]\s*$/.test(before));
  });
}

function countStates(rows: readonly Requirement[]): number[] {
  return states.map(state => rows.filter(row => row.state === state).length);
}

export function printConformance(rows: readonly Requirement[]): string {
  const count = (title: string, of: readonly Requirement[]) => [
    title,
    ...[of.length, ...countStates(of)].map(String),
  ];
  return [
    '# FHIR, requirement by requirement',
    '',
    'What four guides of HL7 demand of a server, by the lists of requirements of Inferno’s test kits: the rows whose actor is',
    'the server and which say SHALL or SHALL NOT. What is asked is said in a few words of our own; the number leads to the row',
    'of the list, which leads to the guide. _Met_ names tests that show it; _not applicable_ says why, _open_ what lacks.',
    'Judged by whoever wrote Keepwell, not by somebody from outside.',
    '',
    'Written from `docs/fhir-conformance.tsv` by `KEEPWELL_WRITE_CONFORMANCE=1 npm test -- src/fhir-conformance.test.ts`, which',
    'holds the table to its tests.',
    '',
    ...aligned([
      ['Guide', 'asked', ...states],
      ...kits.map(({ name, title }) => count(`[${title}](#${anchorOf(title)})`, rows.filter(of(name)))),
      count('All', rows),
    ]),
    '',
    ...kits.flatMap(({ name, title, list }) => section(title, list, rows.filter(of(name)))),
  ].join('\n');
}

const of = (name: string) => (row: Requirement) => row.kit === name;

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll('.', '').replaceAll(' ', '-');
}

function section(title: string, list: string, rows: readonly Requirement[]): string[] {
  const [met, not, open] = countStates(rows);
  const parts = [...new Set(rows.map(({ part }) => part))];
  return [
    `## ${title}`,
    '',
    `List: ${list}. Of ${rows.length} requirements ${met} are met, ${not} not applicable, ${open} open.`,
    '',
    ...parts.flatMap(part => [
      `### ${title}: ${part}`,
      '',
      ...aligned([
        ['no.', 'what is asked', '', 'by which test, or why'],
        ...rows.filter(row => row.part === part).map(listCells),
      ]),
      '',
    ]),
  ];
}

function listCells(row: Requirement): string[] {
  const shown = listShown(row).map(({ file, title }) => `\`${file}\`: ${title}`);
  const why = row.state === 'met' ? shown.join('; ') : row.why;
  return [row.id, escapeCell(row.asks), row.state, escapeCell(why)];
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*');
}
