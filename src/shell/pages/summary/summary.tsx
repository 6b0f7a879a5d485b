// The summary for the doctor: a page to print, and a file. What is chosen goes by a form, and stands in no address.
import type { Grant } from '../../../core/authorization/grant.ts';
import { readSummary, summaryParts } from '../../../core/summary/summary.ts';
import { summaryWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { writeMessagePath } from '../../items/links.ts';
import { Marks } from '../../items/marks.tsx';
import { Choices, ErrorSummary, type FieldErrors, Input, TextArea } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { type Chosen, chooseFirst, questionsCharactersMax, readChosen } from './form.ts';
import { type Said, saySummary } from './said.ts';

export function showSummary(c: ShellContext, at: AtHand): Promise<Response> {
  return drawn(c, at, chooseFirst(c.var.visit));
}

export async function applySummary(c: ShellContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { chosen, errors } = readChosen(form, visit);
  if (Object.keys(errors).length > 0 || !form.has('pdf')) return drawn(c, at, chosen, errors);
  const { printSummary } = await import('./pdf.ts');
  const bytes = await printSummary(await read(at, chosen, visit), visit);
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'application/pdf',
      // The name of a person may be no name of a file.
      'Content-Disposition': 'attachment; filename="summary.pdf"',
      'Cache-Control': 'no-store',
    },
  });
}

async function read({ of, grant }: AtHand, chosen: Chosen, visit: Visit): Promise<Said> {
  const summary = await readSummary(visit.vault, grant, of.record.name, chosen, visit.language);
  return saySummary(summary, chosen, visit);
}

async function drawn(
  c: ShellContext,
  at: AtHand,
  chosen: Chosen,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const w = summaryWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const said = hasErrors ? undefined : await read(at, chosen, visit);
  const title = w.title(at.of.record.name);
  const page = (
    <Layout title={title} visit={visit} place="items" hasErrors={hasErrors}>
      <h1>{title}</h1>
      <p class="lead not-printed">{w.lead}</p>
      <ErrorSummary errors={errors} language={visit.language} />
      <Choice chosen={chosen} errors={errors} recordId={at.of.record.id} visit={visit} />
      {said && <Sheet said={said} grant={at.grant} visit={visit} />}
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

interface ChoiceProps {
  readonly chosen: Chosen;
  readonly errors: FieldErrors;
  readonly recordId: string;
  readonly visit: Visit;
}

function Choice({ chosen, errors, recordId, visit }: ChoiceProps) {
  const w = summaryWords(visit.language);
  return (
    <Form visit={visit} action="/summary">
      <div class="not-printed">
        <input type="hidden" name="record" value={recordId} />
        <div class="decision">
          <button type="submit" name="pdf" value="yes">
            {w.pdf}
          </button>
          <button type="button" class="second" data-print="" data-late="" hidden>
            {w.print}
          </button>
          {visit.vault.direct && (
            <a class="button second" href={`${writeMessagePath}?along=summary-pdf`}>
              {w.sendOn}
            </a>
          )}
        </div>
        <details class="more" open={Object.keys(errors).length > 0}>
          <summary>{w.choose}</summary>
          <Choices
            name="part"
            label={w.choose}
            errors={errors}
            options={summaryParts.map(part => ({ value: part, label: w.parts[part] }))}
            chosen={chosen.parts}
            several
          />
          <Input name="since" type="date" label={w.since} value={chosen.since} errors={errors} />
          <TextArea
            name="questions"
            label={w.questions}
            hint={w.questionsHint}
            value={chosen.questions}
            errors={errors}
            optional=""
            maxlength={questionsCharactersMax}
          />
          <button type="submit" class="second">
            {w.show}
          </button>
        </details>
      </div>
    </Form>
  );
}

interface SheetProps {
  readonly said: Said;
  readonly grant: Grant;
  readonly visit: Visit;
}

function Sheet({ said: { facts, sections, questions, foot }, grant, visit }: SheetProps) {
  const w = summaryWords(visit.language);
  return (
    <div class="sheet">
      <dl class="facts">
        {facts.map(({ name, text }) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <strong>{text}</strong>
            </dd>
          </div>
        ))}
      </dl>
      {sections.map(({ title, lines, notes }) => (
        <section>
          <h2>{title}</h2>
          {lines.length > 0 && (
            <ul class="lines">
              {lines.map(({ id, kind, text, beside, marks }) => (
                <li>
                  {kind !== undefined && `${kind}: `}
                  <strong>{text}</strong> {beside !== '' && <span class="hint-inline">{beside}</span>}
                  <Marks marks={marks} id={id} grant={grant} language={visit.language} />
                </li>
              ))}
            </ul>
          )}
          {notes.map(note => (
            <p class="hint">{note}</p>
          ))}
        </section>
      ))}
      {questions !== '' && (
        <section>
          <h2>{w.questions}</h2>
          <p class="letter">{questions}</p>
        </section>
      )}
      {foot.map(text => (
        <p class="hint">{text}</p>
      ))}
    </div>
  );
}
