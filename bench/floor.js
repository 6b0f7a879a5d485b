// The floor: a bare node:http server over a raw store that does only what cannot be left out. It takes the same bytes and
// answers as many, with the same headers; writes the same rows, those of whoever asks meanwhile in one durable commit; runs
// the same one query. At /stub it answers without any store. It knows nobody and checks nothing.
// With `isFirst` it is the floor that the aims of speed were taken from: ids are random, rows come as objects, the log goes to
// the database at SQLite's own thousand pages. All of that costs, and nothing asks for it.
// Processes of its own, as the vault is. Forked by bench/servers.js with its options as JSON.
import cluster from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { makeThingId } from './thing-ids.js';

process.on('disconnect', () => process.exit());
// What is sealed stands in rows as bytes.
const options = JSON.parse(process.argv[2], (_, value) =>
  value?.type === 'Buffer' ? Buffer.from(value.data) : value,
);
const { headers, putAnswer, getAnswerBytes, answerStart, type, workers, callers, isFirst } = options;
const makeId = isFirst ? randomUUID : makeThingId;

if (cluster.isPrimary && workers > 1) {
  for (let i = 0; i < workers; i++) cluster.fork();
  let listening = 0;
  cluster.on('listening', (_, { port }) => {
    listening += 1;
    if (listening === workers) process.send(port);
  });
  process.on('SIGTERM', () => {
    for (const worker of Object.values(cluster.workers)) worker.process.kill('SIGTERM');
    process.exit();
  });
} else {
  await serve();
}

async function serve() {
  const { openFloor } = await import(`./stores/${options.store}.js`);
  const store = await openFloor(options);
  const put = groupPuts(store);
  const putBytes = Buffer.from(putAnswer);
  const stubBytes = Buffer.from(answerStart.padEnd(getAnswerBytes, 'x'));
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => {
      const body = parts.length === 1 ? parts[0] : Buffer.concat(parts);
      const send = bytes =>
        response.writeHead(200, { ...headers, 'Content-Length': bytes.length }).end(bytes);
      const [, what, caller] = request.url.split('/');
      if (what === 'stub-put') return send(putBytes);
      if (what === 'stub-get') return send(stubBytes);
      const { person, record } = callers[caller];
      if (what === 'put') return put(person, record, body, () => send(putBytes));
      store.newest(record, type, rows => send(Buffer.from(print(rows))));
    });
  });
  server.listen(0, '127.0.0.1', () => cluster.isPrimary && process.send(server.address().port));
}

/** What was asked for in one turn of the event loop, or while a commit was under way, shares a commit. */
function groupPuts(store) {
  const numbers = new Map();
  // Processes of one floor, and floors of one database, write operations of their own.
  const first = (cluster.worker?.id ?? (isFirst ? 100 : 0)) * 10_000_000;
  let waiting = [];
  let isRunning = false;
  const run = async () => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await store.write(group);
      for (const { done } of group) done();
      if (waiting.length > 0) await new Promise(setImmediate);
    }
    isRunning = false;
  };
  return (person, record, body, done) => {
    const number = (numbers.get(record) ?? first) + 1;
    numbers.set(record, number);
    const now = Date.now();
    const text = body.toString('utf8');
    const [start, middle, end] = [
      text.indexOf('<weight>'),
      text.indexOf('<common>'),
      text.indexOf('</data-xml>'),
    ];
    const [data, common] = [text.slice(start, middle), text.slice(middle, end)];
    const [id, stamp] = [makeId(), makeId()];
    waiting.push({ person, record, id, stamp, data, common, now, number, done });
    if (isRunning) return;
    isRunning = true;
    setImmediate(run);
  };
}

function print(rows) {
  let text = answerStart;
  for (const row of rows) for (const value of isFirst ? Object.values(row) : row) text += value ?? '';
  return text.padEnd(getAnswerBytes, 'x');
}
