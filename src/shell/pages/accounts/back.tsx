// The way back to the account page, and what is said before the last way to sign in would go.

import { changeWords } from '../../../locales/words.ts';
import { Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';

export function BackToAccount({ visit }: { visit: Visit }) {
  return (
    <p class="after">
      <a href="/account">{changeWords(visit.language).back}</a>
    </p>
  );
}

export function showLastWay(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = changeWords(visit.language);
  const page = (
    <Layout title={w.lastTitle} visit={visit} place="account">
      <div class="narrow">
        <h1>{w.lastTitle}</h1>
        <p class="lead">{w.lastText}</p>
        <BackToAccount visit={visit} />
      </div>
    </Layout>
  );
  return show(c, page, { status: 422 });
}
