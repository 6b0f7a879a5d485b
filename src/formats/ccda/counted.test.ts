// What clinical documents of others say, counted by a general XML parser and no code of the formats: each allergy, vaccine and
// result is an item that says the same, or is told as left out. The variables name the folders.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { account, type Entry, type Fact, Sum } from '../../testing/counting/count.ts';
import { childrenOf, findNode, type Node, parseMarkup, walkNodes } from '../../testing/counting/markup.ts';
import { readAll, sourceFile } from '../../testing/source-files.ts';
import { findCorpus, listFiles } from '../clinical/testing/corpus.ts';
import { ccda } from './ccda.ts';

/** Each name that a coded value has, and its codes. */
function wordsOf(coded: Node | undefined): string[] {
  const all = coded ? [coded, ...childrenOf(coded, 'translation')] : [];
  return all
    .flatMap(one => [one.attributes.displayName, one.attributes.code, findNode(one, 'originalText')?.text])
    .filter((one): one is string => one !== undefined && one.trim() !== '');
}

function wordsFact(what: string, ...coded: readonly (Node | undefined)[]): Fact[] {
  const words = coded.flatMap(wordsOf);
  return words.length > 0 ? [{ what, words }] : [];
}

/** As exact as it is written; times of day may be left to how the clock was meant. */
function momentFact(what: string, at: Node | undefined): Fact[] {
  const written = at?.attributes.value ?? '';
  const [, y, m, d] = /^(\d{4})(\d\d)?(\d\d)?/.exec(written) ?? [];
  // Programs write a year of zeros where they know none.
  if (y === undefined || Number(y) < 1000 || m === '00' || d === '00') return [];
  return [{ what, moments: [[y, m, d].filter(Boolean).join('-')] }];
}

const begin = (one: Node) => {
  const time = childrenOf(one, 'effectiveTime')[0];
  return findNode(time, 'low') ?? time;
};

const isNone = (one: Node) =>
  one.attributes.negationInd === 'true' || one.attributes.nullFlavor !== undefined;

/** No item of its kind has to say it: it must be told, or be one that says that there is none. */
const denied = (kinds: readonly string[]): Fact[] => [
  { what: 'denied', kinds, words: ['is-negated', 'none', 'no '] },
];

const decimal = /^[+-]?\d+(\.\d+)?$/;

function quantityFacts(what: string, quantity: Node | undefined): Fact[] {
  const { value = '', unit } = quantity?.attributes ?? {};
  if (!decimal.test(value)) return [];
  const number = Number(value);
  const numbers = [
    number,
    Math.round(number),
    ...(factors[unit ?? ''] ?? []).map(convert => convert(number)),
  ];
  return [{ what, numbers }];
}

/** Into the units that items keep. */
const factors: Readonly<Record<string, readonly ((value: number) => number)[]>> = {
  cm: [value => value / 100],
  '[in_i]': [value => value * 0.0254],
  in: [value => value * 0.0254],
  inches: [value => value * 0.0254],
  '[lb_av]': [value => value * 0.45359237],
  lb: [value => value * 0.45359237],
  lbs: [value => value * 0.45359237],
  g: [value => value / 1000],
  '%': [value => value / 100],
};

