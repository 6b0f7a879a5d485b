// Whatever an item holds that its schema allows, opening its form and saving it untouched changes nothing.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addThing } from '../../../core/things/edit.ts';
import { languages } from '../../../locales/language.ts';
import { readXml } from '../../../schema/xml-reader.ts';
import { valuesOf } from '../../../testing/arbitrary.ts';
import { drawn, seed } from '../../../testing/seed.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { everyType, parseThing, printThing } from '../../../things/index.ts';
import { grantOf, sendForm, storedItem } from '../../testing/items.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { editHref } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const editable = everyType()
  .filter(type => !type.immutable)
  .flatMap(type => type.versions.map(version => ({ type, version })))
  .filter(({ version }) => version.schema.shape.kind !== 'document');

test('an untouched form saves the item as it was', async () => {
  // A record holds one item of a singleton type.
  const visitors = new Map<string, Visitor>();
  const changed: string[] = [];
  for (const { type, version } of editable) {
    const values = fc.sample(valuesOf(version.schema), { seed, numRuns: drawn(1) });
    for (const [index, drawn] of values.entries()) {
      const key = `${version.number} ${index}`;
      const visitor = visitors.get(key) ?? (await givenSignedIn(server));
      visitors.set(key, visitor);
      visitor.browser.cookies.set('keepwell-language', languages[(seed + index) % languages.length]!);
      // As it is once it was sent: XML has one way to end a line.
      const xml = printThing(version, drawn);
      const value = parseThing(version, readXml(xml).root());
      const thing = { value, commonXml: '<common><note> one\ntwo </note></common>', tags: 'one\ntwo' };
      const { id } = await addThing(server.vault, await grantOf(server, visitor), version, thing);
      const before = await storedItem(server, visitor, id);
      const page = await visitor.browser.open(editHref({ id }));
      const answer = await sendForm(visitor, page, {});
      const after = await storedItem(server, visitor, id);
      if (answer.status !== 303 || after.stored.versionStamp !== before.stored.versionStamp)
        changed.push(
          `${type.name} ${version.number}: ${answer.status}\n${before.stored.dataXml}\n${after.stored.dataXml}`,
        );
    }
  }
  expect(changed, `seed ${seed}`).toEqual([]);
});
