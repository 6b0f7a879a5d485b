// The state of the vault: whether it is backed up, what it runs on, who failed to sign in, and whether events and mail go out:
// what waits, what fails, what was given up, and trying again.

import { readBackupState } from '../../../core/backup/state.ts';
import {
  type DeliveryHealth,
  hastenMail,
  listDeliveryHealth,
  mendDelivery,
} from '../../../core/operator/operator.ts';
import { readSignInFailures } from '../../../core/operator/standing.ts';
import { sayOf } from '../../../locales/colon.ts';
import { operatorWords } from '../../../locales/words.ts';
import { showQuestion, Table } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { BackupHealth } from './backup-health.tsx';
import { operatorTabs, showTab } from './frame.tsx';
import { InMailbox, MailTroubles } from './mail-health.tsx';
import { RunsOn, SignInHealth } from './standing.tsx';

export function retryDelivery(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return mend(c, form, 'retry');
}

export function dropDelivery(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return mend(c, form, 'drop');
}

export async function showHealth(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = operatorWords(language);
  const { deliveries, mails, troubles, backups, database, failures, masterId } = await visit.vault.store.read(
    async db => ({
      deliveries: await listDeliveryHealth(db),
      mails: await db.mail.counts(),
      troubles: await db.mail.troubles(),
      backups: await readBackupState(db),
      database: await db.operators.database(),
      failures: await readSignInFailures(db, visit.vault.clock.now()),
      masterId: (await db.seals.vaultKeys()).at(-1)?.masterId,
    }),
  );
  const rows = [
    [w.mailWaiting, mails.waiting.toLocaleString(language)],
    [w.mailGivenUp, mails.givenUp.toLocaleString(language)],
  ];
  return showTab(c, {
    tab: 'health',
    content: (
      <>
        <BackupHealth visit={visit} state={backups} />
        <RunsOn
          visit={visit}
          machine={await c.var.options.lookAtMachine()}
          database={database}
          masterId={masterId}
        />
        <SignInHealth visit={visit} failures={failures} />
        <section>
          {deliveries.length === 0 ? (
            <>
              <h2>{w.deliveries}</h2>
              <p>{w.noDeliveries}</p>
            </>
          ) : (
            <Deliveries visit={visit} deliveries={deliveries} />
          )}
        </section>
        <section>
          <h2>{w.mails}</h2>
          {!visit.vault.mail.mailer && (
            <p>{visit.vault.mail.mailbox === 'none' ? w.mailNone : <InMailbox language={language} />}</p>
          )}
          <dl class="facts">
            {rows.map(([label, value]) => (
              <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <MailTroubles troubles={troubles} locale={visit} />
          {mails.waiting > 0 && (
            <Form visit={visit} action="/operator/health/mail">
              <button type="submit" class="second">
                {w.mailRetry}
              </button>
            </Form>
          )}
        </section>
      </>
    ),
  });
}

function Deliveries({ visit, deliveries }: { visit: Visit; deliveries: readonly DeliveryHealth[] }) {
  const w = operatorWords(visit.language);
  return (
    <Table
      caption={w.deliveries}
      rows={deliveries}
      columns={[
        {
          label: w.receiver,
          cell: ({ appName, host }) => (
            <>
              {appName}
              <span class="hint">{host}</span>
            </>
          ),
        },
        { label: w.owed, cell: ({ records }) => w.owedRecords(records) },
        {
          label: w.failures,
          cell: ({ failures, lastFailure }) => (
            <>
              {failures}
              {failures > 0 && <span class="hint">{lastFailure}</span>}
            </>
          ),
        },
        { label: w.parked, cell: ({ parked }) => w.parkedChanges(parked) },
        { label: w.act, cell: one => <Mend visit={visit} delivery={one} /> },
      ]}
    />
  );
}

function Mend({
  visit,
  delivery: { id, appName, parked, failures },
}: {
  visit: Visit;
  delivery: DeliveryHealth;
}) {
  const w = operatorWords(visit.language);
  if (parked === 0 && failures === 0) return null;
  return (
    <>
      <Form visit={visit} action="/operator/health/retry">
        <button
          type="submit"
          name="subscription"
          value={id}
          class="like-link"
          aria-label={sayOf(w.retry, appName, visit.language)}
        >
          {w.retry}
        </button>
      </Form>
      {parked > 0 && (
        <a href={`/operator/health/${id}/drop`} aria-label={sayOf(w.drop, appName, visit.language)}>
          {w.drop}
        </a>
      )}
    </>
  );
}

export async function askDropDelivery(c: ShellContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = operatorWords(language);
  const id = c.req.param('subscription') ?? '';
  if (!(await vault.store.read(db => db.events.byId(id)))) throw notFound();
  return showQuestion(c, {
    title: w.dropTitle,
    text: w.dropText,
    action: '/operator/health/drop',
    fields: { subscription: id },
    button: w.drop,
    cancelHref: operatorTabs.health,
  });
}

async function mend(c: SignedInContext, form: URLSearchParams, how: 'retry' | 'drop'): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = operatorWords(language);
  const id = form.get('subscription') ?? '';
  if (!(await vault.store.write(db => mendDelivery(db, vault, { by: person.id, id, how })))) throw notFound();
  leaveNotice(c, { text: how === 'retry' ? w.retried : w.dropped });
  return goTo(c, operatorTabs.health);
}

export async function retryMail(c: SignedInContext): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const count = await vault.store.write(db => hastenMail(db, vault, person.id));
  leaveNotice(c, { text: operatorWords(language).mailRetried(count) });
  return goTo(c, operatorTabs.health);
}
