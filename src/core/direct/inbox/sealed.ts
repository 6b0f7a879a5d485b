// What a mail says, sealed as it lies in the database.
import type { Vault } from '../../vault.ts';
import type { MailAbout } from './message.ts';

export function sealAbout({ keys }: Pick<Vault, 'keys'>, about: MailAbout): Buffer {
  return keys.seal(Buffer.from(JSON.stringify(about)));
}

export function openAbout({ keys }: Pick<Vault, 'keys'>, { sealed }: { readonly sealed: Buffer }): MailAbout {
  return JSON.parse(keys.open(sealed).toString());
}
