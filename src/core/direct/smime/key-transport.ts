// The key of a mail's content, as it was encrypted to a key of ours: RSA as it is, and the padding taken off by hand, since
// Node 20 does not take that of PKCS#1 v1.5 off. What fails is a key made up for the purpose, so that neither the answer nor
// the time tells whoever sends it a million times what was in it (RFC 3218). Used by decrypt.ts.
import { constants, createHash, type KeyObject, privateDecrypt } from 'node:crypto';
import { getAt } from '../../../assume.ts';
import type { Ber } from './ber.ts';
import { readOctets } from './ber.ts';
import { type Algorithm, explicit, Parts, readAlgorithm } from './content-info.ts';
import { UnreadableMail } from './unreadable.ts';

const rsaEncryption = '1.2.840.113549.1.1.1';
const rsaOaep = '1.2.840.113549.1.1.7';
const mgf1 = '1.2.840.113549.1.1.8';
const specifiedLabel = '1.2.840.113549.1.1.9';

const hashes: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Takes a padding off a block. What it answers is `instead` where there is none. */
export type Unpad = (block: Buffer, instead: Buffer) => Buffer;

/** @throws UnreadableMail for a way that is not known: it stands in the mail for all to see */
export function readTransport(algorithm: Algorithm): Unpad {
  if (algorithm.id === rsaEncryption) return unpadPkcs1;
  if (algorithm.id === rsaOaep) return readOaep(algorithm.parameters);
  throw new UnreadableMail('unsupported');
}

/** @param instead random, and as long as the key must be */
export function openKey(encrypted: Buffer, key: KeyObject, unpad: Unpad, instead: Buffer): Buffer {
  let block: Buffer;
  try {
    block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  } catch {
    // Of another length than the modulus, or no less than it: as anybody with the certificate can see.
    return instead;
  }
  return unpad(block, instead);
}

/** 1 for zero, 0 for all other bytes, without a branch. */
function isZero(byte: number): number {
  return ((byte - 1) >> 8) & 1;
}

/** Takes `length` bytes from a place where nothing is wrong, or else from elsewhere; in one time. */
function choose(wrong: number, block: Buffer, from: number, instead: Buffer): Buffer {
  const mask = -isZero(wrong) & 0xff;
  const chosen = Buffer.alloc(instead.length);
  for (let i = 0; i < chosen.length; i++)
    chosen[i] = (getAt(block, from + i) & mask) | (getAt(instead, i) & ~mask & 0xff);
  return chosen;
}

/** 00 02, eight bytes or more that are not zero, 00, the key. */
export function unpadPkcs1(block: Buffer, instead: Buffer): Buffer {
  const from = block.length - instead.length;
  if (from < 11) return instead;
  let wrong = getAt(block, 0) | (getAt(block, 1) ^ 2) | getAt(block, from - 1);
  for (let i = 2; i < from - 1; i++) wrong |= isZero(getAt(block, i));
  return choose(wrong, block, from, instead);
}

interface Oaep {
  readonly hash: string;
  readonly maskHash: string;
  readonly label: Buffer;
}

function readOaep(parameters: Ber | undefined): Unpad {
  const parts = parameters && new Parts(parameters);
  const read = (number: number) => {
    const value = parts?.maybe(explicit(number));
    return value && readAlgorithm(value.parts[0]);
  };
  const [hash, mask, label] = [read(0), read(1), read(2)];
  parts?.end();
  if (mask && mask.id !== mgf1) throw new UnreadableMail('unsupported');
  if (label && label.id !== specifiedLabel) throw new UnreadableMail('unsupported');
  return unpadOaepAs({
    hash: nameHash(hash),
    maskHash: nameHash(mask && readAlgorithm(mask.parameters)),
    label: label?.parameters ? readOctets(label.parameters) : Buffer.alloc(0),
  });
}

/** SHA-1 where none is named. */
function nameHash(algorithm: Algorithm | undefined): string {
  const name = algorithm ? hashes.get(algorithm.id) : 'sha1';
  if (name === undefined) throw new UnreadableMail('unsupported');
  return name;
}

/** RFC 8017, 7.1.2: its two hashes may differ, which OpenSSL's does not know through Node. */
export function unpadOaepAs({ hash, maskHash, label }: Oaep): Unpad {
  const labelHash = createHash(hash).update(label).digest();
  const size = labelHash.length;
  return (block, instead) => {
    const from = block.length - instead.length;
    if (from < 2 * size + 2) return instead;
    const [seed, data] = [block.subarray(1, 1 + size), block.subarray(1 + size)];
    mix(seed, maskOf(data, seed.length, maskHash));
    mix(data, maskOf(seed, data.length, maskHash));
    let wrong = getAt(block, 0) | (getAt(block, from - 1) ^ 1);
    for (let i = 0; i < size; i++) wrong |= getAt(data, i) ^ getAt(labelHash, i);
    for (let i = 1 + 2 * size; i < from - 1; i++) wrong |= getAt(block, i);
    return choose(wrong, block, from, instead);
  };
}

function mix(bytes: Buffer, mask: Buffer): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = getAt(bytes, i) ^ getAt(mask, i);
}

/** MGF1. */
function maskOf(seed: Buffer, length: number, hash: string): Buffer {
  const pieces: Buffer[] = [];
  const counter = Buffer.alloc(4);
  for (let made = 0; made < length; made += pieces.at(-1)!.length) {
    counter.writeUInt32BE(pieces.length);
    pieces.push(createHash(hash).update(seed).update(counter).digest());
  }
  return Buffer.concat(pieces).subarray(0, length);
}
