// The test resources of the Java reference agent of Direct, each judged as its own tests do: KEEPWELL_CORPUS_DIRECT_AGENT names its
// `src/test/resources`. Nearly all of its certificates are signed with SHA-1, which a sandbox takes where `directSha1Certificates`
// allows it; its mail is signed with SHA-256. They are judged as of today, unless the agent's tests are of another time.
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isDsn } from '../../../formats/mime/dsn.ts';
import { isMdn } from '../../../formats/mime/mdn.ts';
import { readMime } from '../../../formats/mime/read.ts';
import { defaultLimits } from '../../limits/limits.ts';
import { judgeChain } from '../../signatures/chain.ts';
import { isStrong, type Parts } from '../../signatures/parts.ts';
import { isRevokedBy, readList } from '../../signatures/revocation.ts';
import { readBlocks, readOneCertificate } from '../../x509.ts';
import { readKeyFile } from '../certificates/brought.ts';
import { readTrustFile } from '../certificates/bundle.ts';
import { judgeCertificate, takeApart } from '../certificates/judge.ts';
import type { DirectKey } from '../certificates/key.ts';
import { openPkcs12 } from '../certificates/pkcs12.ts';
import { openMail } from './open.ts';
import { sealMail } from './seal.ts';
import { UnreadableMail } from './unreadable.ts';

const agent = process.env.KEEPWELL_CORPUS_DIRECT_AGENT ?? '';
const isThere = existsSync(agent);
const limits = { ...defaultLimits, directKeysTriedMax: 100 };
const now = Date.UTC(2026, 10, 29);
const ids = { guid: () => randomUUID(), bytes: (count: number) => randomBytes(count) };

const bytesOf = (resource: string) => readFileSync(join(agent, resource));
const mailOf = (name: string) => bytesOf(`org/nhindirect/stagent/${name}`);
const certificateOf = (name: string) => takeApart(readOneCertificate(bytesOf(`certs/${name}`))!.raw)!;

function keyOf(boundTo: string, parts: Parts, privateKey: DirectKey['privateKey']): DirectKey {
  const { certificate, startsAt: notBefore, endsAt: notAfter } = parts;
  return { id: boundTo, boundTo, certificate: certificate.raw, chain: [], privateKey, notBefore, notAfter };
}

/** Those whose key lies beside their certificate. */
const pairs = (isThere ? readdirSync(join(agent, 'certs')) : []).flatMap(file => {
  const name = file.replace(/\.der$/, '');
  const key = [`${name}Key.der`, `${name}key.der`].find(other => existsSync(join(agent, 'certs', other)));
  return key && file !== key ? [[name, key] as const] : [];
});
const keyNamed = (name: string) => {
  const [, key] = pairs.find(([one]) => one === name)!;
  const der = { key: bytesOf(`certs/${key}`), format: 'der', type: 'pkcs8' } as const;
  return keyOf(name, certificateOf(`${name}.der`), createPrivateKey(der));
};
const keys = () => pairs.map(([name]) => keyNamed(name));

function trusting(anchors: readonly string[]) {
  const certificates = anchors.map(name => ({ name, der: certificateOf(name).certificate.raw }));
  return { files: { certificates, revocationLists: [], acceptsSha1: true }, areListsDemanded: false };
}

/** Whom the agents of its tests trust. */
const stock = [
  ...['cacert.der', 'externCaCert.der', 'secureHealthEmailCACert.der'],
  ...['msanchor.der', 'cernerDemosCaCert.der'],
];
const accepted = 'accepted';

async function open(
  raw: Buffer,
  {
    by = keys(),
    anchors = stock,
    at = now,
  }: { by?: readonly DirectKey[]; anchors?: readonly string[]; at?: number },
): Promise<string> {
  try {
    const about = { from: '', to: '', keys: by, trust: trusting(anchors), now: at, limits };
    const { standing } = await openMail(raw, about);
    return standing.kind === 'verified' ? accepted : standing.why;
  } catch (error) {
    if (error instanceof UnreadableMail) return error.reason;
    throw error;
  }
}

