// Whose signature is taken for whose, through the wire: one reading of certificates, chains, and lists of the revoked.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import {
  type CertificateWishes,
  type Certified,
  givenCertificate,
  givenRevocationList,
  givenRsaKey,
  type ListWishes,
  listBytes,
  signThing,
  trust,
  x509,
} from '../testing/signatures.ts';
import { aWeight } from '../testing/things.ts';

const dayMs = 86_400_000;
/** Not that of other signers; one, since making a key takes long. */
const otherKey = givenRsaKey();

let server: TestServer;
let app: Linked;
let now: number;
let root: Certified;
let doctor: Certified;
let evil: Certified;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
  now = server.clock.now();
  root = await given({ name: 'Root', isAuthority: true });
  doctor = await given({ name: 'Doctor', issuer: root });
  evil = await given({ name: 'Doctor', key: otherKey });
  trust(server, root);
});
afterAll(() => server.close());

const given = (wishes: Omit<CertificateWishes, 'now'>) => givenCertificate({ now, ...wishes });
const list = (by: Certified, revoked: readonly Certified[], wishes: Partial<ListWishes> = {}) =>
  givenRevocationList(by, revoked, { thisUpdate: now - dayMs, nextUpdate: now + dayMs, ...wishes });

async function put(thing: string): Promise<[code: number, message: string | undefined]> {
  const { recordId, userToken } = app;
  const answer = await app.client.call('PutThings', { version: 2, info: thing, recordId, userToken });
  return [answer.code, answer.message];
}
const putBy = (signer: Certified, ...chain: Certified[]) =>
  put(signThing(aWeight(), signer, { chain, algorithm: 'rsa-sha256' }));

const der = ({ certificate }: Certified) => Buffer.from(certificate.rawData);
const pem = ({ certificate }: Certified) => Buffer.from(certificate.toString('pem'));
const element = (bytes: Buffer) => `<X509Certificate>${bytes.toString('base64')}</X509Certificate>`;
const as = (words: string) => [70, expect.stringContaining(words)];

describe('a certificate in a signature is exactly its DER:', () => {
  const newLine = Buffer.from('\n');
  const readings: [string, () => Buffer][] = [
    ['a trusted one, then another in PEM', () => Buffer.concat([der(doctor), newLine, pem(evil)])],
    ['PEM, then a trusted one', () => Buffer.concat([pem(evil), der(doctor)])],
    ['PEM', () => pem(evil)],
    ['two, one after the other', () => Buffer.concat([der(evil), der(doctor)])],
    ['one byte more', () => Buffer.concat([der(evil), Buffer.from([0])])],
    ['one byte less', () => der(evil).subarray(0, -1)],
    [
      'the same with a length said in more bytes than it takes',
      () => Buffer.concat([Buffer.from([0x30, 0x83, 0, ...der(evil).subarray(2, 4)]), der(evil).subarray(4)]),
    ],
  ];
  test.each(readings)('not %s', async (_, bytes) => {
    const signed = signThing(aWeight(), evil).replace(element(der(evil)), element(bytes()));
    expect(await put(signed)).toEqual(as('one certificate in DER, and of nothing else'));
  });

  test('nor is PEM read that stands in one of its parts', async () => {
    const inside = new x509.Extension('1.2.3.4', false, new Uint8Array(Buffer.concat([newLine, pem(evil)])));
    const carrier = await given({ name: 'Carrier', issuer: root, extensions: [inside] });
    const signed = signThing(aWeight(), evil).replace(element(der(evil)), element(der(carrier)));
    expect((await put(signed))[0]).not.toBe(0);
  });
});

test('who signed stands first: nobody is named in front of the signer', async () => {
  const nurse = await given({ name: 'Nurse', issuer: root, key: otherKey });
  expect((await putBy(nurse, doctor))[0]).toBe(0);
  const both = element(der(nurse)) + element(der(doctor));
  const swapped = signThing(aWeight(), nurse, { chain: [doctor] }).replace(
    both,
    element(der(doctor)) + element(der(nurse)),
  );
  expect(await put(swapped)).toEqual([4, expect.stringContaining('first X509Certificate')]);
});

