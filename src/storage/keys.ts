// The key file: the master key of a vault, a file of its own, beside the database and readable by its owner only.
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { readKey } from './key-text.ts';
import { KeyRing } from './sealing/key-ring.ts';
import { makeMaster } from './sealing/master.ts';
import { drawKey } from './sealing/xaes.ts';

/** Opens the key file. @throws when it is not there, readable by others or damaged */
export function openKeys(file: string, ring = new KeyRing()): KeyRing {
  return takeKey(readFileKey(file), ring);
}

/** Makes a key file, which must not be there. */
export function makeKeys(file: string, ring = new KeyRing()): KeyRing {
  const key = drawKey();
  writeKeyFile(file, writeKeyText(key));
  return takeKey(key, ring);
}

/** What stands in a key file, for who keeps it elsewhere. @throws as openKeys does */
export function readKeyText(file: string): string {
  return writeKeyText(readFileKey(file));
}

export function writeKeyText(key: Buffer): string {
  return `${key.toString('base64')}\n`;
}

/** The keys of the file that has this text. */
export function readKeyRing(text: string): KeyRing {
  return takeKey(Buffer.from(text, 'base64'));
}

/** In a vault from before it was encrypted the key of the file seals by itself. */
export function takeKey(key: Buffer, ring = new KeyRing()): KeyRing {
  ring.setMaster(makeMaster(key), key);
  return ring;
}

/** @throws as openKeys does */
export function readFileKey(file: string): Buffer {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(`${file} can be read by others. Run: chmod 600 ${file}`);
  }
  const key = readKey(readFileSync(file, 'utf8'));
  if (!key)
    throw new Error(`${file} is damaged. Restore it from a backup: without it, sealed secrets are lost.`);
  return key;
}

/** On disk before anything is sealed with it. @throws when there is a file */
export function writeKeyFile(file: string, text: string): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
