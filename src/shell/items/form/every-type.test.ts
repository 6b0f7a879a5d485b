// Every type of item as a form, from the published samples: it renders without markup, and what it saves has every field.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import { addThing, findThingAtHand } from '../../../core/things/edit.ts';
import { makeExample } from '../../../facades/reference/example.ts';
import { labelFields, sayUnit } from '../../../locales/labels.ts';
import { type Language, languages } from '../../../locales/language.ts';
import { thingWords } from '../../../locales/words.ts';
import { readXml } from '../../../schema/xml-reader.ts';
import { hasReference, sampleXml, type Verdict, verdicts } from '../../../testing/reference.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import * as units from '../../../things/common/units.ts';
import { everyType, getVersion, parseThing, printThing, type ThingVersion } from '../../../things/index.ts';
import { changed, formValues } from '../../testing/form-values.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { editHref, getSlug, isAddable } from '../links.ts';
import { FormTexts } from './form-texts.ts';
import { toPlain } from './leaf.ts';
import { type FieldProblem, readValue, writeTexts } from './values.ts';

const versions = everyType().flatMap(type => type.versions.map(version => ({ type, version })));

let labelled: readonly Verdict[];
function itemXml({ id, root, schema }: ThingVersion): string | undefined {
  labelled ??= verdicts();
  // What stands in a document of another standard is its own matter.
  if (schema.shape.kind === 'document')
    return `<${root} xmlns="${schema.shape.namespace}"><any x="1"/></${root}>`;
  const published =
    sampleXml(id) ?? labelled.find(({ typeId, valid }) => valid && typeId.toLowerCase() === id)?.xml;
  // Types of our own are in no reference.
  const { type, version } = getVersion(id);
  return published ?? printThing(version, makeExample(type, version, 'full'));
}

describe.skipIf(!hasReference)('the form of every type (needs KEEPWELL_REFERENCE)', () => {
  let server: TestServer;
  /** A record holds one item of a singleton type, so every number of version has a record. */
  const visitors = new Map<number, Visitor>();
  beforeAll(async () => {
    server = await startTestServer();
    for (const number of new Set(versions.map(({ version }) => version.number)))
      visitors.set(number, await givenSignedIn(server));
  });
  afterAll(() => server.close());

  const common =
    '<common><note>before</note><extension source="app"><a:b xmlns:a="urn:x">kept</a:b></extension></common>';

  test.each(versions.map(({ type, version }) => [`${type.name} ${version.number}`, type, version] as const))(
    '%s: no markup is shown, and posted back unchanged it loses nothing',
    async (_, type, version) => {
      const { browser, person, record } = visitors.get(version.number)!;
      const { vault } = server;
      const now = vault.clock.now();
      const grant = await vault.store.read(db => makePersonGrant(db, person.id, record.id, now));
      const value = parseThing(version, readXml(itemXml(version)!).root());
      const { id } = await addThing(vault, grant, version, { value, commonXml: common, tags: 'one,two' });
      const page = await browser.open(editHref({ id }));
      if (type.immutable) return expect(page.status).toBe(403);
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/<\/?[a-z]/i);
      const sent = changed(formValues(page.html, editHref({ id })), { note: 'after' });
      const { origin } = new URL(server.shellUrl);
      const answer = await browser.send(editHref({ id }), {
        method: 'POST',
        body: sent,
        headers: { origin },
      });
      expect([answer.status, answer.status === 422 ? answer.text : '']).toEqual([303, '']);
      const saved = (await vault.store.read(db => findThingAtHand(db.things(grant), id)))!;
      expect(saved.version).toBe(version);
      expect(saved.stored.dataXml).toBe(printThing(version, value));
      expect(saved.value).toEqual(value);
      expect(saved.commonXml).toBe(common.replace('before', 'after'));
      expect(saved.tags).toBe('one,two');
    },
  );

  test.each(
    versions
      .filter(({ type }) => isAddable(type))
      .map(({ type, version }) => [`${type.name} ${version.number}`, type, version] as const),
  )('%s: what the inputs hold makes the same item anew, in every language', (_, type, version) => {
    const sample = parseThing(version, readXml(itemXml(version)!).root());
    for (const language of languages) {
      const fields = labelFields(type, version, language);
      const form = writeTexts(fields, sample, language);
      const typedAt = { now: Date.UTC(2026, 10, 28), zone: 'UTC', looksAhead: false };
      const reading = { form, language, units, codesToFind: [], leaves: [], typedAt };
      // A number is judged when its unit is known.
      for (const _ of ['unit', 'number'])
        for (const problem of readValue(fields, undefined, reading).problems) mend(form, problem, language);
      const { value, problems } = readValue(fields, undefined, reading);
      expect(problems).toEqual([]);
      parseThing(version, readXml(printThing(version, value)).root());
      expect(typed(writeTexts(fields, value, language))).toEqual(typed(form));
    }
  });

  test('an empty form of every type can be opened, and sent empty says what is missing', async () => {
    const { browser } = await givenSignedIn(server);
    const { origin } = new URL(server.shellUrl);
    // A file comes with what is in it.
    for (const type of everyType().filter(type => isAddable(type) && type.name !== 'File')) {
      const address = `/items/new/${getSlug(type)}`;
      const page = await browser.open(address);
      expect([type.name, page.status]).toEqual([type.name, 200]);
      const body = changed(formValues(page.html, address), {});
      const answer = await browser.send(address, { method: 'POST', body, headers: { origin } });
      expect([type.name, [303, 422].includes(answer.status), answer.text.slice(0, 200)]).toEqual([
        type.name,
        true,
        answer.text.slice(0, 200),
      ]);
    }
  });
});

/** Some samples have empty texts where people must type something, and units that nobody knows. */
function mend(form: FormTexts, { name, text: said }: FieldProblem, language: Language): void {
  const [unit] = /: ([^:]*)\.$/.exec(said)?.[1]?.split(', ') ?? [];
  const own = Object.keys(thingWords(language).units).find(one => sayUnit(one, language) === unit) ?? unit;
  const text = name.endsWith('.value') ? '1' : 'something';
  form.set(name, name.endsWith('.unit') ? own! : text);
}

function typed(form: FormTexts): [string, string][] {
  return [...form]
    .map(([name, text]): [string, string] => [name, toPlain(text)])
    .filter(([name, text]) => (text !== '' && !name.endsWith('.unit')) || name.endsWith('.list'));
}

test('no two types share an address', () => {
  const slugs = everyType().map(getSlug);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(new FormTexts().get('x')).toBeNull();
});
