// The form for a code, and the question behind it: first steps of connecting a record and of picking up a package.
// Each flow has its own address, which takes both forms and tells them apart by the field `step`.

import { connectWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandOwnForm, readForm } from '../../web/form.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { Handler } from '../../web/route.ts';
import { signInAddress } from '../../web/sign-in-address.ts';
import { isSignedIn, type ShellContext, type SignedInContext } from '../../web/visit.ts';

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
export function showCode(
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
export function showConnectQuestion(
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
export function showConnectClosed(
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

type TakeForm<C extends ShellContext> = (c: C, form: URLSearchParams) => Promise<Response>;

interface Steps {
  readonly code: TakeForm<ShellContext>;
  readonly answer: TakeForm<SignedInContext>;
  readonly record: TakeForm<SignedInContext>;
}

/** The forms of a flow say by `step` which they are; a code may be entered before signing in. */
export function stepForm({ code, answer, record }: Steps): Handler {
  return async c => {
    const form = await readForm(c);
    const step = form.get('step');
    if (!isSignedIn(c) && step !== 'code') {
      c.set('formRead', form);
      return goTo(c, signInAddress(form.get('request')));
    }
    demandOwnForm(c, form);
    if (!isSignedIn(c) || (step !== 'answer' && step !== 'record')) return code(c, form);
    return (step === 'answer' ? answer : record)(c, form);
  };
}
