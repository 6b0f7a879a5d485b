// Parts that pages share: tables that fold up on a phone, empty places that say what to do, and the question before what
// cannot be undone.
import type { Child } from 'hono/jsx';
import { frameWords } from '../../locales/words.ts';
import { show } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import { Form, Layout, type Place } from './layout.tsx';

export interface Column<Row> {
  readonly label: string;
  cell(row: Row): Child;
  readonly isNumber?: boolean;
  /** Words that are not broken, however little room there is. */
  readonly isWhole?: boolean;
  /** Names of people and applications, which have room for a word. */
  readonly isNamed?: boolean;
  /** A link or button that says itself what it does: on a phone no label stands before it, and it is not broken. */
  readonly isAction?: boolean;
  /** It stands there only where there is room for it. */
  readonly isBeside?: boolean;
  readonly sorting?: Sorting;
}

/** How a column orders the rows, and where it leads to order them otherwise. */
export interface Sorting {
  readonly now: 'ascending' | 'descending' | undefined;
  readonly href: string | undefined;
}

interface TableProps<Row> {
  /** Read out before the table, and shown above it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What rows that follow each other have in common, such as a day: told once, above them. */
  readonly groupOf?: (row: Row) => string;
  /** Its cells are so short that it needs no folding on a phone. */
  readonly isNarrow?: boolean;
}

/** The first column names the row. On a narrow screen each row is a block with the labels beside its cells. */
export function Table<Row>({ caption, columns, rows, groupOf, isNarrow }: TableProps<Row>) {
  return (
    <table class={isNarrow ? 'table narrow-table' : 'table'}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, isNumber, isBeside, sorting }) => (
            <th
              scope="col"
              class={isNumber ? 'number' : isBeside ? 'spare' : undefined}
              aria-sort={sorting?.now}
            >
              {sorting?.href === undefined ? label : <a href={sorting.href}>{label}</a>}
            </th>
          ))}
        </tr>
      </thead>
      {groupOf ? (
        groupRows(rows, groupOf).map(([group, ofGroup]) => (
          <tbody>
            <tr class="group-head">
              <th scope="rowgroup" colspan={columns.length}>
                {group}
              </th>
            </tr>
            {ofGroup.map(row => (
              <TableRow row={row} columns={columns} />
            ))}
          </tbody>
        ))
      ) : (
        <tbody>
          {rows.map(row => (
            <TableRow row={row} columns={columns} />
          ))}
        </tbody>
      )}
    </table>
  );
}

function groupRows<Row>(rows: readonly Row[], groupOf: (row: Row) => string): [string, Row[]][] {
  const groups: [string, Row[]][] = [];
  for (const row of rows) {
    const group = groupOf(row);
    const last = groups.at(-1);
    if (last?.[0] === group) last[1].push(row);
    else groups.push([group, [row]]);
  }
  return groups;
}

function TableRow<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  const [head, ...others] = columns;
  return (
    <tr>
      <th scope="row">{head?.cell(row)}</th>
      {others.map(({ cell, label, ...column }) => (
        <td data-label={column.isAction ? undefined : label} class={classOf(column)}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

type ColumnKind = Pick<Column<never>, 'isNumber' | 'isWhole' | 'isAction' | 'isBeside' | 'isNamed'>;

function classOf({ isNumber, isWhole, isAction, isBeside, isNamed }: ColumnKind): string | undefined {
  if (isBeside) return 'whole spare';
  if (isNumber) return 'number';
  if (isAction) return 'keep';
  if (isNamed) return 'named';
  return isWhole ? 'whole' : undefined;
}

interface InitialProps {
  readonly name: string;
  /** Round for people, square for applications. */
  readonly kind: 'person' | 'app';
  readonly large?: boolean;
  /** The id of the application whose logo stands in the place of the letter. */
  readonly logoOf?: string | undefined;
}

/** Stands where there is no picture; nothing to be read out. */
export function Initial({ name, kind, large, logoOf }: InitialProps) {
  const [first = ''] = name.trim();
  if (logoOf !== undefined)
    return <img class={`initial ${kind}${large ? ' large' : ''}`} src={`/app-logo/${logoOf}`} alt="" />;
  return (
    <span
      class={`initial ${kind}${large ? ' large' : ''}`}
      data-letter={first.toLocaleUpperCase()}
      aria-hidden="true"
    />
  );
}

interface EmptyProps {
  readonly title: string;
  readonly text: string;
  readonly children?: Child;
}

/** Where there is nothing yet: why, and what can be done. */
export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}

export interface Question {
  readonly title: string;
  /** What will happen, a paragraph each. */
  readonly text: readonly string[];
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly button: string;
  readonly cancelHref: string;
  readonly place?: Place;
  /** More of the form, before the buttons. */
  readonly children?: Child;
  readonly status?: number;
}

/** A page that asks before something that hurts. */
export function showQuestion(c: ShellContext, question: Question): Promise<Response> {
  const { visit } = c.var;
  const { title, text, action, fields = {}, button, cancelHref, place, children, status = 200 } = question;
  const page = (
    <Layout title={title} visit={visit} {...(place && { place })}>
      <div class="narrow">
        <h1>{title}</h1>
        {text.map(paragraph => (
          <p>{paragraph}</p>
        ))}
        <Form visit={visit} action={action}>
          {Object.entries(fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          {children}
          <div class="decision">
            <button type="submit" class="danger">
              {button}
            </button>
            <a class="button second" href={cancelHref}>
              {frameWords(visit.language).cancel}
            </a>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status });
}
