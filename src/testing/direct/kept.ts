// What a vault has of the letters of a clinic in the record, and what it told the clinic of them.
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { openMail } from '../../core/direct/smime/open.ts';
import { listRelatedIds } from '../../core/documents/about.ts';
import { listThings } from '../../core/things/list.ts';
import type { ShownThing } from '../../core/things/query.ts';
import { readMdn } from '../../formats/mime/mdn.ts';
import { readMime } from '../../formats/mime/read.ts';
import ccd from '../../things/ccd.ts';
import cda from '../../things/cda.ts';
import { readValue } from '../../things/data.ts';
import file from '../../things/file.ts';
import { findVersion } from '../../things/index.ts';
import message from '../../things/message.ts';
import { directKeyOf, trusting } from '../smime.ts';
import type { KillScene, Letter } from './scene.ts';

/** A message of the record, with what stands beside it. */
export interface KeptLetter {
  readonly subject: string;
  readonly files: number;
  readonly documents: number;
}

/** Sorted by subject. */
export async function findFiled({ vault, person, recordId }: KillScene): Promise<KeptLetter[]> {
  const grant = await vault.store.read(db => makePersonGrant(db, person.id, recordId, vault.clock.now()));
  const things: ShownThing[] = [];
  let after: Parameters<typeof listThings>[2]['after'];
  do {
    const page = await listThings(vault, grant, { after, limit: 100 });
    things.push(...page.things);
    after = page.next;
  } while (after !== undefined);
  const ofTypes = (...types: readonly unknown[]) =>
    things.filter(({ typeId }) => types.includes(findVersion(typeId)?.type));
  const countBeside = (id: string, those: readonly ShownThing[]) =>
    those.filter(({ commonXml }) => listRelatedIds(commonXml).includes(id)).length;
  const [files, documents] = [ofTypes(file), ofTypes(cda, ccd)];
  return ofTypes(message)
    .map(thing => ({
      subject: readValue(message, thing).headers?.find(({ name }) => name === 'Subject')?.value ?? '',
      files: countBeside(thing.id, files),
      documents: countBeside(thing.id, documents),
    }))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
}

/** Each that the clinic was sent says itself which letter it is about; one that comes again has the same Message-ID. */
export async function findConfirmed(
  { vault, address, clinic, house, told }: KillScene,
  sent: readonly Letter[],
): Promise<{ confirmed: Record<string, number>; confirmedAgain: string[]; repeated: number }> {
  const ids = new Map<string, Set<string>>(sent.map(({ subject }) => [subject, new Set()]));
  const seen = new Set<string>();
  const confirmedAgain: string[] = [];
  for (const { raw, life } of told) {
    const { entity, standing } = await openMail(raw, {
      from: address,
      to: `doctor@${clinic.domain}`,
      keys: [directKeyOf(clinic.certified, clinic.domain)],
      trust: trusting([house.authority]),
      now: Date.now(),
      limits: vault.limits,
    });
    const inner = readMime(readMime(entity).bytes);
    const mdn = readMdn(inner);
    const id = inner.fields.find(({ name }) => name === 'message-id')?.value ?? '';
    const letter = sent.find(({ messageId }) => messageId === mdn?.originalMessageId);
    if (standing.kind !== 'verified' || mdn?.disposition !== 'processed' || !letter)
      throw new Error('the clinic was told what is no confirmation of a letter');
    ids.get(letter.subject)?.add(id);
    if (seen.has(`${life} ${id}`)) confirmedAgain.push(`${letter.subject} by process ${life}`);
    seen.add(`${life} ${id}`);
  }
  const confirmed = Object.fromEntries([...ids].map(([subject, all]) => [subject, all.size]));
  const distinct = Object.values(confirmed).reduce((sum, count) => sum + count, 0);
  return { confirmed, confirmedAgain, repeated: told.length - distinct };
}
