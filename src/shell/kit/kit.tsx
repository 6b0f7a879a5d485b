// Parts that pages share: tables that fold up on a phone, empty places that say what to do, and the question before what
// cannot be undone.
import type { Child } from 'hono/jsx';
import { frameWords } from '../../locales/words.ts';
import { show } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import { Form, Layout, type Place } from './layout.tsx';

interface Column<Row> {
  readonly label: string;
  cell(row: Row): Child;
  readonly isNumber?: boolean;
  /** Words that are not broken, however little room there is. */
  readonly isWhole?: boolean;
  /** A link or button that says itself what it does: on a phone no label stands before it, and it is not broken. */
  readonly isAction?: boolean;
}

interface TableProps<Row> {
  /** Read out before the table, and shown above it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Its cells are so short that it needs no folding on a phone. */
  readonly isNarrow?: boolean;
}

/** The first column names the row. On a narrow screen each row is a block with the labels beside its cells. */
export function Table<Row>({ caption, columns, rows, isNarrow }: TableProps<Row>) {
  const [head, ...others] = columns;
  return (
    <table class={isNarrow ? 'table narrow-table' : 'table'}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, isNumber }) => (
            <th scope="col" class={isNumber ? 'number' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr>
            <th scope="row">{head!.cell(row)}</th>
            {others.map(({ label, cell, isNumber, isWhole, isAction }) => (
              <td
                data-label={isAction ? undefined : label}
                class={isNumber ? 'number' : isAction ? 'keep' : isWhole ? 'whole' : undefined}
              >
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
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
