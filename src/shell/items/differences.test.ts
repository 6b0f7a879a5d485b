// The history of an item tells what differs in words, and codes only where the words are the same.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { givenItem, overwriteItem } from '../testing/items.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const medication = (mg: number, code: string) =>
  `<medication><name><text>Ibuprofen</text><code><value>${code}</value><type>mine</type></code></name><strength><display>${mg} mg</display><structured><value>${mg}</value><units><text>mg</text><code><value>mg</value><family>wc</family><type>medication-dose-units</type><version>1</version></code></units></structured></strength></medication>`;

async function rowsOf(before: string, after: string): Promise<string[][]> {
  const visitor = await givenSignedIn(server);
  const id = await givenItem(server, visitor, typeIds.medication2, before);
  await overwriteItem(server, visitor, id, { xml: after });
  const { html } = await visitor.browser.open(`/items/${id}/history`);
  const [, body = ''] = /<tbody>(.*?)<\/tbody>/s.exec(html)!;
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!.replace(/<[^>]*>/g, '')),
  );
}

test('words that differ are told without their codes', async () => {
  expect(await rowsOf(medication(600, 'a'), medication(400, 'b'))).toEqual([
    ['Medicine', 'Ibuprofen · a · mine', 'Ibuprofen · b · mine'],
    ['Strength', '600 mg', '400 mg'],
  ]);
});