describe('a revoked certificate is refused, and others are not, whatever the list is signed with:', () => {
  const kinds: [string, Partial<CertificateWishes>, Partial<ListWishes>][] = [
    ['SHA-384 below a root of SHA-256', {}, { hash: 'SHA-384' }],
    ['SHA-256 below a root of SHA-384', { hash: 'SHA-384' }, {}],
    ['SHA-256 below an old root of SHA-1', { hash: 'SHA-1' }, {}],
  ];
  test.each(kinds)('%s', async (_, rootWishes, wishes) => {
    const authority = await given({ name: 'Authority', isAuthority: true, key: otherKey, ...rootWishes });
    const [gone, other] = [
      await given({ name: 'Gone', issuer: authority }),
      await given({ name: 'Other', issuer: authority }),
    ];
    trust(server, authority, await list(authority, [gone], wishes));
    expect(await putBy(gone)).toEqual(as('was revoked'));
    expect(await putBy(other)).toEqual([0, undefined]);
  });

  test('by RSA below a root of elliptic curves', async () => {
    const authority = await given({ name: 'Authority', isAuthority: true });
    const below = await given({ name: 'Below', issuer: authority, isAuthority: true, key: otherKey });
    const [gone, other] = [
      await given({ name: 'Gone', issuer: below }),
      await given({ name: 'Other', issuer: below }),
    ];
    trust(server, authority, await list(below, [gone]));
    expect(await putBy(gone, below)).toEqual(as('was revoked'));
    expect(await putBy(other, below)).toEqual([0, undefined]);
  });

  test("by the issuer's newer key", async () => {
    const old = await given({ name: 'Authority', isAuthority: true });
    const renewed = await given({ name: 'Authority', isAuthority: true });
    const gone = await given({ name: 'Gone', issuer: old });
    const other = await given({ name: 'Other', issuer: old });
    trust(server, old, renewed, await list(renewed, [gone]));
    expect(await putBy(gone)).toEqual(as('was revoked'));
    expect(await putBy(other)).toEqual([0, undefined]);
    // The newer key need not be an anchor: the old one vouches for it.
    const linked = await given({ name: 'Authority', isAuthority: true, issuer: old });
    trust(server, old, await list(linked, [gone]));
    expect(await putBy(gone, linked)).toEqual(as('was revoked'));
    expect(await putBy(other, linked)).toEqual([0, undefined]);
    const impostor = await given({ name: 'Authority', isAuthority: true });
    trust(server, old, await list(impostor, []));
    expect(await putBy(other, impostor)).toEqual(as("not the issuer's"));
  });
});

describe('a list that cannot stand for all that was revoked lets nobody through:', () => {
  const extension = (id: string, hex: string) => new x509.Extension(id, true, Buffer.from(hex, 'hex'));
  const point = '2.5.29.28';
  const bad: [string, Partial<ListWishes>, string][] = [
    ['of attribute certificates only', { extensions: [extension(point, '30038501ff')] }, 'not whole'],
    ['of some reasons only', { extensions: [extension(point, '300483020640')] }, 'not whole'],
    ['of several issuers', { extensions: [extension(point, '30038401ff')] }, 'not whole'],
    ['of authorities only', { extensions: [extension(point, '30038201ff')] }, 'not whole'],
    ['of another place', { extensions: [extension(point, '300ba009a0078605687474703a')] }, 'not whole'],
    ['of changes only', { extensions: [extension('2.5.29.27', '020101')] }, 'not whole'],
    ['that demands the unknown', { extensions: [extension('1.2.3.4', '0500')] }, 'not whole'],
    ['signed with SHA-1', { hash: 'SHA-1' }, 'not whole'],
    ['that never ends', { nextUpdate: undefined }, 'not whole'],
    ['of a time to come', { thisUpdate: Date.UTC(2090, 0), nextUpdate: Date.UTC(2091, 0) }, 'out of date'],
  ];
  test.each(bad)('%s', async (_, wishes, words) => {
    trust(server, root, await list(root, [], wishes));
    expect(await putBy(doctor)).toEqual(as(words));
  });

  test('one that somebody else signed, or that is damaged', async () => {
    const impostor = await given({ name: 'Root', isAuthority: true });
    trust(server, root, await list(impostor, []));
    expect(await putBy(doctor)).toEqual(as("not the issuer's"));
    const good = listBytes(await list(root, []));
    for (const damaged of [good.subarray(0, -1), Buffer.concat([good, good]), Buffer.alloc(0)]) {
      trust(server, root, damaged);
      expect(await putBy(doctor)).toEqual(as('cannot be read'));
    }
    trust(server, root, good);
    expect(await putBy(doctor)).toEqual([0, undefined]);
  });
});

