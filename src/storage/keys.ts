// The key that seals secrets in the store: a file of its own, beside the database and readable by its owner only.

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { Keys } from '../core/world.ts';
import { makeRoom } from './make-room.ts';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Opens the key file. @throws when it is not there, readable by others or damaged */
export function openKeys(file: string): Keys {
  return keysOf(readKey(file));
}

/** Makes a key file, which must not be there. */
export function makeKeys(file: string): Keys {
  const key = randomBytes(keyBytes);
  writeKeyFile(file, `${key.toString('base64')}\n`);
  return keysOf(key);
}

/** What stands in a key file, for who keeps it elsewhere. @throws as openKeys does */
export function readKeyText(file: string): string {
  return `${readKey(file).toString('base64')}\n`;
}

function keysOf(key: Buffer): Keys {
  const hashKey = Buffer.from(hkdfSync('sha256', key, '', 'keepwell hash', keyBytes));
  return {
    seal(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: remembered(sealed => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    }),
    hash: text => createHmac('sha256', hashKey).update(text).digest(),
    derive: purpose => Buffer.from(hkdfSync('sha256', key, '', `keepwell key: ${purpose}`, keyBytes)),
  };
}

const openedKeptMax = 1000;
/** A mail is opened once and may be large. */
const rememberedBytesMax = 1024;

/** A session's secret is needed for each of its requests: what was opened lately stays open. */
function remembered(open: (sealed: Buffer) => Buffer): (sealed: Buffer) => Buffer {
  const kept = new Map<string, Buffer>();
  return sealed => {
    if (sealed.length > rememberedBytesMax) return open(sealed);
    const name = sealed.toString('latin1');
    let plain = kept.get(name);
    if (!plain) {
      plain = open(sealed);
      makeRoom(kept, openedKeptMax);
      kept.set(name, plain);
    }
    return plain;
  };
}

function readKey(file: string): Buffer {
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(`${file} can be read by others. Run: chmod 600 ${file}`);
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== keyBytes)
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
