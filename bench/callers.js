// A vault to measure: one application, and people who each have a record full of things; and the requests that they send.
// Everything goes in through the door that clients use, so it holds for every store.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { readConfig } from '../dist/config.js';
import { selfSigned } from '../dist/core/applications/self-signed.js';
import { createSandbox } from '../dist/core/sandbox.js';
import { openVault } from '../dist/main.js';
import { makeRouter } from '../dist/router.js';
import { httpRequest } from './http-client.js';
import { randomFrom } from './random.js';
import { openSession, signedRequest } from './signed-request.js';

export const weightType = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
export const platformPath = '/platform/wildcat.ashx';
const note = 'before breakfast, after a good night of sleep; ';

/** As PutThings takes it: the item and, in the bytes of a request of about 1 KB, what it has in common with all. */
export function makeItem(kilograms, date, notes = 14) {
  const [y, m, d] = date.slice(0, 10).split('-').map(Number);
  const kg = kilograms.toFixed(2);
  const data = `<weight><when><date><y>${y}</y><m>${m}</m><d>${d}</d></date><time><h>7</h><m>30</m></time></when><value><kg>${kg}</kg><display units="kg">${kg}</display></value></weight>`;
  const common = `<common><source>Bathroom scale</source><note>${note.repeat(notes)}</note></common>`;
  return {
    data,
    common,
    xml: `<thing><type-id>${weightType}</type-id><data-xml>${data}${common}</data-xml></thing>`,
  };
}

/**
 * @param env where the vault has its database, as `serve` reads it
 * @param learn gets the vault while it is empty, with one caller who is not among those returned
 * @param isPlain does it go without encryption?
 */
export async function prepareVault({ data, env, callerCount, things, seed, learn, isPlain = false }) {
  const config = readConfig({ data, mode: 'sandbox' }, { ...process.env, ...env });
  const vault = await openVault(config, { isPlain });
  const server = createServer(
    makeRouter(config, vault, { log: pino({ level: 'error' }), watch: { answered() {} } }),
  );
  try {
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    const platformUrl = `http://127.0.0.1:${server.address().port}${platformPath}`;
    const app = await makeApp(vault);
    const callers = [];
    for (let i = 0; i < callerCount; i++) callers.push(await makeCaller(vault, app));
    const session = await openSession(platformUrl, app);
    const send = body => post(platformUrl, body);
    const learned = await learn?.({ caller: await makeCaller(vault, app), session, send });
    const random = randomFrom(seed);
    for (const caller of callers)
      await fillRecord(send, session, caller, Math.ceil(things / callerCount), random);
    return { session, callers, learned };
  } finally {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
    await vault.store.close();
  }
}

async function makeApp(vault) {
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificatePem = await selfSigned({ commonName: 'bench', key, days: 2, now: Date.now() });
  const { appId } = await createSandbox(vault, { certificatePem, allTypes: true });
  await vault.store.write(async db =>
    db.applications.put({ ...(await db.applications.byId(appId)), methodGroups: ['basic', 'eventing'] }),
  );
  const thumbprint = new X509Certificate(certificatePem).fingerprint.replaceAll(':', '').toLowerCase();
  return { appId, key, thumbprint, certificatePem };
}

async function makeCaller(vault, { appId, certificatePem }) {
  const { recordId, userAuthToken } = await createSandbox(vault, { appId, certificatePem });
  const own = await vault.store.read(db => db.aliases.record(appId, recordId));
  return { recordId, userToken: userAuthToken, own };
}

async function fillRecord(send, session, caller, count, random) {
  const start = Date.parse('2020-01-01');
  const day = 86_400_000;
  const inRequest = 100;
  for (let at = 0; at < count; at += inRequest) {
    const items = Array.from({ length: Math.min(inRequest, count - at) }, (_, i) =>
      makeItem(60 + 40 * random(), new Date(start + (at + i) * day).toISOString()),
    );
    await send(
      signFor(session, caller, {
        method: 'PutThings',
        version: 2,
        info: items.map(({ xml }) => xml).join(''),
      }),
    );
  }
}

export function signFor(session, { recordId, userToken }, asked) {
  return signedRequest(session, { recordId, userToken, ...asked });
}

/** @throws when it is refused */
async function post(platformUrl, body) {
  const answer = await fetch(platformUrl, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  const text = await answer.text();
  if (!text.startsWith(answerStart)) throw new Error(`unexpected answer: ${text.slice(0, 300)}`);
  return text;
}

/** Of whatever was done as it was asked. */
export const answerStart = '<response><status><code>0</code></status>';

/** What clients send: PutThings of one weight, and GetThings of the newest 20. */
export function makeRequests(session, caller, random) {
  const item = makeItem(60 + 40 * random(), '2026-11-02');
  return { item, put: putRequest(session, caller, item), get: signFor(session, caller, newest) };
}

export function putRequest(session, caller, { xml }) {
  return signFor(session, caller, { method: 'PutThings', version: 2, info: xml });
}

const newest = {
  method: 'GetThings',
  version: 3,
  info: `<group max="20"><filter><type-id>${weightType}</type-id></filter><format><section>core</section><xml/></format></group>`,
};

export function platformRequest(body) {
  return httpRequest(platformPath, body);
}
