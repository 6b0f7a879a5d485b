// The link by which the holder of an account chooses a password: mailed, or told to who runs the vault.
import type { Vault } from '../core/vault.ts';
import { Failure } from './explain.ts';

/** @throws Failure where no mail can be sent */
export async function demandMail(vault: Vault): Promise<void> {
  const { canSendMail } = await import('../core/mail/send.ts');
  if (!canSendMail(vault))
    throw new Failure('This vault can send no mail. Set smtpUrl and mailFrom, or leave out --mail.');
}

const hourMs = 3_600_000;

export function sayHours(ms: number): string {
  const hours = Math.round(ms / hourMs);
  return hours > 48 ? `within ${Math.round(hours / 24)} days` : `within ${hours} hours`;
}

/** @param elsewhere the address in the link, where no server runs that would know its own */
export function sayLink(link: string, hours: string, elsewhere: string | undefined): string[] {
  return [
    `A password is chosen at this address, once and ${hours}:`,
    `  ${link}`,
    ...(elsewhere
      ? [
          `No server runs on this vault now. If it has another address than ${elsewhere}, put that in its place.`,
        ]
      : []),
  ];
}