function valueFacts(one: Node): Fact[] {
  const value = findNode(one, 'value');
  const type = value?.attributes['xsi:type'] ?? '';
  if (/PQ$/.test(type)) {
    const unit = value?.attributes.unit;
    const facts = quantityFacts('value', value);
    return facts.length > 0 && unit && unit !== '1' && !factors[unit] && !/mm\[?hg|min|cel|degf/i.test(unit)
      ? [...facts, { what: 'unit', words: [unit, unit.replace(/[{}[\]]/g, ''), ...shown(unit)] }]
      : facts;
  }
  if (/(CD|CE)$/.test(type)) return wordsFact('value', value);
  const text = value?.text.trim() ?? '';
  return /ST$/.test(type) && text !== '' && text.length < 200 ? [{ what: 'value', words: [text] }] : [];
}

/** What UCUM's writing is in words. */
const shown = (unit: string) => [unit.replace(/^10\*(\d+)/, 'x10^$1'), unit.replace(/\*/g, '^')];

function resultFacts(one: Node): Fact[] {
  const values = valueFacts(one);
  if (values.length === 0) return [];
  const range = findNode(one, 'referenceRange', 'observationRange', 'value');
  const isMeasured = /PQ$/.test(findNode(one, 'value')?.attributes['xsi:type'] ?? '');
  return [
    ...wordsFact('name', findNode(one, 'code')),
    ...values,
    ...(isMeasured
      ? ['low', 'high'].flatMap(end =>
          quantityFacts('range', findNode(range, end)).map(({ what, numbers = [] }) => ({
            what,
            numbers: numbers.slice(0, 1),
          })),
        )
      : []),
    ...childrenOf(one, 'interpretationCode').flatMap(flagFact),
    ...momentFact('moment', begin(one)),
  ];
}

const flags: Readonly<Record<string, readonly string[]>> = {
  ...{
    N: ['normal'],
    H: ['high'],
    L: ['low'],
    A: ['abnormal'],
    HH: ['critical'],
    LL: ['critical'],
    AA: ['critical'],
  },
};

function flagFact(flag: Node): Fact[] {
  const { code } = flag.attributes;
  const words = [...(flags[code ?? ''] ?? []), ...wordsOf(flag)];
  return code === undefined || words.length === 0 ? [] : [{ what: 'flag', words }];
}

/** What an entry of a section says: one or more things. */
const readers: Readonly<Record<string, (entry: Node) => Fact[][]>> = {
  '48765-2': entry =>
    [...walkNodes(entry)]
      .filter(
        ({ name, children }) =>
          name === 'observation' &&
          children.some(child => child.name === 'participant' && child.attributes.typeCode === 'CSM'),
      )
      .map(one => {
        if (isNone(one)) return denied(['allergy', 'annotation']);
        const entities = childrenOf(one, 'participant').map(part =>
          findNode(part, 'participantRole', 'playingEntity'),
        );
        const named = entities.flatMap(entity => findNode(entity, 'name')?.text.trim() || []);
        const words = [...entities.flatMap(entity => wordsOf(findNode(entity, 'code'))), ...named];
        return [
          { what: 'kind', kinds: ['allergy'] },
          ...(words.length > 0 ? [{ what: 'substance', words }] : []),
          ...momentFact('onset', begin(one)),
        ];
      }),
  '11369-6': entry => listTop(entry, 'substanceAdministration').map(one => vaccineFacts(one)),
  '30954-2': entry => listLeaves(entry).map(resultFacts),
};

const listTop = (entry: Node, name: string) => childrenOf(entry, name);

function vaccineFacts(one: Node): Fact[] {
  const material = findNode(one, 'consumable', 'manufacturedProduct', 'manufacturedMaterial');
  if (isNone(one) || isNoVaccine(findNode(material, 'code'))) return denied(['immunization', 'annotation']);
  const named = findNode(material, 'name')?.text.trim();
  const words = [...wordsOf(findNode(material, 'code')), ...(named ? [named] : [])];
  return [
    { what: 'kind', kinds: ['immunization'] },
    ...(words.length > 0 ? [{ what: 'vaccine', words }] : []),
    ...momentFact('moment', begin(one)),
    ...(findNode(material, 'lotNumberText')?.text.trim()
      ? [{ what: 'lot', words: [findNode(material, 'lotNumberText')?.text ?? ''] }]
      : []),
  ];
}

/** CVX has a code for it. */
const isNoVaccine = (code: Node | undefined) => code?.attributes.code === '998';

/** Observations in organizers, or alone; remarks are acts. */
function listLeaves(at: Node): Node[] {
  return at.children.flatMap(one =>
    one.name === 'observation' ? [one] : /^(organizer|component)$/.test(one.name) ? listLeaves(one) : [],
  );
}

function* listSections(at: Node): Generator<Node> {
  for (const node of walkNodes(at)) if (node.name === 'section') yield node;
}

const codeOf = (section: Node) => findNode(section, 'code')?.attributes.code ?? '';

async function accountFor(text: string) {
  const root = parseMarkup(text);
  const titles = new Map<string, string>();
  const entries: Entry[] = [];
  for (const section of listSections(root)) {
    const code = codeOf(section);
    const title = findNode(section, 'title')?.text ?? findNode(section, 'code')?.attributes.displayName ?? '';
    titles.set(title.replace(/\s+/g, ' ').trim().slice(0, 60), code);
    const read = readers[code];
    if (!read) continue;
    for (const entry of childrenOf(section, 'entry'))
      for (const facts of read(entry))
        if (facts.length > 0) entries.push({ section: code, facts, place: 'any' });
  }
  if (entries.length === 0) return new Map();
  return account(entries, await readAll(ccda, sourceFile('document.xml', text)), what =>
    titles.get(what.slice(0, 60)),
  );
}

const corpora = ['KEEPWELL_CORPUS_CCDA', 'KEEPWELL_CORPUS_CCDA_OLD'] as const;

describe.each(corpora)('documents of %s', variable => {
  const folder = findCorpus(variable);

  test.skipIf(folder === undefined)(
    `each entry is an item that says the same, or told as left out (skipped without ${variable})`,
    async () => {
      const sum = new Sum();
      for (const path of listFiles(folder ?? '', /\.(xml|ccd)$/i)) {
        const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
        if (!/ClinicalDocument/.test(text) || /<!DOCTYPE/i.test(text)) continue;
        sum.add(basename(path), await accountFor(text));
      }
      sum.print(variable);
      expect(sum.entries).toBeGreaterThan(0);
      expect(sum.lost).toEqual([]);
    },
    600_000,
  );
});
