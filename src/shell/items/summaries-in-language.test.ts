// What lists tell of items comes in the reader's language: every phrase that a type says, and nothing in English beside it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { makeExample } from '../../facades/reference/example.ts';
import { sayIn } from '../../locales/labels.ts';
import { unitSymbols } from '../../locales/lacking.ts';
import { isWhole, languages } from '../../locales/language.ts';
import { thingWords } from '../../locales/words.ts';
import { readXml } from '../../schema/xml-reader.ts';
import { valuesOf } from '../../testing/arbitrary.ts';
import { hasReference, sampleXml } from '../../testing/reference.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import bloodPressure from '../../things/blood-pressure.ts';
import { fillIn, type Say, sayInEnglish } from '../../things/common/say.ts';
import condition from '../../things/condition.ts';
import {
  currentVersion,
  everyType,
  parseThing,
  type ThingType,
  type ThingVersion,
  transform,
} from '../../things/index.ts';
import insulinInjection from '../../things/insulin-injection.ts';
import lifeGoal from '../../things/life-goal.ts';
import medicalDevice from '../../things/medical-device.ts';
import { givenSignedIn } from '../testing/visitors.ts';

/** Items of a type: published samples, examples, and values at random that are the same each time. */
function itemsOf(type: ThingType): unknown[] {
  const current = currentVersion(type);
  const fromSamples = type.versions.flatMap(version => {
    const xml = hasReference ? sampleXml(version.id) : undefined;
    return xml === undefined ? [] : [transform(type, parsed(version, xml), version, current)];
  });
  return [
    ...fromSamples,
    makeExample(type, current, 'smallest'),
    makeExample(type, current, 'full'),
    ...fc.sample(valuesOf(current.schema), { numRuns: 200, seed: 7 }),
  ];
}

function parsed(version: ThingVersion, xml: string): unknown {
  return parseThing(version, readXml(xml.replace(/^(\s|<\?xml[^>]*\?>|<!--[\s\S]*?-->)+/, '').trim()).root());
}

const types = everyType().map(type => ({ name: type.name, type, items: itemsOf(type) }));

