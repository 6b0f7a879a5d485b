// What an application does all day, in shares: reads the newest, reads one, puts, changes and removes things, in the records
// of many people. It knows some things of each record, and touches none twice at once.
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerStart, makeItem, platformPath, signFor, weightType } from './callers.js';

const knownMax = 40;
const newest = `<group max="20"><filter><type-id>${weightType}</type-id></filter><format><section>core</section><xml/></format></group>`;
const shares = [
  ['newest', 40],
  ['one', 20],
  ['put', 20],
  ['update', 12],
  ['remove', 8],
];

export class Mix {
  // By turns, so that none is idle until the server ends it.
  #agent = new Agent({ keepAlive: true, maxSockets: 16, scheduling: 'fifo' });
  #known = new Map();
  #port;
  #session;
  #callers;
  #random;

  constructor({ port, session, callers, random }) {
    this.#port = port;
    this.#session = session;
    this.#callers = callers;
    this.#random = random;
    for (const caller of callers) this.#known.set(caller, []);
  }

  /** One call, drawn by its share. @throws when it is refused */
  async call() {
    const caller = this.#callers[Math.floor(this.#random() * this.#callers.length)];
    const known = this.#known.get(caller);
    const what = known.length === 0 ? 'put' : this.#draw();
    if (what === 'newest') return this.send(caller, 'GetThings', 3, newest);
    if (what === 'put') return this.#keep(known, await this.#put(caller, ''));
    const [thing] = known.splice(Math.floor(this.#random() * known.length), 1);
    const key = `<thing-id version-stamp="${thing.stamp}">${thing.id}</thing-id>`;
    if (what === 'remove') return this.send(caller, 'RemoveThings', 1, key);
    if (what === 'update') return this.#keep(known, await this.#put(caller, key));
    const one = `<group><id>${thing.id}</id><format><section>core</section><xml/></format></group>`;
    await this.send(caller, 'GetThings', 3, one);
    this.#keep(known, thing);
  }

  close() {
    this.#agent.destroy();
  }

  #draw() {
    let left = this.#random() * 100;
    for (const [what, share] of shares) {
      left -= share;
      if (left < 0) return what;
    }
    return 'newest';
  }

  #keep(known, thing) {
    if (known.length >= knownMax) known.shift();
    known.push(thing);
  }

  async #put(caller, key) {
    const { data, common } = makeItem(60 + 40 * this.#random(), '2026-11-02', 4);
    const info = `<thing>${key}<type-id>${weightType}</type-id><data-xml>${data}${common}</data-xml></thing>`;
    const answer = await this.send(caller, 'PutThings', 2, info);
    const [, stamp, id] = /<thing-id version-stamp="([^"]+)">([^<]+)</.exec(answer);
    return { id, stamp };
  }

  async send(caller, method, version, info) {
    const body = signFor(this.#session, caller, { method, version, info });
    const answer = await this.#post(body);
    if (!answer.startsWith(answerStart)) throw new Error(`${method} answers ${answer.slice(0, 300)}`);
    return answer;
  }

  #post(body) {
    return new Promise((resolve, reject) => {
      const headers = { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) };
      const options = { port: this.#port, host: '127.0.0.1', path: platformPath, method: 'POST', headers };
      const sent = request({ ...options, agent: this.#agent }, answer => text(answer).then(resolve, reject));
      // A connection that was kept may be ended by the server just as it is used again.
      sent.on('error', error =>
        sent.reusedSocket && error.code === 'ECONNRESET' ? resolve(this.#post(body)) : reject(error),
      );
      sent.end(body);
    });
  }
}
