// Finds a PKCS#11 token and logs in to it, for as long as keys are wrapped or unwrapped. Too many wrong PINs lock a token for good,
// so those that it refused are noted in the data folder and never tried again: not by a server that is started anew, not by a worker.
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hashPassword, isRightPassword } from '../../core/people/password.ts';
import { MasterUnavailable } from '../../core/seals/foreign-key.ts';
import type { TokenPlace } from '../../core/seals/master-place.ts';
import { refusedPinFile } from '../../data-folder.ts';
import { sealingLimits } from './limits.ts';
import { type Handle, loadModule, type Module, numbers, readTokenError } from './token-library.ts';
import { takeTokenTurn } from './token-turn.ts';

export interface Login {
  readonly module: Module;
  readonly slot: Handle;
  readonly session: Handle;
}

interface OpenLogin extends Login {
  readonly pin: string;
  readonly ended: NodeJS.Timeout;
}

/** By module and slot: to a token a process logs in as a whole. */
const open = new Map<string, OpenLogin>();

let last: Promise<unknown> = Promise.resolve();

/**
 * Logged in for a moment more after this.
 * @param data the data folder, where a PIN that was refused is noted
 * @throws MasterUnavailable in words that say what to mend
 */
export function logIn(data: string, place: TokenPlace): Promise<Login> {
  // One behind the other: two who try a wrong PIN at once would try it twice.
  const login = last.then(() => logInNow(data, place));
  last = login.catch(() => {});
  return login;
}

async function logInNow(data: string, place: TokenPlace): Promise<Login> {
  const module = loadModule(place.module);
  const slot = findSlot(module, place);
  const name = `${place.module} ${slot.toString('hex')}`;
  const { pin } = place;
  if (!pin)
    throw new MasterUnavailable(
      `${sayToken(place)} wants a PIN: KEEPWELL_MASTER_TOKEN_PIN, KEEPWELL_MASTER_TOKEN_PIN_FILE, or pinFile of masterToken.`,
    );
  const known = open.get(name);
  if (known?.pin === pin.text && isAlive(known)) {
    known.ended.refresh();
    return known;
  }
  if (known) logOut(name, known);
  const session = await takeTokenTurn(data, async () => {
    await demandUntried(data, readSerial(module, slot), pin);
    return begin(data, { ...place, pin }, module, slot);
  });
  const login = {
    module,
    slot,
    session,
    pin: pin.text,
    ended: setTimeout(() => logOut(name, login), sealingLimits.tokenLoginMs).unref(),
  };
  open.set(name, login);
  return login;
}

/** Where the token was taken out, its sessions are gone. */
function isAlive({ module, slot }: Login): boolean {
  try {
    module.C_GetTokenInfo(slot);
    return true;
  } catch {
    return false;
  }
}

function logOut(name: string, { module, session, ended }: OpenLogin): void {
  clearTimeout(ended);
  open.delete(name);
  try {
    module.C_CloseSession(session);
  } catch {
    // The token was taken out, which ends it too.
  }
}

/** As settings name it, at the beginning of a sentence. */
export function sayToken({ label, serial }: Pick<TokenPlace, 'label' | 'serial'>): string {
  return label === undefined ? `The token of serial ${serial}` : `The token "${label}"`;
}

function findSlot(module: Module, place: TokenPlace): Handle {
  const found = module
    .C_GetSlotList(true)
    .map(slot => ({ slot, info: module.C_GetTokenInfo(slot) }))
    .map(({ slot, info }) => ({ slot, label: info.label.trim(), serial: info.serialNumber.trim() }));
  const fitting = found.filter(({ label, serial }) =>
    place.label === undefined ? serial === place.serial : label === place.label,
  );
  const [first, ...others] = fitting;
  if (!first)
    throw new MasterUnavailable(
      `${sayToken(place)} is not there. ${place.module} knows ${found.length === 0 ? 'none' : found.map(({ label, serial }) => `"${label}" (serial ${serial})`).join(', ')}. Look whether it is plugged in or reached, and whether this user may use it.`,
    );
  if (others.length > 0)
    throw new MasterUnavailable(
      `There are ${fitting.length} tokens labelled "${place.label}". Name one by its serial: ${fitting.map(({ serial }) => serial).join(', ')}.`,
    );
  return first.slot;
}

