// The home page: what this is, for those who come new; the health of the record at hand for those who are signed in, with
// their records and applications.

import { recordsWords } from '../../locales/words.ts';
import { Empty } from '../kit/kit.tsx';
import { Layout } from '../kit/layout.tsx';
import { show } from '../web/respond.tsx';
import type { ShellContext, SignedInContext } from '../web/visit.ts';
import { isSignedIn } from '../web/visit.ts';
import { AppsInShort, listApps } from './apps/app-list.tsx';
import { drawHealth } from './health.tsx';
import { makeFirstRunHints } from './hints/hints.tsx';
import { RecordCard } from './records/record-card.tsx';

export function showHome(c: ShellContext): Promise<Response> {
  return isSignedIn(c) ? ownHome(c) : welcome(c);
}

async function welcome(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { signUp } = visit.vault;
  const w = recordsWords(visit.language);
  const isNew = (await visit.vault.store.read(db => db.people.count())) === 0;
  const page = (
    <Layout title={w.welcomeTitle} visit={visit}>
      <div class="welcome">
        <h1>{w.welcomeTitle}</h1>
        <p class="lead">{w.welcomeText}</p>
        {isNew ? (
          <div class="notice">
            <h2>{w.newVault}</h2>
            {signUp === 'open' ? (
              <>
                <p>{w.newVaultText}</p>
                <p>
                  <a class="button" href="/sign-up">
                    {w.firstAccount}
                  </a>
                </p>
              </>
            ) : (
              <p>
                {w.newVaultByCommand} <code>keepwell account create</code>
              </p>
            )}
          </div>
        ) : (
          <p class="actions">
            <a class="button" href="/sign-in">
              {w.signIn}
            </a>
            {signUp !== 'closed' && (
              <a class="button second" href="/sign-up">
                {w.signUp}
              </a>
            )}
          </p>
        )}
      </div>
      <ul class="points">
        {w.points.map(({ title, text }) => (
          <li>
            <h2>{title}</h2>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </Layout>
  );
  return show(c, page);
}

async function ownHome(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, records } = visit;
  const w = recordsWords(visit.language);
  const apps = await vault.store.read(db => listApps(db, person.id, records));
  const beside = (
    <>
      <section>
        <h2>{w.records}</h2>
        {records.length === 0 ? (
          <Empty title={w.noRecords} text={w.noRecordsText} />
        ) : (
          <ul class="cards">
            {records.map(of => (
              <RecordCard visit={visit} of={of} />
            ))}
          </ul>
        )}
        <p>
          <a class="button second" href="/records/new">
            {w.create}
          </a>
        </p>
      </section>
      <section>
        <h2>{w.apps}</h2>
        {apps.length === 0 ? <p>{w.noApps}</p> : <AppsInShort apps={apps} language={visit.language} />}
      </section>
    </>
  );
  const page = (
    <Layout title={w.hello(person.name)} visit={visit} place="home" across>
      <h1>{w.hello(person.name)}</h1>
      {visit.record ? await drawHealth(visit, visit.record, beside) : beside}
      {await makeFirstRunHints(c)}
    </Layout>
  );
  return show(c, page);
}
