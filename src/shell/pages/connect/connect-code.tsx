// The form for a code, and the question behind it: first steps of connecting a record and of picking up a package.
// Each flow has its own address, which takes both forms and tells them apart by the field `step`.
import type { Hono } from 'hono';
import { connectWords } from '../../../locales/words.ts';
import { signInAddress } from '../../hand-over/shell-request.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { ownForm } from '../../web/form.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, ShellEnv } from '../../web/visit.ts';

interface CodePage {
  /** The flow's own address. */
  readonly action: string;
  readonly title: string;
  readonly lead: string;
  /** The sealed request the form carries on, if an application sent one. */
  readonly sealed: string | undefined;
  /** What was typed. */
  readonly code: string;
  /** What is wrong with it, in words for the person. */
  readonly error?: string | undefined;
  readonly status?: number;
}

/** Sends the fields `step` = `code`, and `code`. */
export function codePage(
  c: ShellContext,
  { action, title, lead, sealed, code, error, status }: CodePage,
): Promise<Response> {
  const { visit } = c.var;
  const w = connectWords(visit.language).code;
  const errors: FieldErrors = error === undefined ? {} : { code: error };
  const page = (
    <Layout title={title} visit={visit} hasErrors={error !== undefined}>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action={action} request={sealed}>
          <input type="hidden" name="step" value="code" />
          <Input name="code" label={w.label} hint={w.hint} value={code} autocomplete="off" errors={errors} />
          <button type="submit">{w.next}</button>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: status ?? (error === undefined ? 200 : 422) });
}

interface QuestionPage {
  readonly action: string;
  readonly title: string;
  /** Who asks. */
  readonly appName: string;
  readonly question: string;
  readonly sealed: string;
  readonly error?: string | undefined;
  readonly status?: number;
}

/** Sends the fields `step` = `answer`, and `answer`. What was typed is not shown again. */
export function questionPage(
  c: ShellContext,
  { action, title, appName, question, sealed, error, status }: QuestionPage,
): Promise<Response> {
  const { visit } = c.var;
  const w = connectWords(visit.language).question;
  const errors: FieldErrors = error === undefined ? {} : { answer: error };
  const page = (
    <Layout title={title} visit={visit} plain hasErrors={error !== undefined}>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{w.from(appName)}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action={action} request={sealed}>
          <input type="hidden" name="step" value="answer" />
          <Input name="answer" label={question} hint={w.hint} autocomplete="off" errors={errors} />
          <button type="submit">{w.next}</button>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: status ?? (error === undefined ? 200 : 422) });
}

interface ClosedPage {
  readonly title: string;
  readonly text: string;
  /** Where another code can be entered. */
  readonly action: string;
  readonly status?: number;
}

/** The way ends here: the code does not work, or the person said no. */
export function closedPage(
  c: ShellContext,
  { title, text, action, status = 200 }: ClosedPage,
): Promise<Response> {
  const { visit } = c.var;
  const w = connectWords(visit.language);
  const page = (
    <Layout title={title} visit={visit}>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <p>
          <a href={action}>{w.anotherCode}</a>
        </p>
        <p>
          <a href="/">{w.toHome}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status });
}

/** What is wrong with a code, in words for the person. */
export interface CodeProblem {
  readonly text: string;
  readonly status?: number;
}

type TakeForm = (c: ShellContext, form: URLSearchParams) => Promise<Response>;

interface Steps {
  /** The page that is due. */
  next(c: ShellContext, sealed: string | undefined): Promise<Response>;
  readonly code: TakeForm;
  readonly answer: TakeForm;
  readonly record: TakeForm;
}

/** A flow under one address: its forms say by `step` which they are, and a code may be entered before signing in. */
export function stepRoutes(
  app: Hono<ShellEnv>,
  address: string,
  { next, code, answer, record }: Steps,
): void {
  const take: TakeForm = (c, form) => {
    const step = form.get('step');
    return (step === 'answer' ? answer : step === 'record' ? record : code)(c, form);
  };
  app.get(address, c => next(c, c.req.query('request')));
  app.post(
    address,
    ownForm(take, async (c, form) =>
      form.get('step') === 'code' ? ownForm(code)(c) : goTo(c, signInAddress(form.get('request'))),
    ),
  );
}
