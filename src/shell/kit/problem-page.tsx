// The page that tells what went wrong.

import { findNote } from '../../http/request-note.ts';
import { frameWords } from '../../locales/words.ts';
import type { Problem } from '../web/problem.ts';
import { show } from '../web/respond.tsx';
import type { ShellContext, Visit } from '../web/visit.ts';
import { Layout } from './layout.tsx';

/** From this status on it was not the person's doing, and only the log says what it was. */
const oursFrom = 500;

export function showProblem(c: ShellContext, problem: Problem): Promise<Response> {
  // Absent when what failed came before it was known who is here.
  const visit = c.var.visit as Visit | undefined;
  const language = visit?.language ?? 'en';
  const { httpStatus, detail } = problem;
  const { title, text } = problem.told(language);
  const w = frameWords(language);
  const number = httpStatus >= oursFrom ? findNote(c.env.outgoing)?.id : undefined;
  const page = (
    <Layout title={title} visit={visit}>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {detail !== undefined && (
          <p class="detail" lang="en">
            {detail}
          </p>
        )}
        {number !== undefined && (
          <p class="hint">
            {w.tellNumber} <code>{number}</code>
          </p>
        )}
        <p>
          <a href="/">{w.toHome}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: httpStatus });
}
