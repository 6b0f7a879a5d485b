// The first page of an application: its ids and addresses, settings to copy for each client, and whether it is on.

import type { Application } from '../../../core/applications/application.ts';
import { setEnabled } from '../../../core/applications/configure.ts';
import { deleteApplication, isDeletable } from '../../../core/applications/delete.ts';
import { Fault } from '../../../core/faults.ts';
import type { Language } from '../../../locales/language.ts';
import { developWords } from '../../../locales/words.ts';
import { showQuestion } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { isProved } from '../accounts/prove.tsx';
import { type Client, findKeyFile, findKeyFiles, type KeyFiles } from './key-file.ts';
import { findStanding } from './live-standing.tsx';
import { type OwnApp, showTab, tabHref } from './own.tsx';
import { listSteps, Path } from './path.tsx';
import { proveBefore } from './prove-first.tsx';
import { listClientSettings } from './settings.ts';

export async function showOwnApp(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = developWords(language);
  const { app, entry } = of;
  const standing = findStanding(app, entry, visit);
  const { mayDelete, steps, files } = await vault.store.read(async db => ({
    mayDelete: await isDeletable(db, app.id),
    steps: await listSteps(db, vault, of),
    files: findKeyFiles(app, entry, await db.applications.certificates(app.id)),
  }));
  return showTab(c, of, {
    tab: 'overview',
    content: (
      <>
        <Path steps={steps} language={language} />
        <dl class="facts">
          <Fact name={w.appId} value={app.id} />
          <div>
            <dt>{w.kind}</dt>
            <dd>{w.kinds[app.kind]}</dd>
          </div>
          <div>
            <dt>{w.state}</dt>
            <dd>
              {standing.text}
              {standing.hint !== undefined && (
                <span class="hint">
                  {standing.hint} <a href={tabHref(of, 'live')}>{w.tabs.live}</a>
                </span>
              )}
            </dd>
          </div>
          <Fact name={w.platform} value={vault.instance.platformUrl} />
          <Fact name={w.shell} value={vault.instance.shellUrl} />
        </dl>
        <section id="settings">
          <h3>{w.settings}</h3>
          <p>{files ? w.settingsKnown : w.settingsLead}</p>
          {listClientSettings(app, vault.instance, files).map(({ client, text }, index) => (
            <details class="more" open={index === 0}>
              <summary>{w.clients[client]}</summary>
              <p class="hint">{w.clientHints[client]}</p>
              <Copyable id={`settings-${client}`} text={text} copy={w.copy} copied={w.copied} />
              <KeyFile client={client} app={app} files={files} language={language} />
            </details>
          ))}
        </section>
        <Switch of={of} visit={visit} />
        {mayDelete && (
          <p>
            <a class="button second" href={`/develop/${app.id}/delete`}>
              {w.delete}
            </a>
          </p>
        )}
      </>
    ),
  });
}

function Switch({ of: { app, entry }, visit }: { of: OwnApp; visit: Visit }) {
  const w = developWords(visit.language);
  return (
    <>
      {app.state !== 'disabled' && (
        <p>
          <a class="button second" href={`/develop/${app.id}/disable`}>
            {w.disable}
          </a>
        </p>
      )}
      {app.state === 'disabled' && !entry.isDisabledByAdmin && <p>{w.disabledByOperator}</p>}
      {app.state === 'disabled' && entry.isDisabledByAdmin && (
        <Form visit={visit} action={`/develop/${app.id}/state`}>
          <button type="submit" name="enabled" value="yes">
            {w.enable}
          </button>
        </Form>
      )}
    </>
  );
}

interface KeyFileProps {
  readonly client: Client;
  readonly app: Application;
  readonly files: KeyFiles | undefined;
  readonly language: Language;
}

function KeyFile({ client, app, files, language }: KeyFileProps) {
  const made = findKeyFile(client, app, files);
  if (!made) return null;
  const w = developWords(language);
  return (
    <>
      {made.commands.map(({ from, text }) => (
        <>
          <p>{w.keyFile[files ? 'own' : from](made.file)}</p>
          <Copyable id={`key-${client}-${from}`} text={text} copy={w.copy} copied={w.copied} />
        </>
      ))}
      {client === 'java' && <p class="hint">{w.keyStoreHint}</p>}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}

/** The button appears where script runs. */
export function Copyable({
  id,
  text,
  copy,
  copied,
}: {
  id: string;
  text: string;
  copy: string;
  copied: string;
}) {
  return (
    <div class="copyable">
      <pre class="detail" id={id}>
        {text}
      </pre>
      <button type="button" class="quiet" data-copy={id} data-copied={copied} data-late="" hidden>
        {copy}
      </button>
    </div>
  );
}

export function askDisableOwnApp(c: SignedInContext, of: OwnApp): Promise<Response> {
  if (!isProved(c)) return proveBefore('disable', c, of, 200);
  const w = developWords(c.var.visit.language);
  return showQuestion(c, {
    title: w.disableTitle(of.app.name),
    text: w.disableText,
    action: `/develop/${of.app.id}/state`,
    fields: { enabled: 'no' },
    button: w.disable,
    cancelHref: tabHref(of, 'overview'),
  });
}

export async function changeAppState(
  c: SignedInContext,
  of: OwnApp,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = developWords(language);
  const isEnabled = form.get('enabled') === 'yes';
  if (!isEnabled && !isProved(c)) return proveBefore('disable', c, of, 403);
  await vault.store.write(db => setEnabled(db, vault, person.id, { appId: of.app.id, isEnabled }));
  leaveNotice(c, { text: isEnabled ? w.enabled : w.disabled });
  return goTo(c, tabHref(of, 'overview'));
}

export async function askDeleteApp(c: SignedInContext, of: OwnApp): Promise<Response> {
  if (!isProved(c)) return proveBefore('delete', c, of, 200);
  const { vault, language } = c.var.visit;
  const w = developWords(language);
  const { id, name } = of.app;
  if (!(await vault.store.read(db => isDeletable(db, id)))) throw takenUp(w);
  return showQuestion(c, {
    title: w.deleteTitle(name),
    text: w.deleteText,
    action: `/develop/${id}/delete`,
    button: w.delete,
    cancelHref: tabHref(of, 'overview'),
  });
}

/** Somebody may have authorised it since the question. */
function takenUp({ takenUpTitle, takenUpText }: ReturnType<typeof developWords>): Problem {
  return new Problem(403, takenUpTitle, takenUpText);
}

export async function deleteApp(c: SignedInContext, of: OwnApp): Promise<Response> {
  if (!isProved(c)) return proveBefore('delete', c, of, 403);
  const { app } = of;
  const { vault, person, language } = c.var.visit;
  const w = developWords(language);
  try {
    await vault.store.write(db => deleteApplication(db, vault, person.id, app.id));
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'accessDenied') throw error;
    throw takenUp(w);
  }
  leaveNotice(c, { text: w.deleted(app.name) });
  return goTo(c, '/develop');
}
