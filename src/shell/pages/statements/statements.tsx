// What an application says of privacy and terms, where it has no address of its own for them. Anybody may read it before
// they let the application in. It was written by its developers, so it is shown as text with links and nothing else.
import { localiseApplication } from '../../../core/applications/localised.ts';
import { findStatement } from '../../../core/applications/statements.ts';
import { statementsWords } from '../../../locales/words.ts';
import { type StatementPage, statementPages } from '../../kit/about-app.tsx';
import { Layout } from '../../kit/layout.tsx';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { StatementText } from './statement-text.tsx';

export function showPrivacy(c: ShellContext): Promise<Response> {
  return statementPage(c, 'privacy');
}

export function showTerms(c: ShellContext): Promise<Response> {
  return statementPage(c, 'terms');
}

async function statementPage(c: ShellContext, which: StatementPage): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = statementsWords(language);
  const found = await vault.store.read(async db => {
    const app = await db.applications.byId(c.req.param('app') ?? '');
    const statement = app && (await findStatement(db, app, statementPages[which], [language]));
    return statement && { statement, app: await localiseApplication(db, app, [language]) };
  });
  if (!found) throw notFound();
  const { app, statement } = found;
  const title = w.titles[which](app.name);
  const page = (
    <Layout title={title} visit={visit} place="apps">
      <div class="prose">
        <h1>{title}</h1>
        <p class="lead">{w.lead}</p>
        <div class="statement" lang={statement.language || undefined}>
          <StatementText text={statement.text} />
        </div>
      </div>
    </Layout>
  );
  return show(c, page);
}
