// Where people end up who came for an application without an action URL: the application sees the address and takes over.

import { leaveWords } from '../../locales/words.ts';
import { Layout } from '../kit/layout.tsx';
import { show } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';

type LastWords = Readonly<Record<string, { readonly title: string; readonly text: string }>>;

export function showLastPage(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { last, done } = leaveWords(visit.language);
  const target = c.req.query('target')?.toLowerCase() ?? '';
  const { title, text } = Object.hasOwn(last, target) ? (last as LastWords)[target]! : done;
  const page = (
    <Layout title={title} visit={visit} plain>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
      </div>
    </Layout>
  );
  return show(c, page, { token: true });
}