describe('every certificate of a chain is judged:', () => {
  const purposes = (...ids: string[]) => [new x509.ExtendedKeyUsageExtension(ids, true)];
  const mail = '1.3.6.1.5.5.7.3.4';
  const tls = '1.3.6.1.5.5.7.3.1';

  test('a weak key is one in the middle, too', async () => {
    const weak = await given({ name: 'Weak', issuer: root, isAuthority: true, keyBits: 512 });
    trust(server, root);
    expect(await putBy(await given({ name: 'Leaf', issuer: weak }), weak)).toEqual(as('too weak'));
    trust(server, weak);
    expect(await putBy(await given({ name: 'Leaf', issuer: weak }))).toEqual(as('too weak'));
    trust(server, root);
  });

  test('what its key is for', async () => {
    const served = await given({ name: 'Served', issuer: root, extensions: purposes(tls) });
    expect(await putBy(served)).toEqual(as('other uses'));
    const mailed = await given({ name: 'Mailed', issuer: root, extensions: purposes(tls, mail) });
    expect(await putBy(mailed)).toEqual([0, undefined]);
    const servers = await given({
      name: 'Servers',
      issuer: root,
      isAuthority: true,
      extensions: purposes(tls),
    });
    expect(await putBy(await given({ name: 'Leaf', issuer: servers }), servers)).toEqual(as('other uses'));
  });

  test('names that an issuer does not vouch for, whether that is critical or not', async () => {
    // Of the form CN=Clinic and what is below it.
    const clinic = '3011310f300d06035504030c06436c696e6963';
    const tree = (tag: string) => `3019${tag}17${'3015'}a413${clinic}`;
    const limited = (isCritical: boolean, tag: string) => [
      new x509.Extension('2.5.29.30', isCritical, Buffer.from(tree(tag), 'hex')),
    ];
    for (const isCritical of [true, false]) {
      const narrow = await given({
        name: 'Narrow',
        issuer: root,
        isAuthority: true,
        extensions: limited(isCritical, 'a0'),
      });
      const inside = await given({ name: 'CLINIC', issuer: narrow });
      const outside = await given({ name: 'Doctor', issuer: narrow });
      expect(await putBy(inside, narrow)).toEqual([0, undefined]);
      expect(await putBy(outside, narrow)).toEqual(as('names like its'));
      const wide = await given({
        name: 'Wide',
        issuer: root,
        isAuthority: true,
        extensions: limited(isCritical, 'a1'),
      });
      expect(await putBy(await given({ name: 'clinic', issuer: wide }), wide)).toEqual(as('names like its'));
      expect(await putBy(await given({ name: 'Doctor', issuer: wide }), wide)).toEqual([0, undefined]);
    }
  });

  test('what nobody judges here is refused where it is critical, and policies that must be there anyway', async () => {
    const ids = ['2.5.29.33', '2.5.29.36', '2.5.29.54', '2.5.29.31', '1.2.3.4'];
    for (const id of ids) {
      const extensions = [new x509.Extension(id, true, Buffer.from('3000', 'hex'))];
      const demanding = await given({ name: 'Demanding', issuer: root, isAuthority: true, extensions });
      const leaf = await given({ name: 'Leaf', issuer: demanding });
      expect(await putBy(leaf, demanding), id).toEqual(as('not understood here'));
    }
    const extensions = [new x509.Extension('2.5.29.36', false, Buffer.from('3003800100', 'hex'))];
    expect(await putBy(await given({ name: 'Leaf', issuer: root, extensions }))).toEqual(
      as('not understood'),
    );
  });

  test('a new key of the same name is no step of the way', async () => {
    const short = await given({ name: 'Short', issuer: root, isAuthority: true, pathLength: 0 });
    const renewed = await given({ name: 'Short', issuer: short, isAuthority: true });
    expect(await putBy(await given({ name: 'Leaf', issuer: renewed }), renewed, short)).toEqual([
      0,
      undefined,
    ]);
  });
});
