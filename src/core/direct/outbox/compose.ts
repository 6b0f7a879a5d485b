// A Direct message that a person sends, with what they chose of a record. Whom it can be encrypted to is found out before it is
// queued, so that they are told at once; what it holds, its entry in the log and what is counted of it commit together.
import { isDeepStrictEqual } from 'node:util';
import { type NewPart, printMime } from '../../../formats/mime/print.ts';
import type { Grant } from '../../authorization/grant.ts';
import { renewGrant } from '../../authorization/grants.ts';
import { fault } from '../../faults.ts';
import { countActions } from '../../healthvault/meaningful-use/actions.ts';
import { dayMs } from '../../limits/durations.ts';
import { Turns } from '../../limits/turns.ts';
import { cleanHeaderText, isMailAddress } from '../../mail/address.ts';
import type { Reader } from '../../store.ts';
import { ofMailbox } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { foldAddress } from '../certificates/binding.ts';
import { findDirectAddress, localPartOf } from '../inbox/address.ts';
import { newUserLocal } from '../inbox/new-user.ts';
import { isPostmaster } from '../inbox/postmaster.ts';
import { knowSender } from '../inbox/senders.ts';
import { demandAppMay } from './app-may.ts';
import { type Attached, attachItems, type DirectFile, type DirectItems } from './attach.ts';
import { packDocuments } from './pack.ts';
import { queueMail } from './queue.ts';
import { type FoundRecipient, findRecipient } from './recipients.ts';
import type { RoadWord } from './roads.ts';

export interface NewDirectMessage {
  /** A GUID by which it is sent once, however often it is asked for. */
  readonly id?: string | undefined;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly items?: readonly DirectItems[];
  readonly files?: readonly DirectFile[];
  /** Do clinical documents go along in one zip, as IHE XDM? */
  readonly isPacked?: boolean;
  /** The Message-ID of what it answers, and those before that, without brackets. */
  readonly inReplyTo?: string | undefined;
  readonly references?: readonly string[];
  /** By which what is asked for once more under the same id is known to be the same. */
  readonly askedHash?: string | undefined;
}

/**
 * @returns the id of the message
 * @throws mailAddressMalformed, recipientMissing, tooMuchMail, mailNotQueued, tooLarge, thingNotFound, tooManyThings,
 *   limitReached, certificateUnusable where one of those it goes to has none that is good, accessDenied without an address of one's own
 */
export async function sendDirect(vault: Vault, grant: Grant, message: NewDirectMessage): Promise<string> {
  const { personId } = grant;
  const to = listRecipients(vault, message.to, grant.app !== undefined);
  const { id = vault.ids.guid() } = message;
  if (await vault.store.read(db => db.directOutbox.oneSentBy(personId, id))) return id;
  const from = await vault.store.read(db => demandAddress(db, vault, personId));
  await vault.store.read(db => demandAllowance(db, vault, grant, to.length));
  const subject = cleanHeaderText(message.subject);
  const textBytes = Buffer.byteLength(subject) + Buffer.byteLength(message.text);
  if (textBytes > vault.limits.directTextBytesMax)
    throw fault('tooLarge', `Subject and text may have ${vault.limits.directTextBytesMax} bytes.`);
  await demandRecipients(vault, grant, from, to);
  const queue = () => putTogether(vault, grant, { id, from, to, subject }, message);
  await (grant.app ? ofApps.take(grant.app.id, queue) : queue());
  return id;
}

/** What goes along may be tens of megabytes. Nobody has a turn while name servers are asked: those may take their time. */
const ofApps = new Turns(4, 1);

interface Addressed {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
}

