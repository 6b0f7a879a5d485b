// Whom a message may go to, for whoever writes one: the contacts of the record that have an address of mail. Which of them take
// Direct messages is known once a certificate is sought.

import contact from '../../things/contact.ts';
import { readValue } from '../../things/data.ts';
import { currentVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { listThings } from '../things/list.ts';
import type { Vault } from '../vault.ts';

export interface Correspondent {
  readonly name: string;
  /** As it was typed. */
  readonly address: string;
}

const contactsMax = 50;
const typeId = currentVersion(contact as never).id;

/** Those that the grant opens, the newest first. */
export async function listContacts(vault: Vault, grant: Grant): Promise<Correspondent[]> {
  if (!grant.mayEver('Read', typeId)) return [];
  const { things } = await listThings(vault, grant, {
    typeIds: [typeId],
    after: undefined,
    limit: contactsMax,
  });
  return things.flatMap(thing => {
    const { name, organization, contact: reached } = readValue(contact, thing);
    const named = [name.full, organization].filter(Boolean).join(', ');
    return (reached?.email ?? []).map(({ address }) => ({ name: named, address: address.trim() }));
  });
}
