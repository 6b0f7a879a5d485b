// The mail that tells a person of documents that came while they were away. It says nothing of what is in them.
// Called by receipts.ts.
import { getFirst } from '../../../assume.ts';
import { byName } from '../../../schema/by-name.ts';
import type { Application } from '../../applications/application.ts';
import type { Grant } from '../../authorization/grant.ts';
import { Fault } from '../../errors.ts';
import { quotable } from '../../mail/address.ts';
import { ownsAddress } from '../../mail/confirm.ts';
import { sendMail } from '../../mail/send.ts';
import { sha256 } from '../../secrets.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';

interface Words {
  readonly subject: string;
  readonly text: (about: { readonly person: string; readonly app: string; readonly link: string }) => string;
}

const words: Readonly<Record<string, Words>> = byName({
  en: {
    subject: 'There is something new in your health record',
    text: ({ person, app, link }) =>
      `Hello ${person},\n\n“${app}” has put a new document into a health record of yours. Sign in to read it:\n\n${link}\n`,
  },
  es: {
    subject: 'Hay algo nuevo en su historial de salud',
    text: ({ person, app, link }) =>
      `Hola, ${person}:\n\n«${app}» ha añadido un documento nuevo a uno de sus historiales de salud. Inicie sesión para leerlo:\n\n${link}\n`,
  },
  de: {
    subject: 'In Ihrer Gesundheitsakte gibt es etwas Neues',
    text: ({ person, app, link }) =>
      `Guten Tag, ${person},\n\n„${app}“ hat ein neues Dokument in eine Ihrer Gesundheitsakten gelegt. Melden Sie sich an, um es zu lesen:\n\n${link}\n`,
  },
});

/** One mail for all that comes within a while. A vault that can send none keeps the documents all the same. */
export async function tellOfDocuments(
  db: Writer,
  vault: Vault,
  { personId, recordId }: Grant,
  app: Application,
): Promise<void> {
  const now = vault.clock.now();
  const about = sha256(JSON.stringify([personId, recordId, app.id]));
  const again = now + vault.limits.documentMailGapMs;
  if (!(await db.sessions.useOnce('document-mail', about, now, again))) return;
  const person = await db.people.byId(personId);
  if (!person || !(await ownsAddress(db, vault, personId))) return;
  const language = getFirst(person.culture.split('-')).toLowerCase();
  const { subject, text } = words[language] ?? words.en!;
  const body = text({ person: person.name, app: quotable(app.name), link: vault.instance.shellUrl });
  const to = { name: person.name, address: person.email };
  try {
    await sendMail(db, vault, { to, subject, text: body, locale: language in words ? language : 'en' });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