/** Reads what goes along, and queues the message with it: by the access as it is now, as name servers may have taken long. */
async function putTogether(
  vault: Vault,
  given: Grant,
  { id, from, to, subject }: Addressed,
  message: NewDirectMessage,
): Promise<void> {
  const { personId } = given;
  const renew = (db: Reader) => renewGrant(db, given, vault.clock.now());
  const before = await vault.store.read(renew);
  const attached = await gather(vault, before, from, message);
  const entity = makeEntity(vault, message.text, attached.files);
  await vault.store.write(
    async db => {
      if (await db.directOutbox.oneSentBy(personId, id)) return;
      const grant = await renew(db);
      if (!opensSame(before, grant))
        throw fault('accessDenied', 'The access to the record changed meanwhile. Send the message again.');
      await demandAllowance(db, vault, grant, to.length);
      await queueMail(db, vault, {
        ...{ id, from, to, entity, kind: 'message' as const },
        headers: makeHeaders(subject, message),
        about: {
          ...{ personId, subject, text: message.text, recordId: grant.recordId, app: grant.app },
          askedHash: message.askedHash,
          attachments: attached.files.map(({ name, type, bytes }) => ({ name, type, bytes: bytes.length })),
        },
      });
      // Whose mail goes into a record unasked is nothing that an application decides.
      if (!grant.app) for (const address of to) await knowSender(db, vault, personId, address);
      await countActions(db, vault, grant, attached.things, ['transmit']);
      await db.audit.add({
        at: vault.clock.now(),
        action: 'SendDirect',
        personId,
        appId: grant.app?.id,
        recordId: grant.recordId,
        avenue: grant.avenue,
        details: { recipients: to.length, files: attached.files.length },
      });
    },
    ofMailbox(personId, given.recordId),
  );
}

/** Do both open the same items of the record? */
function opensSame(one: Grant, other: Grant): boolean {
  const reachOf = ({ rules, access, scopes }: Grant) => ({ rules, access, scopes });
  return isDeepStrictEqual(reachOf(one), reachOf(other));
}

/** Whom a message would be encrypted to, by address, for a page that asks before it goes. @throws as sendDirect does; TooManyTries */
export async function findRecipients(
  vault: Vault,
  personId: string,
  to: readonly string[],
): Promise<FoundRecipient[]> {
  const addresses = listRecipients(vault, to, false);
  const from = await vault.store.read(db => demandAddress(db, vault, personId));
  return Promise.all(addresses.map(address => findRecipient(vault, from, address, notEnding, personId)));
}

/** Whoever waits for it is a person; each look-up ends by itself. */
const notEnding = new AbortController().signal;

function listRecipients(vault: Vault, to: readonly string[], isOfApp: boolean): string[] {
  const { limits } = vault;
  const distinct = [...new Set(to.map(address => address.trim().toLowerCase()))];
  if (distinct.length === 0) throw fault('recipientMissing');
  if (distinct.length > limits.directRecipientsPerMessageMax)
    throw fault(
      'tooMuchMail',
      `A Direct message may go to ${limits.directRecipientsPerMessageMax} recipients.`,
    );
  // What is not of ASCII no certificate names.
  if (!distinct.every(address => isMailAddress(address) && foldAddress(address) === address))
    throw fault('mailAddressMalformed');
  if (distinct.some(address => isPostmaster(vault, address)))
    throw fault('mailAddressMalformed', 'postmaster of this vault takes no Direct messages of its people.');
  // Whom the vault invites, by mail of its own, is for its people to say and for clinics.
  if (isOfApp && distinct.some(address => localPartOf(vault, address) === newUserLocal))
    throw fault('mailAddressMalformed', 'Applications send nothing to newuser of this vault.');
  return distinct;
}

async function demandAddress(db: Reader, vault: Vault, personId: string): Promise<string> {
  const found = await findDirectAddress(db, vault, personId);
  if (!found) throw fault('accessDenied', 'Without a Direct address of your own none can be written from.');
  return found.address;
}

