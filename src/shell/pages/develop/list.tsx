// The developer's applications: the list, a new one, and invitations to configure those of others.

import { answerInvitation } from '../../../core/applications/admins.ts';
import type { AppEntry } from '../../../core/applications/app-entry.ts';
import type { Application } from '../../../core/applications/application.ts';
import { createOwnApplication, type OwnKind, ownKinds } from '../../../core/applications/configure.ts';
import { Fault } from '../../../core/faults.ts';
import { hasConfirmed } from '../../../core/mail/confirm.ts';
import { sayOf } from '../../../locales/colon.ts';
import { developWords, frameWords } from '../../../locales/words.ts';
import { Choices, ErrorSummary, FieldError, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Empty } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit, Visit } from '../../web/visit.ts';
import { findStanding } from './live-standing.tsx';

export function showOwnApps(c: SignedInContext): Promise<Response> {
  return listPage(c);
}

export async function showNewApp(c: SignedInContext): Promise<Response> {
  return newPage(c, { name: '', kind: 'web' });
}

async function listPage(c: SignedInContext, errors: FieldErrors = {}): Promise<Response> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const w = developWords(visit.language);
  const { apps, invited, entries, isConfirmed } = await vault.store.read(async db => {
    const named = async (ids: readonly string[]) => {
      const found: Application[] = [];
      for (const id of ids) {
        const app = await db.applications.byId(id);
        if (app) found.push(app);
      }
      return found;
    };
    const invitations = await db.appAdmins.invitationsTo(person.email);
    const apps = await named(await db.appAdmins.appsOf(person.id));
    const entries = new Map<string, AppEntry>();
    for (const { id } of apps) entries.set(id, await db.appAdmins.entry(id));
    return {
      apps,
      entries,
      isConfirmed: await hasConfirmed(db, person.id),
      invited: await named(invitations.map(({ appId }) => appId)),
    };
  });
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.title} visit={visit} hasErrors={hasErrors}>
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      <ErrorSummary errors={errors} language={visit.language} />
      {invited.length > 0 && (
        <Invitations visit={visit} apps={invited} errors={errors} isConfirmed={isConfirmed} />
      )}
      {apps.length === 0 ? (
        <Empty title={w.none} text={w.noneText} />
      ) : (
        <ul class="cards">
          {apps.map(app => (
            <li class="with-action">
              <div>
                <strong>{app.name}</strong>
                <span class="hint">
                  {w.kinds[app.kind]} · {findStanding(app, entries.get(app.id) ?? {}, visit).text}
                </span>
              </div>
              <a
                class="button quiet"
                href={`/develop/${app.id}`}
                aria-label={sayOf(w.configure, app.name, visit.language)}
              >
                {w.configure}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a class="button" href="/develop/new">
          {w.create}
        </a>
      </p>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

function Invitations({
  visit,
  apps,
  errors,
  isConfirmed,
}: {
  visit: Visit;
  apps: readonly Application[];
  errors: FieldErrors;
  isConfirmed: boolean;
}) {
  const w = developWords(visit.language);
  return (
    <section>
      <h2>{w.invited}</h2>
      <ul class="cards">
        {apps.map(app => (
          <li id={app.id}>
            <Form visit={visit} action="/develop/invitation">
              <input type="hidden" name="app" value={app.id} />
              <p>{w.invitedTo(app.name)}</p>
              <FieldError name={app.id} errors={errors} />
              {isConfirmed ? (
                <div class="actions">
                  <button type="submit" name="decision" value="accept">
                    {w.accept}
                  </button>
                  <button type="submit" name="decision" value="decline" class="second">
                    {w.decline}
                  </button>
                </div>
              ) : (
                <p>
                  {w.confirmFirst} <a href="/account">{w.toAccount}</a>
                </p>
              )}
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}

const nameMax = 100;

function newPage(
  c: ShellContext,
  {
    name,
    kind,
    once = c.var.visit.vault.ids.guid(),
  }: { name: string; kind: string; once?: string | undefined },
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const w = developWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.create} visit={visit} hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.create}</h1>
        <p class="lead">{w.next}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action="/develop/new">
          <input type="hidden" name="once" value={once} />
          <Input
            name="name"
            label={w.name}
            hint={w.nameHint}
            value={name}
            maxlength={nameMax}
            autocomplete="off"
            errors={errors}
          />
          <Choices
            name="kind"
            label={w.kind}
            options={ownKinds.map(value => ({ value, label: w.kinds[value], hint: w.kindHints[value] }))}
            chosen={[kind]}
            errors={errors}
          />
          <div class="decision">
            <button type="submit">{w.create}</button>
            <a class="button second" href="/develop">
              {frameWords(visit.language).cancel}
            </a>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

export async function createApp(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { language } = c.var.visit;
  const w = developWords(language);
  const f = frameWords(language);
  const name = form.get('name')?.trim() ?? '';
  const kind = ownKinds.find(known => known === form.get('kind'));
  const once = form.get('once') || undefined;
  const errors: Record<string, string> = {};
  if (name === '') errors.name = f.missing(w.name);
  else if ([...name].length > nameMax) errors.name = f.tooLong(w.name, nameMax);
  if (!kind) errors.kind = f.missing(w.kind);
  if (Object.keys(errors).length > 0) return newPage(c, { name, kind: kind ?? '', once }, errors);
  const app = await tryCreate(c.var.visit, { name, kind: kind!, once });
  if (typeof app === 'string') return newPage(c, { name, kind: kind!, once }, { name: app });
  leaveNotice(c, { text: w.created });
  return goTo(c, `/develop/${app.id}`);
}

/** The application, or why there is none. */
async function tryCreate(
  { vault, person, language }: SignedInVisit,
  given: { name: string; kind: OwnKind; once: string | undefined },
): Promise<Application | string> {
  const w = developWords(language);
  try {
    return await vault.store.write(db => createOwnApplication(db, vault, person.id, given));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.reason === 'tooManyApps' ? w.tooMany(vault.limits.ownAppsMax) : w.badText;
  }
}

export async function answerAppInvitation(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const w = developWords(c.var.visit.language);
  const appId = form.get('app') ?? '';
  const accepts = form.get('decision') === 'accept';
  const app = await tryAnswer(c.var.visit, appId, accepts);
  if (typeof app === 'string') return listPage(c, { [appId]: app });
  if (!app) throw notFound();
  leaveNotice(c, { text: accepts ? w.accepted(app.name) : w.declined });
  return goTo(c, accepts ? `/develop/${app.id}` : '/develop');
}

/** The application, undefined where nobody is invited to any, or why the invitation cannot be accepted. */
async function tryAnswer(
  { vault, person, language }: SignedInVisit,
  appId: string,
  accepts: boolean,
): Promise<Application | undefined | string> {
  try {
    return await vault.store.write(async db =>
      (await answerInvitation(db, vault, person, { appId, accepts }))
        ? db.applications.byId(appId)
        : undefined,
    );
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'tooManyApps') throw error;
    return developWords(language).tooMany(vault.limits.ownAppsMax);
  }
}
