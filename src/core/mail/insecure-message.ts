// Mail that applications send: to addresses, to people who authorised them, to the custodians of a record.
// Called by SendInsecureMessage and SendInsecureMessageFromApplication.
import type { Application } from '../applications/application.ts';
import type { Avenue } from '../authorization/grant.ts';
import { makeAppGrant } from '../authorization/grants.ts';
import { areOfScopesAlone } from '../authorization/rules.ts';
import { fault } from '../faults.ts';
import type { Reader, Writer } from '../store.ts';
import { ofAppMail } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { isLocalPart, isMailAddress, isMailDomain } from './address.ts';
import { countReceived, dayMs } from './allowance.ts';
import type { Letter, MailAddress } from './mail.ts';
import type { PersonAddress } from './ports.ts';
import { queueMail } from './send.ts';

export interface Recipients {
  readonly addresses: readonly MailAddress[];
  /** By the application's ids. `validated`: only to an address that the person has confirmed. */
  readonly people: readonly { readonly id: string; readonly validated: boolean }[];
  /** The custodians of the record that the header names. */
  readonly record: { readonly validated: boolean } | undefined;
}

export interface InsecureMessage {
  readonly app: Application;
  readonly person: { readonly id: string; readonly avenue: Avenue } | undefined;
  /** The record of the header, by the application's id. */
  readonly recordAlias: string | undefined;
  /** The mailbox of the application's domain it comes from; undefined when it comes from the person. */
  readonly from: { readonly mailbox: string; readonly name: string } | undefined;
  readonly to: Recipients;
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly locale: string | undefined;
}

/**
 * @throws mailAddressMalformed, personNotFound, emailUnconfirmed, recordNotFound, recordStateWrong,
 *   senderDomainMissing, tooMuchMail, mailNotQueued, accessDenied
 */
export async function sendInsecureMessage(vault: Vault, message: InsecureMessage): Promise<void> {
  const { app, person, subject, text, html, locale } = message;
  await vault.store.write(
    async db => {
      const sender = message.from ? ofApplication(app, message.from) : await ofPerson(db, vault, message);
      const letter: Letter = { ...sender, subject, text, html, locale };
      const to = await recipientsOf(db, vault, message);
      await demandAllowance(db, vault, { appId: app.id, personId: person?.id, copies: to.length });
      await demandNotTooOften(db, vault, app, message.to);
      await queueMail(db, vault, { letter, to, appId: app.id, personId: person?.id });
    },
    ofAppMail(app.id, person?.id),
  );
}

type Sender = Pick<Letter, 'from' | 'replyTo'>;

function ofApplication(
  { domainName }: Application,
  { mailbox, name }: { mailbox: string; name: string },
): Sender {
  if (domainName === undefined || !isMailDomain(domainName)) throw fault('senderDomainMissing');
  const address = `${mailbox}@${domainName}`;
  if (!isLocalPart(mailbox) || !isMailAddress(address)) throw fault('senderNameMalformed');
  return { from: { name, address }, replyTo: undefined };
}

/**
 * Mail servers refuse mail that claims to be from a domain not theirs, so it comes from the vault and is answered to
 * the person. Without a person it comes in the application's name.
 */
async function ofPerson(db: Reader, vault: Vault, { app, person }: InsecureMessage): Promise<Sender> {
  const address = vault.mail.from;
  if (!person) return { from: { name: app.name, address }, replyTo: undefined };
  await demandAuthorized(db, app, person.id);
  const sender = await db.mail.addressOf(person.id);
  if (!sender?.isActive) throw fault('personNotFound');
  if (!sender.isConfirmed) throw fault('emailUnconfirmed', "It is the sender's.");
  const name = `${sender.name} (${app.name})`;
  return { from: { name, address }, replyTo: { name: sender.name, address: sender.email } };
}

async function demandAuthorized(db: Reader, app: Application, personId: string): Promise<void> {
  if (!(await isAuthorized(db, app, personId)))
    throw fault('accessDenied', 'The person has no record authorised for this application.');
}

