// Hands queued mail to the mail server, and tries again with growing gaps what it does not take. A copy is claimed before it
// is handed over, so that no other process sends it meanwhile. Run by background.ts.
import { getAt } from '../../assume.ts';
import type { Tenure } from '../leases/tenure.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { type Mail, type Mailer, MailProblem } from './mail.ts';
import type { QueuedMail } from './ports.ts';

const atOnce = 5;
const perRun = 100;

/** @throws what stands in the way of all mail, and that some was given up, for the log */
export async function deliverMail(vault: Vault, tenure: Tenure): Promise<void> {
  const { mailer } = vault.mail;
  if (!mailer) return;
  const givenUp: string[] = [];
  for (let handed = 0; handed < perRun && !tenure.isOver(); handed += atOnce) {
    const due = await claimDue(vault, tenure);
    if (due.length === 0 || tenure.isOver()) break;
    const ends = await Promise.all(due.map(mail => deliver(vault, mailer, mail)));
    for (const { problem, isGivenUp } of ends) if (problem && isGivenUp) givenUp.push(problem.message);
    const unreachable = ends.find(({ problem }) => problem?.kind === 'unreachable')?.problem;
    if (unreachable) throw new Error(`The mail server cannot be used (${unreachable.message}).`);
  }
  if (givenUp.length > 0)
    throw new Error(`Mail was given up: ${givenUp.length} (${[...new Set(givenUp)].join(', ')}).`);
}

async function claimDue({ store, clock, limits }: Vault, tenure: Tenure): Promise<QueuedMail[]> {
  const due = await store.read(db => db.mail.due(clock.now(), atOnce));
  if (due.length === 0) return [];
  return store.write(async db => {
    await tenure.demand(db);
    const claimed: QueuedMail[] = [];
    for (const mail of due) if (await db.mail.claim(mail.id, limits.mailClaimMs)) claimed.push(mail);
    return claimed;
  }, ofJob('mail'));
}

const minuteMs = 60_000;
/** The gaps between tries; the last one repeats. */
const gapsMs = [1, 5, 15, 60, 180, 360].map(minutes => minutes * minuteMs);
const givenUpAfterMs = 4 * 24 * 60 * minuteMs;

interface End {
  readonly problem: MailProblem | undefined;
  readonly isGivenUp: boolean;
}

async function deliver(vault: Vault, mailer: Mailer, queued: QueuedMail): Promise<End> {
  const problem = await handOver(vault, mailer, queued);
  const now = vault.clock.now();
  const isGivenUp =
    problem !== undefined && (problem.kind === 'refused' || now - queued.createdAt >= givenUpAfterMs);
  await vault.store.write(async db => {
    if (!problem) return db.mail.settle(queued.id, { state: 'sent', problem: undefined });
    if (isGivenUp) return db.mail.settle(queued.id, { state: 'given-up', problem: problem.message });
    const gap = getAt(gapsMs, Math.min(queued.tries, gapsMs.length - 1));
    await db.mail.postpone(queued.id, {
      tries: queued.tries + 1,
      dueAt: now + gap,
      problem: problem.message,
    });
  }, ofJob('mail'));
  return { problem, isGivenUp };
}

async function handOver(vault: Vault, mailer: Mailer, queued: QueuedMail): Promise<MailProblem | undefined> {
  let mail: Mail;
  try {
    mail = openMail(vault, queued);
  } catch {
    // The key file is another one than when it was queued.
    return new MailProblem('refused', 'sealed with another key');
  }
  try {
    await mailer.send(mail);
    return undefined;
  } catch (error) {
    return error instanceof MailProblem ? error : new MailProblem('unreachable', (error as Error).name);
  }
}

/** @throws when it was sealed with another key */
export function openMail({ keys }: Vault, { id, sealedLetter, sealedTo }: QueuedMail): Mail {
  const open = (sealed: Buffer) => JSON.parse(keys.open(sealed).toString());
  return { ...open(sealedLetter), to: open(sealedTo), id };
}

const dayMs = 24 * 60 * minuteMs;

/** What was sent is counted for a day; what was given up stays to be seen for a month, without its contents. */
export async function sweepMail(vault: Vault): Promise<void> {
  const now = vault.clock.now();
  await vault.store.write(
    db => db.mail.sweep({ sent: now - dayMs, givenUp: now - 30 * dayMs, mailbox: now - 30 * dayMs }),
    ofJob('mail'),
  );
}
