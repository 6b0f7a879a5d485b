// The home page: what this is, for those who come new; records and applications, for those who are signed in.
import type { Hono } from 'hono';
import type { Application } from '../../core/applications/application.ts';
import type { Authorization } from '../../core/authorization/authorization.ts';
import { revoke } from '../../core/authorization/consent.ts';
import { type RecordToChoose, recordsToChoose } from '../../core/authorization/consent-choice.ts';
import type { Reader } from '../../core/ports.ts';
import { ownForm } from './form.ts';
import { Form, Layout } from './layout.tsx';
import { goTo, show } from './respond.tsx';
import type { ShellContext, ShellEnv, Visit } from './visit.ts';
import { dayOf, limitsInWords, relationshipInWords } from './words.ts';

export function homeRoutes(app: Hono<ShellEnv>): void {
  app.get('/', c => (c.var.visit.person ? ownHome(c) : welcome(c)));
  app.post(
    '/apps/remove',
    ownForm(removeApp, async c => goTo(c, '/sign-in')),
  );
}

async function welcome(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const isNew = (await visit.vault.store.read(db => db.people.count())) === 0;
  const page = (
    <Layout title="Your family’s health data, in one place" visit={visit}>
      <div class="welcome">
        <h1>Your family’s health data, in one place</h1>
        <p class="lead">
          Keep measurements, medicines, conditions and documents together, for yourself and for those you care
          for. You decide, app by app and item by item, who may see or add to them.
        </p>
        {isNew ? (
          <div class="notice">
            <h2>This vault is new</h2>
            <p>Nobody has an account here yet. Create the first one to begin.</p>
            <p>
              <a class="button" href="/sign-up">
                Create the first account
              </a>
            </p>
          </div>
        ) : (
          <p class="actions">
            <a class="button" href="/sign-in">
              Sign in
            </a>
            <a class="button second" href="/sign-up">
              Create an account
            </a>
          </p>
        )}
      </div>
    </Layout>
  );
  return show(c, page);
}

interface AppAccess {
  readonly app: Application;
  readonly authorization: Authorization;
  readonly recordName: string;
}

async function ownHome(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const { records, apps } = await vault.store.read(async db => {
    const records = await recordsToChoose(db, person!.id, vault.clock.now());
    return { records, apps: await appsOf(db, person!.id, records) };
  });
  const page = (
    <Layout title="Home" visit={visit}>
      <h1>Hello, {person!.name}</h1>
      <section>
        <h2>Records</h2>
        {records.length === 0 ? <p>You have no record yet.</p> : <RecordList records={records} />}
        <p>
          <a class="button second" href="/records/new">
            Create a record
          </a>
        </p>
      </section>
      <section>
        <h2>Apps with access</h2>
        {apps.length === 0 ? (
          <p>No app has access to your records.</p>
        ) : (
          <AppList visit={visit} apps={apps} />
        )}
      </section>
    </Layout>
  );
  return show(c, page);
}

async function appsOf(
  db: Reader,
  personId: string,
  records: readonly RecordToChoose[],
): Promise<AppAccess[]> {
  const found: AppAccess[] = [];
  for (const authorization of await db.authorizations.everyOfPerson(personId)) {
    const app = await db.applications.byId(authorization.appId);
    const reached = records.find(({ record }) => record.id === authorization.recordId);
    if (app && reached) found.push({ app, authorization, recordName: reached.record.name });
  }
  return found;
}

function RecordList({ records }: { records: readonly RecordToChoose[] }) {
  return (
    <ul class="cards">
      {records.map(({ record, access }) => (
        <li>
          <strong>{record.name}</strong>
          <span class="hint">{relationshipInWords(access)}</span>
          {limitsInWords(access) !== undefined && <span class="hint">{limitsInWords(access)}</span>}
        </li>
      ))}
    </ul>
  );
}

function AppList({ visit, apps }: { visit: Visit; apps: readonly AppAccess[] }) {
  return (
    <ul class="cards">
      {apps.map(({ app, authorization, recordName }) => (
        <li class="with-action">
          <div>
            <strong>{app.name}</strong>
            <span class="hint">
              {`Record of ${recordName}, since ${dayOf(authorization.createdAt)}`}
              {authorization.rules.some(rule => rule.mode === 'offline') && ', also when you are away'}
            </span>
          </div>
          <Form visit={visit} action="/apps/remove">
            <input type="hidden" name="app" value={app.id} />
            <input type="hidden" name="record" value={authorization.recordId} />
            <button
              type="submit"
              class="quiet"
              aria-label={`Remove the access of ${app.name} to the record of ${recordName}`}
            >
              Remove access
            </button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

/** One's own authorisations only; what is not there is as good as removed. */
async function removeApp(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, person } = c.var.visit;
  const key = { appId: form.get('app') ?? '', personId: person!.id, recordId: form.get('record') ?? '' };
  await vault.store.write(async db => {
    if (await db.authorizations.find(key.appId, key.personId, key.recordId)) await revoke(db, vault, key);
  });
  return goTo(c, '/');
}
