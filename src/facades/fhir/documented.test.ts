// The requests that docs/fhir.md shows, sent in their order to a real server, and their answers beside them.
// KEEPWELL_WRITE_FHIR_EXAMPLES=1 npm test -- src/facades/fhir/documented.test.ts writes the answers.
import { readFileSync, writeFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { givenFhirClient } from '../../testing/fhir-client.ts';
import { startTestServer } from '../../testing/server.ts';

const path = join(import.meta.dirname, '../../../docs/fhir.md');
/** A request and its answer. */
const pairs = /```http\n((?:GET|POST|PUT|PATCH|DELETE) [\s\S]*?)```\n\n```http\n([\s\S]*?)```/g;
const address = 'https://vault.example';

/** What differs each time, by the names that the page has for it. */
class Names {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  add(value: string, name: string): void {
    this.#names.set(value, name);
  }

  /** Of the page, as it is this time. */
  fill(text: string): string {
    return [...this.#names].reduce((filled, [value, name]) => filled.replaceAll(`<${name}>`, value), text);
  }

  /** Of this time, as the page has it. */
  drop(text: string): string {
    const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
    for (const [, before = '', value = ''] of text.matchAll(
      new RegExp(`(W/"|"versionId": "|_history/)?(${guid})`, 'g'),
    ))
      if (!this.#names.has(value)) this.#names.set(value, this.#next(before === '' ? 'id' : 'version'));
    return [...this.#names].reduce((dropped, [value, name]) => dropped.replaceAll(value, `<${name}>`), text);
  }

  #next(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${kind} ${count}`;
  }
}

const shownHeaders = ['Content-Type', 'ETag', 'Location', 'WWW-Authenticate'];

async function answer(origin: string, request: string, names: Names): Promise<string> {
  const [head = '', ...rest] = names.fill(request).trimEnd().split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const [method = '', target = ''] = first.split(' ');
  const headers = lines.map(line => line.split(': ', 2) as [string, string]);
  const body = rest.join('\n\n');
  const reply = await fetch(`${origin}${target.replaceAll('|', '%7C')}`, {
    ...{ method, headers },
    ...(body !== '' && { body }),
  });
  const text = await reply.text();
  const told = [
    `${reply.status} ${STATUS_CODES[reply.status]}`,
    ...shownHeaders.flatMap(name => {
      const value = reply.headers.get(name);
      return value === null ? [] : [`${name}: ${value}`];
    }),
    ...(text === '' ? [] : ['', JSON.stringify(JSON.parse(text), undefined, 2)]),
  ];
  return `${names.drop(told.join('\n').replaceAll(origin, address))}\n`;
}

test('docs/fhir.md shows what is asked and answered', async () => {
  await using server = await startTestServer();
  const client = await givenFhirClient(server);
  const names = new Names();
  names.add(client.recordId, 'patient');
  names.add(client.token, 'token');
  const page = readFileSync(path, 'utf8');
  let fresh = '';
  let at = 0;
  for (const found of page.matchAll(pairs)) {
    const [all, request = ''] = found;
    const told = await answer(server.shellUrl, request, names);
    fresh += `${page.slice(at, found.index)}\`\`\`http\n${request}\`\`\`\n\n\`\`\`http\n${told}\`\`\``;
    at = found.index + all.length;
  }
  fresh += page.slice(at);
  if (process.env.KEEPWELL_WRITE_FHIR_EXAMPLES === '1') writeFileSync(path, fresh);
  expect(readFileSync(path, 'utf8')).toBe(fresh);
});