/** Written by one and read by another, as the agent's tests send it; what they do with the headers is not asked here. */
async function exchange(name: string, signer: string, recipient: string, anchors = stock, from?: string) {
  const mail = Buffer.from(mailOf(name).toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
  const [, said] = /^From: .*?([^\s<]+@[^\s>]+)>?\r$/im.exec(mail.toString('latin1'))!;
  const to = keyNamed(recipient);
  const raw = await sealMail({
    entity: Buffer.concat([Buffer.from('Content-Type: message/rfc822\r\n\r\n'), mail]),
    headers: [['From', from ?? said!]],
    ...{ signer: keyNamed(signer), recipients: [to.certificate], now, limits },
  });
  return open(raw, { by: [to], anchors });
}

function judge(leaf: string, anchors: readonly string[], at = now, others: readonly string[] = []): string {
  const times = { signedAt: at, now: at };
  const chain = [leaf, ...others].map(certificateOf) as [Parts, ...Parts[]];
  return judgeChain(chain, trusting(anchors).files, { times }).obstacle?.kind ?? accepted;
}

/** Is it good for whom it names? */
async function judgeFor(address: string, name: string, anchors = stock): Promise<string> {
  const about = { address, trust: trusting(anchors), now };
  const standing = await judgeCertificate(certificateOf(name).certificate.raw, [], about);
  return standing.kind === 'verified' ? accepted : standing.why;
}

/** As it is, which is refused with how it is made another, and then so. */
function bring(name: string, passphrase: string): string {
  const path = `certs/${name}.p12`;
  expect(() => openPkcs12(bytesOf(path), passphrase, limits)).toThrow(
    expect.objectContaining({ detail: expect.stringContaining('openssl pkcs12 -legacy -nodes') }),
  );
  const args = ['pkcs12', '-legacy', '-nodes', '-passin', `pass:${passphrase}`, '-in', join(agent, path)];
  const { status, stdout: bytes, stderr } = spawnSync('openssl', args);
  if (status !== 0) throw new Error(stderr.toString());
  try {
    const brought = readKeyFile({ limits, ids }, { bytes, passphrase: '' });
    return `of ${brought.map(({ boundTo }) => boundTo).join(', ')}`;
  } catch (error) {
    return (error as { detail: string }).detail;
  }
}

/** What a Java keystore (JKS) has, by alias: certificates as they are, keys under the passphrase of the agent's tests. */
function readKeystore(resource: string) {
  const bytes = bytesOf(resource);
  const entries = new Map<string, { der: Buffer; key: Buffer | undefined }>();
  let at = 12;
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const takeSized = (lengthBytes: number) => take(take(lengthBytes).readUIntBE(0, lengthBytes));
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const isKey = take(4).readUInt32BE() === 1;
    const alias = takeSized(2).toString();
    take(8);
    const key = isKey ? takeSized(4) : undefined;
    const certificates = isKey ? take(4).readUInt32BE() : 1;
    for (let i = 0; i < certificates; i++) {
      takeSized(2);
      const der = takeSized(4);
      if (i === 0) entries.set(alias, { der, key });
    }
  }
  return entries;
}