/** On any record, for the XML API. */
async function isAuthorized(db: Reader, app: Application, personId: string): Promise<boolean> {
  const all = await db.authorizations.ofPerson(app.id, personId);
  return all.some(({ rules }) => !areOfScopesAlone(rules));
}

/** Each address once. */
async function recipientsOf(db: Reader, vault: Vault, message: InsecureMessage): Promise<MailAddress[]> {
  const { app, to } = message;
  const { mailRecipientsMax } = vault.limits;
  if (to.addresses.length + to.people.length > mailRecipientsMax)
    throw fault('tooMuchMail', `One call may name ${mailRecipientsMax} recipients.`);
  const all: MailAddress[] = [];
  for (const { name, address } of to.addresses) {
    const trimmed = address.trim();
    if (!isMailAddress(trimmed)) throw fault('mailAddressMalformed');
    all.push({ name, address: trimmed });
  }
  for (const person of to.people) all.push(await personRecipient(db, app, person));
  if (to.record) all.push(...(await custodianRecipients(db, vault, message, to.record)));
  if (all.length === 0) throw fault('recipientMissing');
  return [...new Map(all.map(recipient => [recipient.address.toLowerCase(), recipient])).values()];
}

/** A person who never authorised the application, or no longer, is unknown to it: it cannot tell who has an account. */
async function personRecipient(
  db: Reader,
  app: Application,
  { id, validated }: { id: string; validated: boolean },
): Promise<MailAddress> {
  const personId = await db.aliases.person(app.id, id);
  const isKnown = personId !== undefined && (await isAuthorized(db, app, personId));
  const person = isKnown ? await db.mail.addressOf(personId) : undefined;
  if (!person?.isActive) throw fault('recipientNotFound');
  if (validated && !person.isConfirmed) throw fault('recipientUnconfirmed');
  return recipient(person);
}

async function custodianRecipients(
  db: Reader,
  { clock }: Vault,
  { app, person, recordAlias }: InsecureMessage,
  { validated }: { validated: boolean },
): Promise<MailAddress[]> {
  if (recordAlias === undefined) throw fault('recipientsWithoutRecord');
  if (!person) throw fault('recipientsWithoutPerson');
  const { recordId } = await makeAppGrant(db, app, person, recordAlias, clock.now());
  if ((await db.records.byId(recordId))?.state !== 'active') throw fault('recordStateWrong');
  const custodians = (await db.mail.custodians(recordId, clock.now())).filter(({ isActive }) => isActive);
  const reached = custodians.filter(({ isConfirmed }) => isConfirmed || !validated);
  if (reached.length === 0)
    throw fault('emailUnconfirmed', 'No custodian of the record has confirmed an address.');
  return reached.map(recipient);
}

function recipient({ name, email }: PersonAddress): MailAddress {
  return { name, address: email };
}

async function demandAllowance(
  db: Reader,
  { limits, clock }: Vault,
  { appId, personId, copies }: { appId: string; personId: string | undefined; copies: number },
): Promise<void> {
  const since = clock.now() - dayMs;
  if ((await db.mail.queuedByApp(appId, since)) + copies > limits.mailsPerAppPerDayMax)
    throw fault('tooMuchMail', `An application may send ${limits.mailsPerAppPerDayMax} in a day.`);
  if (personId === undefined) return;
  if ((await db.mail.queuedByPerson(personId, since)) + copies > limits.mailsPerPersonPerDayMax)
    throw fault(
      'tooMuchMail',
      `${limits.mailsPerPersonPerDayMax} may be sent in a day with one person behind them.`,
    );
}

/** Only addresses may be strangers'; the application's own people can take its access away. */
async function demandNotTooOften(
  db: Writer,
  vault: Vault,
  app: Application,
  { addresses }: Recipients,
): Promise<void> {
  const { mailsPerReceiverPerDayMax: max } = vault.limits;
  for (const { address } of addresses) {
    if (!(await countReceived(db, vault, app.id, address)))
      throw fault('tooMuchMail', `An application may send ${max} to one address in a day.`);
  }
}
