// A vault is killed at each step of a mail by Direct, again and again; then it is told what is there of what.
import { setTimeout } from 'node:timers/promises';
import { assume } from '../../assume.ts';
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { listInbox } from '../../core/direct/inbox/inbox.ts';
import { judgeSender } from '../../core/direct/inbox/senders.ts';
import { sendDirect } from '../../core/direct/outbox/compose.ts';
import type { CopyState } from '../../core/direct/outbox/ports.ts';
import { listSent } from '../../core/direct/outbox/sent.ts';
import { Random } from '../fuzz/random.ts';
import { findConfirmed, findFiled, type KeptLetter } from './kept.ts';
import { KillScene, type Letter } from './scene.ts';

const steps = {
  'before its answer': killBeforeAnswer,
  'as it is kept': killAsKept,
  'after its answer': killAfterAnswer,
  'while it is to be confirmed': killWhileConfirmationWaits,
  'while it is being confirmed': killWhileConfirming,
  'while it is put into the record': killWhileFiling,
  'while it goes to somebody of the vault': killWithin,
} satisfies Record<string, (run: Run) => Promise<void>>;

export type KillStep = keyof typeof steps;

interface Run {
  readonly scene: KillScene;
  readonly random: Random;
  readonly sent: Letter[];
  /** Subjects of what went to somebody else of the vault. */
  readonly within: string[];
  /** Mails that got no answer. */
  unanswered: number;
  /** How often some of what was to be filed was not, when its server was killed. */
  halfFiled: number;
}

export interface KillReport {
  readonly kills: number;
  readonly sent: readonly string[];
  readonly unanswered: number;
  readonly halfFiled: number;
  /** Subjects of what lies in folders, sorted. */
  readonly came: readonly string[];
  readonly filed: readonly KeptLetter[];
  /** By subject, how many confirmations there are; and those that one process sent more than once. */
  readonly confirmed: Readonly<Record<string, number>>;
  readonly confirmedAgain: readonly string[];
  /** Confirmations that a process sent again which could not know that they had arrived. */
  readonly repeated: number;
  /** Of what went to somebody else of the vault: what was sent, what came, and how far each got. */
  readonly within: {
    readonly sent: readonly string[];
    readonly came: readonly string[];
    readonly states: readonly CopyState[];
  };
}

export async function runKills(seed: number, kills: number): Promise<KillReport> {
  await using scene = await KillScene.open();
  const run: Run = { scene, random: new Random(seed), sent: [], within: [], unanswered: 0, halfFiled: 0 };
  await accept(run, `doctor@${scene.clinic.domain}`);
  const all = Object.values(steps);
  for (let n = 0; n < kills; n++) await assume(all[n % all.length], 'a step')(run);
  await settle(run);
  const sent = run.sent.map(({ subject }) => subject).toSorted();
  return {
    ...{ kills, sent, unanswered: run.unanswered, halfFiled: run.halfFiled },
    came: (await listCame(run)).toSorted(),
    filed: await findFiled(scene),
    ...(await findConfirmed(scene, run.sent)),
    within: await findWithin(run),
  };
}

async function accept({ scene }: Run, from: string): Promise<void> {
  await judgeSender(scene.vault, scene.person.id, from, 'accepted');
}

async function write(run: Run, from?: string): Promise<Letter> {
  const letter = await run.scene.write(`letter ${String(run.sent.length).padStart(6, '0')}`, from);
  run.sent.push(letter);
  return letter;
}

/** So long a mail with a document takes to be kept and filed, by a server that has just begun. */
const keepingMs = 900;

async function killBeforeAnswer(run: Run): Promise<void> {
  const { scene, random } = run;
  const letter = await write(run);
  let killing: Promise<void> | undefined;
  const code = await scene.hand(letter, () => {
    killing = setTimeout(random.below(keepingMs)).then(() => scene.kill());
  });
  await killing;
  await scene.start();
  if (code === 250) return;
  run.unanswered++;
  await scene.handOver(letter);
}

/** Whether or not it was answered, its sender does not know and sends it again. */
async function killAsKept(run: Run): Promise<void> {
  const { scene } = run;
  const letter = await write(run);
  const isKept = async () => (await listCame(run)).includes(letter.subject);
  let killing: Promise<void> | undefined;
  await scene.hand(letter, () => {
    killing = (async () => {
      while (!(await isKept())) await setTimeout(1);
      await scene.kill();
    })();
  });
  await killing;
  await scene.start();
  await scene.handOver(letter);
}

