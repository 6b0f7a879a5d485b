// The last page of connecting a record and of picking up a package: that it is done, and what the application has to say.
import type { Application } from '../../../core/applications/application.ts';
import { readSuccessMessage } from '../../../core/healthvault/connect/success-message.ts';
import { connectWords } from '../../../locales/words.ts';
import { Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';

/** @param app in the language of the visit; undefined when it is no longer there */
export async function showConnectDone(
  c: ShellContext,
  app: Application | undefined,
  { title, lead }: { title: string; lead: string | undefined },
): Promise<Response> {
  const { visit } = c.var;
  const w = connectWords(visit.language);
  const message = app ? await visit.vault.store.read(db => readSuccessMessage(db, app, visit.language)) : [];
  const page = (
    <Layout title={title} visit={visit}>
      <div class="narrow">
        <h1>{title}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
        {app && message.length > 0 && (
          <section class="notice" aria-labelledby="message">
            <h2 id="message">{w.message(app.name)}</h2>
            {message.map(paragraph => (
              <p dir="auto">{paragraph}</p>
            ))}
          </section>
        )}
        <p>
          <a href="/">{w.toHome}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page);
}
