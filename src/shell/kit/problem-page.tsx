// The page that tells what went wrong.

import { frameWords } from '../../locales/words.ts';
import type { Problem } from '../web/problem.ts';
import { show } from '../web/respond.tsx';
import type { ShellContext, Visit } from '../web/visit.ts';
import { Layout } from './layout.tsx';

export function showProblem(c: ShellContext, problem: Problem): Promise<Response> {
  // Absent when what failed came before it was known who is here.
  const visit = c.var.visit as Visit | undefined;
  const language = visit?.language ?? 'en';
  const { httpStatus, detail } = problem;
  const { title, text } = problem.told(language);
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
        <p>
          <a href="/">{frameWords(language).toHome}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status: httpStatus });
}
