// The sum of parts: what a server must do for a request at least, each part by itself in a loop within one process, and the
// bare answering of as many bytes by HTTP. Nobody gets below it who reads XML, checks signatures and keeps data.
import { createHash, createHmac } from 'node:crypto';
import { hashToken } from '../dist/core/secrets.js';
import getThings from '../dist/methods/get-things.js';
import putThings from '../dist/methods/put-things.js';
import { readXml } from '../dist/schema/xml-reader.js';
import { weightType } from './callers.js';
import { makeThingId } from './thing-ids.js';

const groupSize = 32;
const loopMs = 1500;

/** @returns for `get` and `put` the µs of a processor that each part takes */
export async function measureParts({ floor, learned, prepared, requests, stubs }) {
  const { openFloor } = await import(`./stores/${floor.store}.js`);
  const store = await openFloor({ ...floor, patterns: learned });
  const { callers, session } = prepared;
  const [{ put, get, item }] = requests;
  const one = callers[0];
  const hashes = [hashToken(session.token, 'session'), hashToken(one.userToken, 'user')];
  const known = await new Promise(done => store.caller(...hashes, one.recordId, done));
  if (!known) throw new Error('the floor does not find who calls');
  const rows = makeRows(callers, item);
  const writeGroup = () => store.write(Array.from({ length: groupSize }, rows));
  const findCallers = () =>
    atOnce(callers, (caller, done) =>
      store.caller(hashes[0], hashToken(caller.userToken, 'user'), caller.recordId, done),
    );
  const readNewest = () => atOnce(callers, ({ own }, done) => store.newest(own.recordId, weightType, done));
  try {
    const who = (await timeLoop(findCallers)) / callers.length;
    const parse = async (body, method, version) =>
      await timeLoop(() => readRequest(body, method.versions[version]));
    const shared = async body => ({
      'hashes and HMAC': await timeLoop(() => checkHashes(body, session)),
      'who calls': who,
    });
    return {
      get: {
        'HTTP, as many bytes': stubs.get,
        'reading XML': await parse(get, getThings, 3),
        ...(await shared(get)),
        'newest 20': (await timeLoop(readNewest)) / callers.length,
      },
      put: {
        'HTTP, as many bytes': stubs.put,
        'reading XML': await parse(put, putThings, 2),
        ...(await shared(put)),
        [`rows, ${groupSize} to a commit`]: (await timeLoop(writeGroup)) / groupSize,
      },
    };
  } finally {
    await store.close();
  }
}

/** Puts as the floor's server makes them, past the numbers that it has used. */
function makeRows(callers, { data, common }) {
  let number = 100_000_000;
  return () => {
    number += 1;
    const now = Date.now();
    const [id, stamp] = [makeThingId(), makeThingId()];
    const { recordId: record, personId: person } = callers[number % callers.length].own;
    return { person, record, id, stamp, data, common, now, number };
  };
}

function atOnce(all, ask) {
  let missing = all.length;
  return new Promise(resolve => {
    for (const one of all)
      ask(one, () => {
        missing -= 1;
        if (missing === 0) resolve();
      });
  });
}

/** µs of a processor that once takes. */
async function timeLoop(work) {
  const run = async ms => {
    const until = performance.now() + ms;
    let count = 0;
    for (; performance.now() < until; count++) {
      const promise = work();
      if (promise) await promise;
    }
    return count;
  };
  await run(loopMs / 3);
  const before = process.cpuUsage();
  const count = await run(loopMs);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

/** As the pipeline does: bytes to text, one pass of the parser, then the contract of the method over what it found. */
function readRequest(body, version) {
  const at = readXml(
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(body)),
  ).root();
  at.enter();
  while (!at.atNamed('info')) at.skip();
  version.request.parse(at);
}

function checkHashes(body, { token, secret }) {
  const part = (from, to) => body.slice(body.indexOf(from), body.indexOf(to) + to.length);
  createHash('sha256').update(part('<info>', '</info>')).digest();
  createHmac('sha256', secret).update(part('<header>', '</header>')).digest();
  hashToken(token, 'session');
  hashToken(token, 'session');
}
