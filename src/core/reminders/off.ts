// Choosing reminders, and turning them off by the link of a mail, which asks nobody to sign in.
import type { Grant } from '../authorization/grant.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { isOfAnything, type ReminderChoice } from './choice.ts';
import type { ReminderKey } from './ports.ts';

const kind = 'reminders off';

export function makeOffLink({ keys, instance }: Vault, { personId, recordId }: ReminderKey): string {
  const sealed = keys.seal(Buffer.from(JSON.stringify({ kind, personId, recordId })));
  return `${instance.shellUrl}/reminders/off?of=${sealed.toString('base64url')}`;
}

/** Whose reminders a link turns off; undefined where it is none of ours. */
export function openOffLink({ keys }: Vault, of: string): ReminderKey | undefined {
  try {
    const inside = JSON.parse(keys.open(Buffer.from(of, 'base64url')).toString());
    return inside.kind === kind ? { personId: inside.personId, recordId: inside.recordId } : undefined;
  } catch {
    return undefined;
  }
}

/** In place of what was chosen before; nothing to be reminded of turns them off. */
export async function chooseReminders(
  db: Writer,
  vault: Vault,
  { personId, recordId }: Grant,
  choice: ReminderChoice,
): Promise<void> {
  if (!isOfAnything(choice)) return turnOff(db, vault, { personId, recordId });
  await db.reminders.put({ personId, recordId, choice, chosenAt: vault.clock.now() });
  await note(db, vault, 'ChooseReminders', { personId, recordId });
}

export async function turnOff(db: Writer, vault: Vault, key: ReminderKey): Promise<void> {
  if (!(await db.reminders.of(key.personId, key.recordId))) return;
  await db.reminders.remove(key.personId, key.recordId);
  await note(db, vault, 'TurnOffReminders', key);
}

async function note(db: Writer, { clock }: Vault, action: string, key: ReminderKey): Promise<void> {
  await db.audit.add({
    at: clock.now(),
    action,
    ...key,
    appId: undefined,
    avenue: undefined,
    details: {},
  });
}