async function killAfterAnswer(run: Run): Promise<void> {
  const { scene } = run;
  await scene.handOver(await write(run));
  await scene.kill();
  await scene.start();
}

/** They are looked for so often. */
const waitingMs = 2000;

async function killWhileConfirmationWaits(run: Run): Promise<void> {
  const { scene, random } = run;
  await scene.handOver(await write(run));
  await setTimeout(random.below(waitingMs));
  await scene.kill();
  await scene.start();
}

/** When the clinic has it and has not answered; or has just answered, and the vault may not have noted it. */
async function killWhileConfirming(run: Run): Promise<void> {
  const { scene, random } = run;
  await settle(run);
  const isAnswered = random.chance(0.5);
  const killed = new Promise<void>((resolve, reject) => {
    scene.onTold = async () => {
      scene.onTold = undefined;
      const killing = setTimeout(isAnswered ? random.below(20) : 0).then(() => scene.kill());
      killing.then(resolve, reject);
      if (!isAnswered) await killing;
    };
  });
  await scene.handOver(await write(run));
  await killed;
  await scene.start();
}

const filedAtOnce = 3;

/** Of somebody who was not known: all they wrote goes into the record when they are accepted. */
async function killWhileFiling(run: Run): Promise<void> {
  const { scene, random } = run;
  const from = `stranger${run.sent.length}@${scene.clinic.domain}`;
  for (let n = 0; n < filedAtOnce; n++) await scene.handOver(await write(run, from));
  const accepting = acceptByPage(run, from).catch(() => {});
  await setTimeout(random.below(keepingMs));
  await scene.kill();
  await accepting;
  await scene.start();
  if (await acceptByPage(run, from)) run.halfFiled++;
  while (await acceptByPage(run, from));
}

/** @returns whether any waited */
async function acceptByPage({ scene }: Run, from: string): Promise<boolean> {
  const { messages } = await listInbox(scene.vault, scene.person.id, {
    folder: 'unknown',
    after: undefined,
    limit: 10,
  });
  const waiting = messages.find(one => one.from === from);
  if (!waiting) return false;
  const browser = await scene.browse();
  const page = await browser.open(`/messages/mail/${waiting.id}`);
  await browser.submit(page, '/messages/mail/act', { do: 'accept' });
  return true;
}

/** Queues that are looked through, and what it takes to keep a mail. */
const goingMs = 2500;

async function killWithin(run: Run): Promise<void> {
  const { scene, random } = run;
  const { vault, person, recordId, other } = scene;
  const subject = `within ${String(run.within.length).padStart(6, '0')}`;
  const grant = await vault.store.read(db => makePersonGrant(db, person.id, recordId, vault.clock.now()));
  await sendDirect(vault, grant, { to: [other.address], subject, text: 'Hello' });
  run.within.push(subject);
  await setTimeout(random.below(goingMs));
  await scene.kill();
  await scene.start();
}

async function findWithin(run: Run): Promise<KillReport['within']> {
  const { vault, person, other } = run.scene;
  const { messages } = await listSent(vault, person.id, { after: undefined, limit: run.within.length + 1 });
  return {
    sent: run.within.toSorted(),
    came: (await listCame(run, other.personId)).toSorted(),
    states: messages.map(({ state }) => state),
  };
}

const settledWithinMs = 60_000;

/** Until nothing is to be said back. */
async function settle({ scene: { vault } }: Run): Promise<void> {
  const ends = Date.now() + settledWithinMs;
  while ((await vault.store.read(db => db.directOutbox.countQueued())) > 0) {
    if (Date.now() > ends) throw new Error('what is said back does not get out');
    await setTimeout(200);
  }
}

/** Subjects of what lies in the folders of a person. */
async function listCame({ scene: { vault, person } }: Run, personId = person.id): Promise<string[]> {
  const all: string[] = [];
  for (const folder of ['inbox', 'unknown', 'spam', 'bin'] as const) {
    let after: Parameters<typeof listInbox>[2]['after'];
    do {
      const page = await listInbox(vault, personId, { folder, after, limit: 100 });
      all.push(...page.messages.map(({ subject }) => subject));
      after = page.next;
    } while (after !== undefined);
  }
  return all;
}