type Pin = NonNullable<TokenPlace['pin']>;

/** A PIN that a token refused, as a hash. */
interface Refused {
  readonly serial: string;
  readonly hash: string;
}

/** A line each, the oldest first. */
function readRefused(data: string): Refused[] {
  const file = refusedPinFile(data);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap(line => {
      const at = line.lastIndexOf(' ');
      return at < 0 ? [] : [{ serial: line.slice(0, at), hash: line.slice(at + 1) }];
    });
}

function writeRefused(data: string, refused: readonly Refused[]): void {
  const text = refused.map(({ serial, hash }) => `${serial} ${hash}\n`).join('');
  if (text === '') rmSync(refusedPinFile(data), { force: true });
  else writeFileSync(refusedPinFile(data), text, { mode: 0o600 });
}

async function demandUntried(data: string, serial: string, { text, from }: Pin): Promise<void> {
  const file = refusedPinFile(data);
  for (const refused of readRefused(data).filter(one => one.serial === serial))
    if (await isRightPassword(refused.hash, text))
      throw new MasterUnavailable(
        `The token refused the PIN that ${from} gives at ${statSync(file).mtime.toISOString()}. It is not tried again, as wrong ones lock a token: give the right one; or, where it was made the right one since, remove ${file}.`,
      );
}

async function begin(
  data: string,
  place: TokenPlace & { readonly pin: Pin },
  module: Module,
  slot: Handle,
): Promise<Handle> {
  const { flags } = module.C_GetTokenInfo(slot);
  const token = sayToken(place);
  if ((flags & numbers.locked) !== 0) throw new MasterUnavailable(sayLocked(token));
  if ((flags & numbers.finalTry) !== 0)
    throw new MasterUnavailable(
      `${token} would be locked by one more wrong PIN, so this one is not tried. Log in with the right one by a program of the token (as pkcs11-tool --login --list-objects), then start again.`,
    );
  let session: Handle | undefined;
  try {
    session = module.C_OpenSession(slot, numbers.serialSession | numbers.writableSession);
    module.C_Login(session, numbers.user, place.pin.text);
  } catch (error) {
    if (session) module.C_CloseSession(session);
    throw await refuse(data, place, readSerial(module, slot), error);
  }
  const serial = readSerial(module, slot);
  writeRefused(
    data,
    readRefused(data).filter(one => one.serial !== serial),
  );
  return session;
}

function readSerial(module: Module, slot: Handle): string {
  return module.C_GetTokenInfo(slot).serialNumber.trim();
}

/** What a login failed of; a wrong PIN is noted first. */
async function refuse(
  data: string,
  place: TokenPlace & { readonly pin: Pin },
  serial: string,
  error: unknown,
): Promise<Error> {
  const code = readTokenError(error);
  const token = sayToken(place);
  const { text, from } = place.pin;
  if (code === 'CKR_PIN_LOCKED') return new MasterUnavailable(sayLocked(token));
  if (code !== undefined && wrongPin.has(code)) {
    // A slow hash: what is refused may be near to the right one.
    const refused = [...readRefused(data), { serial, hash: await hashPassword(text) }];
    writeRefused(data, refused.slice(-sealingLimits.refusedPinsMax));
    return new MasterUnavailable(
      `${token} refused the PIN that ${from} gives. It is not tried again until it is another: wrong ones lock a token.`,
    );
  }
  return new MasterUnavailable(`${token} cannot be logged in to (${code ?? (error as Error).message}).`);
}

const wrongPin = new Set(['CKR_PIN_INCORRECT', 'CKR_PIN_INVALID', 'CKR_PIN_LEN_RANGE']);

function sayLocked(token: string): string {
  return `${token} is locked, after too many wrong PINs. Unlock it by a program of the token, with the PIN of its security officer; a backup opens without the token (docs/encryption.md).`;
}