/** What the types say of these, and what stands in their files: a phrase may be for what is very rare. */
function phrasesSaid(): Set<string> {
  const said = new Set<string>();
  const recording: Say = (phrase, ...values) => {
    said.add(phrase);
    return sayInEnglish(phrase, ...values);
  };
  for (const { type, items } of types) for (const item of items) type.summary(item as never, recording);
  const folder = join(import.meta.dirname, '../../things');
  for (const file of readdirSync(folder).filter(name => /(?<!\.test)\.ts$/.test(name)))
    for (const [, one, other] of readFileSync(join(folder, file), 'utf8').matchAll(
      /\bsay\(\s*(?:[^'()]*\?\s*)?'([^']+)'(?:\s*:\s*'([^']+)')?/g,
    )) {
      said.add(one!);
      if (other !== undefined) said.add(other);
    }
  return said;
}

const translated = languages.filter(language => language !== 'en');

describe('every phrase of a summary', () => {
  const said = phrasesSaid();

  test.each(translated)('has its words in %s: the missing go into things/', language => {
    // That every kind has its name, labels.test.ts tells.
    const names = types.map(({ name }) => name);
    const { phrases, units, labels } = thingWords(language);
    const known = new Set([phrases, units, labels].flatMap(table => Object.keys(table)).concat(names));
    expect(said.size).toBeGreaterThan(100);
    if (isWhole(language)) expect([...said].filter(phrase => !known.has(phrase))).toEqual([]);
  });

  test.each(translated)('is said by some type (%s)', language => {
    const { phrases } = thingWords(language);
    expect(Object.keys(phrases).filter(phrase => !said.has(phrase))).toEqual([]);
  });

  test.each(translated)('has the same values in %s', language => {
    const places = (text: string) => text.match(/\{\d\}/g)?.sort() ?? [];
    for (const [phrase, text] of Object.entries(thingWords(language).phrases))
      expect(places(text), phrase).toEqual(places(phrase));
  });
});

/** Written alike in every language: symbols of units, units that all languages have as they are, and a few names. */
const symbols = new Set([
  ...wordsIn([...unitSymbols]),
  ...wordsIn(
    Object.keys(thingWords('es').units).filter(unit =>
      translated.filter(isWhole).every(language => thingWords(language).units[unit] === unit),
    ),
  ),
  ...'g mol B kB MB GB TB LDL HDL PEF FEV1 FEV6'.split(' '),
]);

/** Very large and very small ones have a letter in them. */
const numbers = /[\d.]+e[+-]\d+|Infinity|NaN/g;

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}

test.each(types)('beside what $name says there are no words but those of the item', ({ type, items }) => {
  const wordless: Say = (phrase, ...values) => fillIn(phrase.replace(/\p{L}+/gu, ''), values);
  for (const item of items) {
    const own = new Set(wordsIn(item));
    // A long text ends where a line does, be it within a word.
    const text = type
      .summary(item as never, wordless)
      .replace(/\S*…$/, '')
      .replace(numbers, '');
    const strange = wordsIn(text).filter(word => /\p{L}/u.test(word) && !symbols.has(word) && !own.has(word));
    expect(strange).toEqual([]);
  }
});

describe('over the wire', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.close());

  async function given(language: string) {
    const { browser, person, record } = await givenSignedIn(server);
    browser.cookies.set('keepwell-language', language);
    const grant = makeSystemGrant('tests', record.id, person.id);
    const when = { date: { y: 2026, m: 8, d: 14 } };
    const asked = [
      makeThing(bloodPressure, { when, systolic: 128, diastolic: 82, pulse: 64, irregularHeartbeat: true }),
      makeThing(condition, { name: { text: 'Asthma' }, onsetDate: { structured: when } } as never),
      makeThing(insulinInjection, {
        type: { text: 'Lispro' },
        amount: { IE: 6, display: { value: 6, units: 'units', text: '6.0 units' } },
      } as never),
      makeThing(lifeGoal, { description: 'Run', goalInfo: { status: 'Achieved' } } as never),
      makeThing(medicalDevice, { when } as never),
    ];
    const written = await writeThings(server.vault, grant, asked, { overwrite: false });
    return { browser, id: written[0]!.id };
  }

  test.each([
    ['en', ['pulse 64, irregular heartbeat', 'since 14 Aug 2026', '6.0 units', 'achieved', 'Device']],
    ['es', ['pulso 64, latido irregular', 'desde 14 ago 2026', '6,0 unidades', 'alcanzado', 'Dispositivo']],
    [
      'de',
      ['Puls 64, unregelmäßiger Herzschlag', 'seit 14. Aug. 2026', '6,0 Einheiten', 'erreicht', 'Gerät'],
    ],
  ])('lists, the home page and the page of an item (%s)', async (language, told) => {
    const { browser, id } = await given(language);
    for (const path of ['/', '/items', '/timeline'])
      for (const one of told) expect((await browser.open(path)).text, path).toContain(one);
    for (const path of [`/items/${id}`, `/items/${id}/history`])
      expect((await browser.open(path)).text, path).toContain(told[0]);
  });

  test.each([
    ['es', ['latido', 'ago 2026', '6,0 unidades'], 'heartbeat'],
    ['de', ['herzschlag', 'aug. 2026', '6,0 einheiten'], 'heartbeat'],
    ['en', ['heartbeat', 'aug 2026', '6.0 units'], 'latido'],
  ])('a search finds the words that are shown (%s)', async (language, sought, foreign) => {
    const { browser } = await given(language);
    const found = async (words: string) => {
      const { html } = await browser.submit(await browser.open('/items'), '/items/find', { words });
      return [...html.matchAll(/<th scope="row">/g)].length;
    };
    for (const words of sought) expect([words, await found(words)]).toEqual([words, 1]);
    expect(await found(foreign)).toBe(0);
  });

  test('a device without a name is called so on the emergency page', async () => {
    const { browser } = await given('de');
    expect((await browser.open('/emergency')).text).toContain('Medizinisches Gerät');
  });
});

test('what has nothing to tell is told by the name of its kind', () => {
  const say = sayIn('es');
  expect(
    everyType()
      .find(({ name }) => name === 'Web link')!
      .summary({ url: ' ' } as never, say),
  ).toBe('Enlace web');
});
