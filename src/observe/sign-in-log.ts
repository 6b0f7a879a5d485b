// One line in the log for each try to sign in, which fail2ban reads (deploy/fail2ban). Called by main.ts.
import type { Logger } from 'pino';
import { hasFailed } from '../core/people/sign-in-watch.ts';
import type { Vault } from '../core/vault.ts';

export function logSignIns({ memory }: Vault, log: Logger): void {
  memory.signIns.onTry(one => {
    const { way, outcome, address, personId } = one;
    const line = { way, outcome, address, person: personId };
    if (hasFailed(one)) log.warn(line, 'sign-in failed');
    else log.info(line, 'sign-in');
  });
}
