// Prints the authorisation matrix as a page of the documentation. What is equal is told once.
import {
  type GrantedRight,
  grantedRights,
  type Mode,
  modes,
  needs,
  type Outcome,
  type Owner,
  owners,
} from './rules.ts';
import type { Cell } from './stage.ts';

export interface Judged extends Cell {
  readonly outcome: Outcome;
}

export function matrixPage(cells: readonly Judged[]): string {
  const rows = Object.keys(needs).map(row => ({ row, cells: cells.filter(cell => cell.row === row) }));
  const groups = grouped(rows, ({ cells }) =>
    JSON.stringify(cells.map(({ row: _, version: __, ...cell }) => cell).filter(unseen())),
  );
  return [
    '# Who may call what',
    '',
    'Every method and version, called in every way there is, with every right, on every kind of record.',
    'The answers come from a running server; `src/authorization-matrix.test.ts` checks each against the rules of',
    '`src/testing/matrix/rules.ts` and keeps this page fresh (`KEEPWELL_WRITE_MATRIX=1` writes it).',
    '',
    `${cells.length} calls. An answer is a status code: 0 done, 4 not signed, 6 no such application, 9 no person,`,
    '10 no such record, 11 not allowed, 140 no such alternate id. _empty_ is code 0 with nothing of what was asked for.',
    'The applications are masters of all method groups, so that groups decide nothing here. Rights are those granted',
    'to the application on the type at hand: none, Read, Create, Update, Delete. A person calls online by a token of the',
    'Shell, offline by an id.',
    '',
    ...groups.flatMap(members =>
      section(
        members.map(({ row }) => row),
        members[0]!.cells,
      ),
    ),
  ].join('\n');
}

function unseen(): (value: unknown) => boolean {
  const seen = new Set<string>();
  return value => {
    const text = JSON.stringify(value);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  };
}

const namesInHeading = 3;

function section(names: readonly string[], cells: readonly Judged[]): string[] {
  const lines = modes.flatMap(mode => linesOf(mode, cells));
  const merged = grouped(lines, ({ owners: of, right, outcome }) => JSON.stringify([of, right, outcome]));
  const rows = merged.map(same => {
    const { owners: of, right, outcome } = same[0]!;
    const called = same.length === modes.length ? 'in any way' : same.map(({ mode }) => mode).join(', ');
    return [called, of, right, outcome === 'empty' ? '_empty_' : String(outcome)];
  });
  const isLong = names.length > namesInHeading;
  return [
    `## ${names.slice(0, namesInHeading).join(' · ')}${isLong ? ` and ${names.length - namesInHeading} more` : ''}`,
    '',
    ...(isLong ? [...names.map(name => `- ${name}`), ''] : []),
    ...aligned([['called', 'on', 'with the right', 'answer'], ...rows]),
    '',
  ];
}

/** A table of Markdown, as formatters leave it: its head, then its rows. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(widths.map(width => '-'.repeat(width))), ...body.map(line)];
}

interface Line {
  readonly mode: Mode;
  readonly owners: string;
  readonly right: string;
  readonly outcome: Outcome;
}

/** What is answered in one mode: owners with the same answers together, then rights with the same answer. */
function linesOf(mode: Mode, cells: readonly Judged[]): Line[] {
  const answer = (owner: Owner, right: GrantedRight) =>
    cells.find(cell => cell.mode === mode && cell.owner === owner && cell.right === right)!.outcome;
  const alike = grouped([...owners], owner =>
    JSON.stringify(grantedRights.map(right => answer(owner, right))),
  );
  return alike.flatMap(some =>
    grouped([...grantedRights], right => String(answer(some[0]!, right))).map(rights => ({
      mode,
      owners: some.length === owners.length ? 'any record' : some.join('; '),
      right: rights.length === grantedRights.length ? 'any or none' : rights.join(', '),
      outcome: answer(some[0]!, rights[0]!),
    })),
  );
}

/** Members with the same key together, in the order of their first. */
export function grouped<T>(members: readonly T[], keyOf: (member: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups.values()];
}
