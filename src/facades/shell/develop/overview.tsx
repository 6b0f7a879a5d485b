// The first page of an application: its ids and addresses, settings to copy for each client, and whether it is on.
import type { Hono } from 'hono';
import { setEnabled } from '../../../core/applications/configure.ts';
import { questionPage } from '../kit.tsx';
import { Form } from '../layout.tsx';
import { leaveNotice } from '../notice.ts';
import { goTo } from '../respond.tsx';
import type { ShellContext, ShellEnv } from '../visit.ts';
import { developWords } from './develop-words.ts';
import { aboutOwn, type OwnApp, ownAppForm, tabHref, tabPage } from './own.tsx';
import { clientSettings } from './settings.ts';

export function overviewRoutes(app: Hono<ShellEnv>): void {
  app.get('/develop/:app', aboutOwn(overview));
  app.get('/develop/:app/disable', aboutOwn(askDisable));
  app.post('/develop/:app/state', ownAppForm(changeState));
}

function overview(c: ShellContext, of: OwnApp): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = developWords(language);
  const { app, entry } = of;
  return tabPage(c, of, {
    tab: 'overview',
    content: (
      <>
        <dl class="facts">
          <Fact name={w.appId} value={app.id} />
          <div>
            <dt>{w.kind}</dt>
            <dd>{w.kinds[app.kind]}</dd>
          </div>
          <div>
            <dt>{w.state}</dt>
            <dd>
              {w.states[app.state]}
              {app.state === 'pending' && <span class="hint">{w.pendingHint}</span>}
            </dd>
          </div>
          <Fact name={w.platform} value={vault.instance.platformUrl} />
          <Fact name={w.shell} value={vault.instance.shellUrl} />
        </dl>
        <section>
          <h3>{w.settings}</h3>
          <p>{w.settingsLead}</p>
          {clientSettings(app, vault.instance).map(({ client, text }, index) => (
            <details class="more" open={index === 0}>
              <summary>{w.clients[client]}</summary>
              <p class="hint">{w.clientHints[client]}</p>
              <Copyable id={`settings-${client}`} text={text} copy={w.copy} copied={w.copied} />
            </details>
          ))}
        </section>
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
    ),
  });
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
      <button type="button" class="quiet" data-copy={id} data-copied={copied} hidden>
        {copy}
      </button>
    </div>
  );
}

function askDisable(c: ShellContext, of: OwnApp): Promise<Response> {
  const w = developWords(c.var.visit.language);
  return questionPage(c, {
    title: w.disableTitle(of.app.name),
    text: w.disableText,
    action: `/develop/${of.app.id}/state`,
    fields: { enabled: 'no' },
    button: w.disable,
    cancelHref: tabHref(of, 'overview'),
  });
}

async function changeState(c: ShellContext, of: OwnApp, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = developWords(language);
  const isEnabled = form.get('enabled') === 'yes';
  await vault.store.write(db => setEnabled(db, vault, person!.id, { appId: of.app.id, isEnabled }));
  leaveNotice(c, { text: isEnabled ? w.enabled : w.disabled });
  return goTo(c, tabHref(of, 'overview'));
}
