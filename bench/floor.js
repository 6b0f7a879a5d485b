// The floor: a bare node:http server over better-sqlite3 that does only what cannot be left out. It reads the same
// bytes, writes the same rows in the same groups or runs the same one query, and answers as many bytes.
// A process of its own, as the vault is. Forked by run.js with its options as JSON.

import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import { floorWriter } from './floor-writer.js';

const { file, record, type, item, putAnswerBytes, getAnswerBytes } = JSON.parse(process.argv[2]);
const put = floorWriter(file, { record, type });
const reading = new Database(file, { readonly: true });
reading.pragma('cache_size = -65536');
reading.pragma('mmap_size = 1073741824');
const newest = reading.prepare(
  `SELECT id, version_stamp, type_id, state, flags, effective_date, updated_end_date, data_xml, common_xml FROM thing
   WHERE record_id = ? AND state = 'Active' AND type_id = ? ORDER BY effective_date DESC, ordinal DESC LIMIT 20`,
);
const putAnswer = Buffer.alloc(putAnswerBytes, 'x');

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    const body = (parts.length === 1 ? parts[0] : Buffer.concat(parts)).toString('utf8');
    const send = bytes =>
      response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': bytes.length }).end(bytes);
    if (request.url === '/put') return put(item, () => send(putAnswer));
    const rows = newest.all(record, type).map(row => row.data_xml);
    send(Buffer.from(rows.join('').padEnd(getAnswerBytes, body[0])));
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