async function demandAllowance(db: Reader, vault: Vault, grant: Grant, copies: number): Promise<void> {
  const { limits, clock } = vault;
  const { personId, app } = grant;
  if (app) await demandAppMay(db, vault, grant, { appId: app.id, copies });
  const max = limits.directCopiesPerPersonPerDayMax;
  if ((await db.directOutbox.countOfPerson(personId, clock.now() - dayMs)) + copies > max)
    throw fault('tooMuchMail', `A person may send Direct messages to ${max} recipients in a day.`);
}

async function gather(
  vault: Vault,
  grant: Grant,
  from: string,
  { items = [], files = [], text, isPacked = false }: NewDirectMessage,
): Promise<Attached> {
  const { directFilesMax, directMessageBytesMax } = vault.limits;
  const count = (all: readonly DirectFile[]) => all.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const tooMuch = () =>
    fault(
      'tooLarge',
      `A Direct message may hold ${directFilesMax} files and ${directMessageBytesMax} bytes.`,
    );
  const room = directMessageBytesMax - Buffer.byteLength(text) - count(files);
  if (room < 0) throw tooMuch();
  const attached = await attachItems(vault, grant, items, room);
  const all = nameApart([...attached.files, ...files]);
  if (all.length > directFilesMax || count(attached.files) > room) throw tooMuch();
  return { files: isPacked ? await packDocuments(vault, all, from) : all, things: attached.things };
}

/** Several of one name are told apart by a number. */
function nameApart(files: readonly DirectFile[]): DirectFile[] {
  const taken = new Set<string>();
  return files.map(file => {
    const [, stem = '', ending = ''] = /^(.*?)(\.[^.]{1,8})?$/su.exec(file.name) ?? [];
    let { name } = file;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}-${n}${ending}`;
    taken.add(name.toLowerCase());
    return { ...file, name };
  });
}

async function demandRecipients(
  vault: Vault,
  { personId, app }: Grant,
  from: string,
  to: readonly string[],
): Promise<void> {
  // Whatever applications have looked up, the person can write to somebody new.
  const askedBy = app ? `applications of ${personId}` : personId;
  const found = await Promise.all(to.map(address => findRecipient(vault, from, address, notEnding, askedBy)));
  for (const one of found)
    if ('problem' in one) throw fault('certificateUnusable', sayProblem(one.address, one.problem));
}

function sayProblem(address: string, problem: RoadWord): string {
  if (problem === 'no-certificate') return `No certificate for ${address} is published.`;
  if (problem === 'not-trusted')
    return `None of the certificates that are published for ${address} is vouched for by whom this vault trusts.`;
  return `Whether a certificate for ${address} is published cannot be found out at the moment.`;
}

function makeEntity({ ids }: Vault, text: string, files: readonly DirectFile[]): Buffer {
  const words: NewPart = { type: 'text/plain', content: text };
  const whole: NewPart =
    files.length === 0
      ? words
      : {
          type: 'multipart/mixed',
          parts: [
            words,
            ...files.map(({ name, type, bytes }) => ({
              type,
              content: bytes,
              disposition: 'attachment' as const,
              fileName: name,
            })),
          ],
        };
  return printMime(whole, () => ids.bytes(boundaryBytes).toString('hex'));
}

const boundaryBytes = 18;
const referencesMax = 20;

function makeHeaders(
  subject: string,
  { inReplyTo, references = [] }: NewDirectMessage,
): (readonly [string, string])[] {
  const named = (ids: readonly string[]) => ids.filter(isMessageId).map(id => `<${id}>`);
  const answered = named(inReplyTo === undefined ? [] : [inReplyTo]);
  const before = [...named(references.slice(-referencesMax)), ...answered];
  return [
    ['Subject', subject],
    ...answered.map(id => ['In-Reply-To', id] as const),
    ...(before.length > 0 ? [['References', [...new Set(before)].join(' ')] as const] : []),
  ];
}

function isMessageId(id: string): boolean {
  return /^[^\s<>]{1,250}$/.test(id);
}