/** Each block of the key is mixed with the hash of the passphrase and the block before. */
function openKeystoreKey(sealed: Buffer): DirectKey['privateKey'] {
  const body = sealed.subarray(sealed.indexOf(Buffer.from('2b060104012a021101010500', 'hex')) + 12);
  const start = body[1]! < 0x80 ? 2 : 2 + body[1]! - 0x80;
  const [salt, hidden] = [body.subarray(start, start + 20), body.subarray(start + 20, -20)];
  const passphrase = Buffer.from('pKpa$$wd', 'utf16le').swap16();
  const key = Buffer.from(hidden);
  let block = salt;
  for (let i = 0; i < key.length; i++) {
    if (i % 20 === 0) block = createHash('sha1').update(passphrase).update(block).digest();
    key[i] = key[i]! ^ block[i % 20]!;
  }
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

const oldKey = () => {
  const { der, key } = readKeystore('crl/keystore').get('gm2552')!;
  return keyOf('gm2552@securehealthemail.com', takeApart(der)!, openKeystoreKey(key!));
};

const isRevoked = (alias: string) => {
  const [list] = readBlocks(bytesOf('crl/certs.crl'), ['X509 CRL'])!;
  return isRevokedBy(readList(list!), takeApart(readKeystore('crl/keystore').get(alias)!.der)!)
    ? 'revoked'
    : accepted;
};

/** The resource, what the agent's tests do with it, what they expect of it, and how that is asked here. */
type Row = readonly [resource: string, what: string, expected: string, ask: () => string | Promise<string>];

const texts = 'org/nhindirect/stagent';
const is2010 = Date.UTC(2010, 5, 10);
const is2013 = Date.UTC(2013, 5, 1);
const is2015 = Date.UTC(2015, 5, 1);

const comes = (name: string, what: string, expected: string, about: Parameters<typeof open>[1] = {}): Row => [
  `${texts}/${name}`,
  what,
  expected,
  () => open(mailOf(name), about),
];
const goes = (
  name: string,
  by: string,
  to: string,
  expected = accepted,
  anchors = stock,
  from?: string,
): Row => [
  `${texts}/${name}`,
  `goes from ${by} to ${to}${from === undefined ? '' : ` as ${from}`}${anchors === stock ? '' : `, trusting ${anchors.join(', ') || 'nobody'}`}`,
  expected,
  () => exchange(name, by, to, anchors, from),
];
const leads = (
  leaf: string,
  anchor: string,
  expected: string,
  at = now,
  others: readonly string[] = [],
): Row => [
  `certs/${leaf}`,
  `leads to ${anchor}${others.length > 0 ? ` by ${others.join(', ')}` : ''}`,
  expected,
  () => judge(leaf, [anchor], at, others),
];
const isFor = (name: string, address: string, expected: string, anchors = stock): Row => [
  `certs/${name}`,
  `is of ${address}${anchors === stock ? '' : `, trusting ${anchors.join(', ')}`}`,
  expected,
  () => judgeFor(address, name, anchors),
];
const vouches = (name: string): Row => [
  `certs/${name}`,
  'is of an authority',
  accepted,
  () => (certificateOf(name).isAuthority ? accepted : 'refused'),
];
const isReport = (name: string, kind: 'MDN' | 'DSN', expected: boolean): Row => [
  `${texts}/${name}`,
  `is ${expected ? 'a' : 'no'} ${kind}`,
  String(expected),
  () => String((kind === 'MDN' ? isMdn : isDsn)(readMime(mailOf(name)))),
];

const messages: readonly Row[] = [
  comes('EncryptedMessage2.txt', 'comes to ryan', accepted),
  comes('EncryptedMessage2.txt', 'comes to others', 'not-for-us', {
    by: keys().filter(({ id }) => id !== 'ryan'),
  }),
  comes('EncAttachment.txt', 'comes to ryan', accepted),
  // To certificates that its tests have not: their keys are of 1024 bits, which it takes no more, or not there.
  comes('EncryptedMessage.txt', 'comes to user1 of another time', 'not-for-us'),
  comes('EncAttachment2.txt', 'comes to ryan of another time', 'not-for-us'),
  comes('EncryptedMessage3.txt', 'comes to gm2552, whose key is too short', 'weak', {
    by: isThere ? [oldKey()] : [],
    at: is2010,
  }),
  comes('LargeEncAttachment.txt', 'comes to gm2552, whose key is too short', 'weak', {
    by: isThere ? [oldKey()] : [],
    at: is2010,
  }),
  goes('MultipartMimeMessage.txt', 'user1', 'externUser1'),
  goes('MultipartMimeMessage.txt', 'user1', 'externUser1', 'untrusted', []),
  goes('MultipartMimeMessage.txt', 'certCheckA', 'user1', 'other-signer', ['Check Signature CA.der']),
  goes('LargeMsgWithAttachments.txt', 'ryan', 'gm2552'),
  goes('MDNResponse.txt', 'user1', 'externUser1'),
  goes('MDNMessage.txt', 'externUser1', 'user1'),
  goes('MDNMessage.txt', 'externUser1', 'user1', 'untrusted', []),
  goes('DSNMessage.txt', 'externUser1', 'user1'),
  goes('DSNMessage.txt', 'externUser1', 'user1', 'untrusted', []),
  goes('raw2.txt', 'cernerdemos', 'highlandclinic'),
  goes('MessageWithAUntrustedRecipient.txt', 'cernerdemos', 'highlandclinic'),
  goes('MessageWithAttachment.txt', 'gm2552', 'ryan'),
  goes('CCTestMessage.txt', 'user1', 'externUser1'),
  goes('raw1.txt', 'cernerdemos', 'gm2552'),
  goes('MDNMessageNonCanonicalized.txt', 'cernerdemos', 'gm2552'),
  [
    `${texts}/MessageWithAllUntrustedRecipients.txt`,
    'goes to nobody: no certificate is of untrusted@untrusted.com',
    'other-signer, not-bound',
    async () => {
      const names = readdirSync(join(agent, 'certs')).filter(isCertificate);
      const said = await Promise.all(names.map(name => judgeFor('untrusted@untrusted.com', name)));
      return [...new Set(said)].join(', ');
    },
  ],
  isReport('MDNMessage.txt', 'MDN', true),
  isReport('MessageWithAttachment.txt', 'MDN', false),
  isReport('DSNMessage.txt', 'DSN', true),
  isReport('MDNResponse.txt', 'DSN', false),
];

const isCertificate = (name: string) =>
  existsSync(join(agent, 'certs', name)) && readOneCertificate(bytesOf(`certs/${name}`)) !== undefined;

const certificates: readonly Row[] = [
  leads('altNameOnly.der', 'Test Alt Name CA ROO.der', accepted),
  leads(
    'demo.sandboxcernerdirect.com.der',
    'CernerDirect Cert Professional Community CA.der',
    accepted,
    is2013,
  ),
  leads('demo.sandboxcernerdirect.com.der', 'CernerRoot.der', accepted, is2013, [
    'CernerDirect Cert Professional Community CA.der',
  ]),
  // Its tests of chains do not look at keys; those of 1024 bits it takes no mail by, as `isAllowedCertKey` is asked before.
  leads('cert-a.der', 'cert-b.der', 'weak'),
  leads('cert-a.der', 'cert-c.der', 'untrusted'),
  leads('cert-a.der', 'cert-a.der', accepted),
  leads('cert-c.der', 'cert-c.der', accepted),
  leads('greg@messaging.cerner.com.der', 'greg@messaging.cerner.com.der', accepted, is2015),
  leads('expired.der', 'Test Alt Name CA ROO.der', 'out-of-date'),
  [
    'certs/cmsRandomizer.p7b',
    'has six certificates',
    '6',
    () => String(readTrustFile(bytesOf('certs/cmsRandomizer.p7b'), limits).anchors.length),
  ],
  ...(['certCheckA.der', 'msanchor.der'] as const).map(
    (name): Row => [
      `certs/${name}`,
      'has a key that is long enough',
      String(name === 'certCheckA.der'),
      () => String(isStrong(certificateOf(name).certificate.publicKey)),
    ],
  ),
  ...(['uhin.cer', 'gm2552.der'] as const).map(
    (name): Row => [
      `certs/${name}`,
      'says where its revocation list is',
      String(name === 'uhin.cer'),
      () => String(certificateOf(name).points.length > 0),
    ],
  ),
  // By whom the agents of its tests trust, at its time, by the length of its key.
  isFor('user1.der', 'user1@cerner.com', accepted),
  isFor('externUser1.der', 'externUser1@starugh-stateline.com', accepted),
  isFor('gm2552.der', 'gm2552@securehealthemail.com', accepted),
  isFor('ryan.der', 'ryan@securehealthemail.com', accepted),
  isFor('highlandclinic.der', 'highlandclinic@securehealthemail.com', accepted),
  isFor('cernerdemos.der', 'llindsey@messaging.cernerdemos.com', accepted),
  isFor('certCheckA.der', 'certCheckA@sigCheck.com', accepted, ['Check Signature CA.der']),
  isFor('certCheckB.der', 'certCheckB@sigCheck.com', accepted, ['Check Signature CA.der']),
  isFor('hsmtest.der', 'hsmtest@messaging.cerner.com', accepted, ['HSMTestAnchor.der']),
  isFor('test.email.com.der', 'anybody@test.email.com', accepted, ['Test Alt Name CA ROO.der']),
  isFor('hsmtest.der', 'hsmtest@messaging.cerner.com', 'untrusted'),
  isFor('dev.der', 'gm2552@messaging.cerner.com', 'expired'),
  isFor('messagingExternal.der', 'gm2552@messagingexternal.cerner.com', 'expired'),
  isFor('messaging.cerner.com.der', 'gm2552@messaging.cerner.com', 'expired'),
  isFor('uhin.cer', 'uhin@direct.mychie.org', 'expired'),
  isFor('umesh.der', 'umesh@securehealthemail.com', 'weak'),
  isFor('bob.der', 'bob@nhind.hsgincubator.com', 'weak'),
  isFor('mshost.der', 'bob@nhind.hsgincubator.com', 'weak'),
  isFor(
    'AlAnderson@hospitalA.direct.visionshareinc.com.der',
    'AlAnderson@hospitalA.direct.visionshareinc.com',
    'weak',
  ),
  isFor('ses.der', 'ses.testaccount@yahoo.com', 'weak'),
  isFor('SES_Test_Account_Encryption.der', 'ses.testaccount@yahoo.com', 'weak'),
  isFor('SES_Test_Account_Signing.der', 'ses.testaccount@yahoo.com', 'weak'),
  isFor('SESTestAccount-DataEncryption.der', 'ses.testaccount@yahoo.com', 'not-bound'),
  isFor('SESTestAccount-Signiture.der', 'ses.testaccount@yahoo.com', 'not-bound'),
  ...[...stock, 'cert-b.der', 'Check Signature CA.der', 'HSMTestAnchor.der', 'Test Alt Name CA ROO.der'].map(
    vouches,
  ),
  vouches('CernerDirect DevCert Provider CA.der'),
  vouches('CernerDirect Cert Professional Community CA.der'),
  vouches('CernerRoot.der'),
  [
    'certs/RDI-CA-certificate.der',
    'is of no authority: it does not say so, is signed with MD5, and has a short key',
    'false',
    () => String(certificateOf('RDI-CA-certificate.der').isAuthority),
  ],
  ...pairs.map(
    ([name, key]): Row => [
      `certs/${key}`,
      'is the key of its certificate',
      accepted,
      () =>
        certificateOf(`${name}.der`).certificate.checkPrivateKey(keyNamed(name).privateKey)
          ? accepted
          : 'refused',
    ],
  ),
];

const lists: readonly Row[] = (
  [
    ['valid', accepted],
    ['revoked', 'revoked'],
    ['gm2552', accepted],
  ] as const
).map(([alias, expected]): Row => ['crl/certs.crl', `tells of ${alias}`, expected, () => isRevoked(alias)]);

/**
 * Their certificates are encrypted with RC2 of 40 bits: the agent takes them as they are. Here they are refused with how to make
 * them PEM, which is taken.
 */
const files: readonly Row[] = (
  [
    ['altNameOnly', 'of altnameonly@test.email.com'],
    ['certCheckA', 'of certchecka@sigcheck.com'],
    ['certCheckB', 'of certcheckb@sigcheck.com'],
    ['greg@messaging.cerner.com', 'of greg@messaging.cerner.com'],
    ['hsmtest', 'of hsmtest@messaging.cerner.com'],
    ['messaging.cerner.com', 'of messaging.cerner.com'],
    ['test.email.com', 'of test.email.com'],
    ['user1', 'of user1@cerner.com'],
    ['gm2552encrypted', 'A key for Direct messages must be RSA of at least 2048 bits.', '1kingpuff'],
  ] as const
).map(
  ([name, expected, passphrase = '']): Row => [
    `certs/${name}.p12`,
    'is brought as PEM',
    expected,
    () => bring(name, passphrase),
  ],
);

const keystores: readonly Row[] = [
  [
    'keystores/internalKeystore',
    'has certificates that lie beside it, too',
    accepted,
    () => {
      const beside = readdirSync(join(agent, 'certs')).filter(isCertificate).map(certificateOf);
      const isBeside = ({ der }: { der: Buffer }) =>
        beside.some(({ certificate }) => certificate.raw.equals(der));
      return [...readKeystore('keystores/internalKeystore').values()].every(isBeside) ? accepted : 'refused';
    },
  ],
  ['crl/keystore', 'has four certificates', '4', () => String(readKeystore('crl/keystore').size)],
];

const unjudged: Readonly<Record<string, string>> = {
  '.DS_Store': 'nothing of the agent',
  'log4j.properties': 'how the agent writes its log',
  'pkcs11Config/pkcs11.cfg': 'a token of hardware',
  'ldifs/privCertsOnly.ldif': 'private keys in a directory, where the vault looks for none',
  'certs/gm2552KeyEnc.der': 'no test of the agent reads it; encrypted with DES by MD5',
  [`${texts}/msgSig.txt`]: 'a signature without what was signed; the agent takes certificates out of it',
};

describe.skipIf(!isThere)('the reference agent (skipped without KEEPWELL_CORPUS_DIRECT_AGENT)', () => {
  const rows = [...messages, ...certificates, ...lists, ...files, ...keystores];

  test.each(rows)('%s %s: %s', async (_, __, expected, ask) => {
    expect(await ask()).toBe(expected);
  });

  test('every resource is judged, or it is said why not', () => {
    const all = readdirSync(agent, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => relative(agent, join(parentPath, name)));
    const judged = new Set([...rows.map(([resource]) => resource), ...Object.keys(unjudged)]);
    expect(all.filter(resource => !judged.has(resource))).toEqual([]);
    console.info(
      Object.entries(unjudged)
        .map(([resource, why]) => `not judged: ${resource}: ${why}`)
        .join('\n'),
    );
  });

  test('nothing signed with SHA-1 is taken unless a vault allows it', async () => {
    const { files: trust } = trusting(['cacert.der']);
    const times = { signedAt: now, now };
    expect(
      judgeChain([certificateOf('user1.der')], { ...trust, acceptsSha1: false }, { times }).obstacle?.kind,
    ).toBe('weak');
  });

  test('what it decrypts is what its message was', async () => {
    for (const name of ['EncryptedMessage2.txt', 'EncAttachment.txt']) {
      const about = { from: '', to: '', keys: keys(), trust: trusting(stock), now, limits };
      const { entity } = await openMail(mailOf(name), about);
      expect(entity.toString('latin1')).toMatch(
        /^content-type: message\/rfc822\r\n\r\n[\s\S]*<gm2552@securehealthemail\.com>/i,
      );
    }
  });

  test.each(pairs)('%s opens what is sealed to it', async name => {
    const entity = mailOf('MultipartMimeMessage.txt');
    const own = keyNamed(name);
    for (const keyTransport of ['oaep', 'pkcs1'] as const) {
      const raw = await sealMail({
        ...{ entity, keyTransport, now, limits },
        headers: [['From', 'user1@cerner.com']],
        signer: own,
        recipients: [own.certificate],
      });
      const opened = await openMail(raw, {
        from: '',
        to: '',
        keys: [own],
        trust: trusting(stock),
        now,
        limits,
      });
      expect(opened.entity.equals(entity)).toBe(true);
    }
  });
});
