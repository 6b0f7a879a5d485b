// The Public Key Interoperability Test Suite of NIST, 2048-bit, as BoringSSL keeps it: KEEPWELL_PKITS names its folder
// with certs, crls and the table of cases.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDerCertificate } from '../x509.ts';
import { demandTrusted } from './chain.ts';

const folder = process.env.KEEPWELL_PKITS ?? '';

interface Case {
  readonly name: string;
  readonly certificates: readonly string[];
  readonly lists: readonly string[];
  readonly isValid: boolean;
}

/** Those that ask nothing of policies beforehand, which is nothing to be asked here. */
function cases(): Case[] {
  const table = readFileSync(join(folder, 'pkits_testcases-inl.h'), 'utf8');
  return [...table.matchAll(/WRAPPED_TYPED_TEST_P\([^)]*\) \{([\s\S]*?)\n\}/g)]
    .map(([, body]) => body!)
    .filter(body => !body.includes('info.SetInitial'))
    .map(body => {
      const files = (kind: string) =>
        [...(new RegExp(`${kind}\\[\\] = \\{([^}]*)\\}`).exec(body)?.[1]?.matchAll(/"(\w+)"/g) ?? [])].map(
          m => m[1]!,
        );
      return {
        name: /test_number = "([^"]*)"/.exec(body)![1]!,
        certificates: files('certs'),
        lists: files('crls'),
        isValid: body.includes('should_validate = true'),
      };
    });
}

function refusal({ certificates, lists }: Case): string | undefined {
  const certificate = (name: string) => readFileSync(join(folder, 'certs', `${name}.crt`));
  const file = (name: string, der: Buffer) => ({ name, der });
  const [anchor, ...others] = certificates;
  const sent = others.map(name => readDerCertificate(certificate(name)));
  if (sent.includes(undefined)) return 'cannot be read';
  const files = {
    certificates: [file(anchor!, certificate(anchor!))],
    revocationLists: lists.map(name => file(name, readFileSync(join(folder, 'crls', `${name}.crl`)))),
  };
  const at = Date.UTC(2011, 3, 15);
  const [signer, ...above] = sent.reverse() as never[];
  try {
    demandTrusted([signer!, ...above], files, { signedAt: at, now: at });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Cases that must fail and do not, since no list of an issuer lies in the folder, which may be so: docs/signatures.md. */
const withoutList = ['4.4.1', '4.4.5', '4.4.6', '4.14.26', '4.14.27', '4.14.31', '4.14.32'];

/** Cases that are valid and yet refused, by what they would take. */
const refused = {
  'DSA, and certificates without a whole key': ['4.1.4', '4.1.5'],
  'policies that must be there': [
    ...['4.8.6', '4.8.10', '4.8.11', '4.9.1', '4.9.2', '4.9.4', '4.9.6', '4.10.9', '4.10.11', '4.10.13'],
    ...['4.10.14', '4.11.2', '4.11.4', '4.11.7', '4.12.2', '4.12.3', '4.12.7', '4.12.9'],
  ],
  'constraints of URIs': ['4.13.34', '4.13.36'],
  'lists told by a part of their name': ['4.14.4', '4.14.5', '4.14.7'],
  'lists of some reasons each': ['4.14.18', '4.14.19'],
  'lists by another than the issuer': ['4.14.22', '4.14.28', '4.14.29'],
  'taking off a list by a list of changes': ['4.15.5'],
};

describe.skipIf(!existsSync(join(folder, 'certs')))('PKITS (skipped without KEEPWELL_PKITS)', () => {
  test('what must fail does, but for lists that are not there; what is valid holds, but for what is rare', () => {
    const all = cases();
    const taken = all.filter(one => refusal(one) === undefined);
    const namesOf = (some: readonly Case[]) => [...new Set(some.map(({ name }) => name))].sort();
    expect([all.length, all.filter(({ isValid }) => isValid).length]).toEqual([214, 93]);
    expect(namesOf(taken.filter(({ isValid }) => !isValid))).toEqual(withoutList.sort());
    expect(namesOf(all.filter(one => one.isValid && !taken.includes(one)))).toEqual(
      Object.values(refused).flat().sort(),
    );
  });
});
