// Mail to `postmaster`, which whoever takes mail has (RFC 5321, 4.5.1): anybody may write there, without S/MIME. It is handed on as
// text to those who run the vault, at their ordinary addresses, and lies in no folder and no record.
import { decodeWords, readMessageId } from '../../../formats/mime/header.ts';
import { findField } from '../../../formats/mime/part.ts';
import { findLanguage } from '../../../locales/language.ts';
import { postmasterLetterWords } from '../../../locales/words.ts';
import { Fault } from '../../faults.ts';
import { hourMs } from '../../limits/durations.ts';
import { countTries, TooManyTries } from '../../limits/rate-limit.ts';
import { makeQuotable } from '../../mail/address.ts';
import { isOwnAddress } from '../../mail/confirm.ts';
import { sendMail } from '../../mail/send.ts';
import type { Person } from '../../people/person.ts';
import { isBlank } from '../../printable.ts';
import { hashSha256 } from '../../secrets.ts';
import type { Reader, Writer } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { localPartOf } from './address.ts';
import { readContent, showText } from './content.ts';
import { demandNoLoop, isAutomatic, isSealed, readable, readOuter } from './open.ts';
import { DirectRefusal } from './refusal.ts';

const postmasterLocal = 'postmaster';

/** Of the vault's domain, or without one. */
export function isPostmaster(vault: Vault, address: string): boolean {
  if (!vault.direct) return false;
  return address.toLowerCase() === postmasterLocal || localPartOf(vault, address) === postmasterLocal;
}

/** @param from of the envelope; empty where it names nobody @throws DirectRefusal */
export async function takePostmaster(
  vault: Vault,
  raw: Buffer,
  from: string,
): Promise<'handed-on' | 'duplicate' | 'dropped'> {
  const note = readNote(vault, raw, from);
  // What a program answered, or a server says of a mail, is for no person to read; and whoever may send it in others' names could
  // use up what people may write.
  if (note.isAutomatic) return 'dropped';
  await demandAllowance(vault);
  const now = vault.clock.now();
  try {
    return await vault.store.write(async db => {
      const isNew = await db.sessions.useOnce(
        'direct postmaster',
        note.hash,
        now,
        now + vault.limits.directPostmasterKnownMs,
      );
      if (!isNew) return 'duplicate';
      const operators = await listOperators(db, vault);
      for (const operator of operators) await sendNote(db, vault, operator, note);
      if (operators.length === 0) throw nobodyReads();
      return 'handed-on';
    }, ofJob('direct'));
  } catch (error) {
    if (error instanceof Fault && error.reason === 'mailNotQueued') throw nobodyReads();
    throw error;
  }
}

function nobodyReads(): DirectRefusal {
  return new DirectRefusal(451, 'Nobody can be told of it just now. Try again later.');
}

interface Note {
  readonly hash: Buffer;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly isCut: boolean;
  readonly files: number;
  readonly isAutomatic: boolean;
}

function readNote(vault: Vault, raw: Buffer, from: string): Note {
  const { directPostmasterBytesMax: bytesMax, directPostmasterCharactersMax: charactersMax } = vault.limits;
  if (raw.length > bytesMax) throw new DirectRefusal(552, `A mail to postmaster may have ${bytesMax} bytes.`);
  const fields = readOuter(raw);
  demandNoLoop(vault, fields);
  // It goes on by mail that nobody encrypts.
  if (isSealed(raw))
    throw new DirectRefusal(554, 'Mail to postmaster goes on by ordinary mail: do not encrypt it.');
  const content = readable(() => readContent(raw));
  const sender = findField({ fields }, 'from') ?? from;
  const name = readMessageId(findField({ fields }, 'message-id')) ?? hashSha256(raw).toString('hex');
  const { text, isCut } = showText(content);
  return {
    hash: hashSha256(JSON.stringify([from.toLowerCase(), name])),
    from: decodeWords(sender),
    subject: decodeWords(findField({ fields }, 'subject') ?? ''),
    text: [...text.slice(0, charactersMax)].join('').replace(/[\ud800-\udbff]$/, ''),
    isCut: isCut || text.length > charactersMax,
    files: content.attachments.length,
    isAutomatic: from === '' || isAutomatic(fields),
  };
}

async function demandAllowance(vault: Vault): Promise<void> {
  const max = vault.limits.directPostmasterPerHourMax;
  try {
    await countTries(vault, [{ kind: 'direct mail to postmaster', key: '', max, windowMs: hourMs }]);
  } catch (error) {
    if (error instanceof TooManyTries)
      throw new DirectRefusal(451, 'Too much mail came in a short time. Try again later.');
    throw error;
  }
}

async function listOperators(db: Reader, vault: Vault): Promise<Person[]> {
  const operators: Person[] = [];
  for (const { personId } of await db.operators.all()) {
    const person = await db.people.byId(personId);
    if (person?.state === 'active' && (await isOwnAddress(db, vault, personId))) operators.push(person);
  }
  return operators;
}

const lineMax = 200;

/** Nothing that somebody wrote turns around what stands beside it. */
function dropTurns(text: string): string {
  return text.replace(/\p{Bidi_Control}/gu, '');
}

/** @throws mailNotQueued */
async function sendNote(
  db: Writer,
  vault: Vault,
  { name, email, culture }: Person,
  { from, subject, text, isCut, files }: Note,
): Promise<void> {
  const language = findLanguage(culture) ?? 'en';
  const w = postmasterLetterWords(language);
  const domain = vault.direct?.domain ?? '';
  const cut = (line: string) => [...makeQuotable(dropTurns(line))].slice(0, lineMax).join('');
  const facts = {
    person: name,
    domain,
    from: isBlank(from) ? undefined : cut(from),
    subject: cut(subject),
    isCut,
    files,
  };
  const quoted = dropTurns(text)
    .split('\n')
    .map(line => `> ${line}`);
  await sendMail(db, vault, {
    to: { name, address: email },
    subject: w.subject(domain),
    text: `${w.text(facts)}\n${quoted.join('\n')}\n`,
    locale: language,
  });
}
