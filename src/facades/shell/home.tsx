// The home page: what this is, for those who come new; records and applications, for those who are signed in.
import type { Hono } from 'hono';
import { AppList, appsOf } from './apps/app-list.tsx';
import { Empty } from './kit.tsx';
import { Layout } from './layout.tsx';
import { RecordCard } from './records/record-card.tsx';
import { recordsWords } from './records/records-words.ts';
import { show } from './respond.tsx';
import type { ShellContext, ShellEnv } from './visit.ts';

export function homeRoutes(app: Hono<ShellEnv>): void {
  app.get('/', c => (c.var.visit.person ? ownHome(c) : welcome(c)));
}

async function welcome(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
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
            <p>{w.newVaultText}</p>
            <p>
              <a class="button" href="/sign-up">
                {w.firstAccount}
              </a>
            </p>
          </div>
        ) : (
          <p class="actions">
            <a class="button" href="/sign-in">
              {w.signIn}
            </a>
            <a class="button second" href="/sign-up">
              {w.signUp}
            </a>
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

async function ownHome(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, records } = visit;
  const w = recordsWords(visit.language);
  const apps = await vault.store.read(db => appsOf(db, person!.id, records));
  const page = (
    <Layout title={w.hello(person!.name)} visit={visit} place="home">
      <h1>{w.hello(person!.name)}</h1>
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
        {apps.length === 0 ? <p>{w.noApps}</p> : <AppList visit={visit} apps={apps} />}
      </section>
    </Layout>
  );
  return show(c, page);
}
