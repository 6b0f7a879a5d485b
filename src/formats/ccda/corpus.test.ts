// Documents of others: KEEPWELL_CORPUS_CCDA names the folder of jddamore/ccda-samples, KEEPWELL_CORPUS_CCDA_OLD that of
// jmandel/sample_ccdas. Every statement of every document is an item or told as left out.
import { describe, expect, test } from 'vitest';
import { assume } from '../../assume.ts';
import { Element } from '../clinical/element.ts';
import { readDocument } from '../clinical/read-document.ts';
import { findCorpus, listFiles, openFile, sumOf, type Tally, tally } from '../clinical/testing/corpus.ts';
import { readCcda, readParts } from './ccda.ts';
import { hl7 } from './context.ts';

/** How many things an entry says, counted by its markup alone. */
function countStatements(statement: Element | undefined): number {
  if (!statement) return 1;
  const inside = (of: Element, holder: string) =>
    of.all(holder).flatMap(one => [...one.elements()].filter(isStatement));
  const suppliesOf = (one: Element) =>
    inside(one, 'entryRelationship').filter(
      part => part.name === 'supply' && part.attribute('moodCode') !== 'INT',
    ).length;
  if (statement.name === 'organizer') {
    const leaves = (one: Element): number =>
      inside(one, 'component').reduce(
        (sum, part) => sum + (part.name === 'organizer' ? leaves(part) : isRemark(part) ? 0 : 1),
        0,
      );
    return Math.max(1, leaves(statement));
  }
  if (statement.name === 'substanceAdministration') return 1 + suppliesOf(statement);
  if (statement.name !== 'act') return 1;
  const kept = (act: Element): number =>
    inside(act, 'entryRelationship').reduce((sum, part) => {
      if (part.all('templateId').some(one => keptByActs.has(one.attribute('root') ?? '')))
        return sum + countStatements(part);
      return part.name === 'act' ? sum + kept(part) : sum;
    }, 0);
  return Math.max(1, kept(statement));
}

/** A remark on what is measured is no statement of its own. */
const isRemark = (one: Element) => one.name === 'act' && one.find('code')?.attribute('code') === '48767-8';

/** Problems, allergies, medicines and policies, which acts keep together. */
const keptByActs = new Set(['4', '7', '16', '61'].map(last => `2.16.840.1.113883.10.20.22.4.${last}`));

const names = new Set([
  'act',
  'encounter',
  'observation',
  'organizer',
  'procedure',
  'substanceAdministration',
  'supply',
]);
const isStatement = (one: Element) => one.uri === hl7 && names.has(one.name);

/** Sections of which nearly all that is coded must become items, and by what their statements are coded. */
const asked = new Map([
  ['11450-4', 'problems'],
  ['10160-0', 'medications'],
  ['48765-2', 'allergies'],
  ['11369-6', 'immunizations'],
  ['30954-2', 'results'],
  ['8716-3', 'vitals'],
]);

/** Statements of a section that are coded and deny nothing. */
function countCoded(section: Element, kind: string): number {
  return section.all('entry').reduce((sum, entry) => sum + codedIn(entry, kind), 0);
}

const rooms: Readonly<Record<string, readonly [holder: string, coded: string]>> = {
  problems: ['observation', 'value'],
  allergies: ['observation', 'value'],
  results: ['observation', 'code'],
  vitals: ['observation', 'code'],
  medications: ['substanceAdministration', 'consumable'],
  immunizations: ['substanceAdministration', 'consumable'],
};

function codedIn(entry: Element, kind: string): number {
  const [name, coded] = rooms[kind] ?? ['', ''];
  let count = 0;
  const look = (one: Element, depth: number) => {
    for (const part of one.elements()) {
      if (part.name === name) count += isCoded(part, coded) ? 1 : 0;
      else if (depth < 4 && /^(act|organizer|component|entryRelationship)$/.test(part.name))
        look(part, depth + 1);
    }
  };
  look(entry, 0);
  return count;
}

function isCoded(part: Element, coded: string): boolean {
  if (part.attribute('negationInd') === 'true') return false;
  const holder =
    coded === 'consumable'
      ? part.find('consumable', 'manufacturedProduct', 'manufacturedMaterial', 'code')
      : part.find(coded);
  return (
    holder !== undefined &&
    [holder, ...holder.all('translation')].some(one => one.attribute('code') !== undefined)
  );
}

const corpora = [
  ['KEEPWELL_CORPUS_CCDA', 'jddamore/ccda-samples'],
  ['KEEPWELL_CORPUS_CCDA_OLD', 'jmandel/sample_ccdas'],
] as const;

describe.each(corpora)('the documents of %s', (variable, name) => {
  const folder = findCorpus(variable);

  test.skipIf(folder === undefined)(
    `each statement is an item or told as left out (skipped without ${variable}: ${name})`,
    { timeout: 600_000 },
    async () => {
      const sections = new Map<string, Tally & { statements: number; coded: number }>();
      const files = listFiles(folder ?? '', /\.(xml|ccd)$/i);
      for (const file of files) {
        const document = await readDocument(openFile(file));
        for (const { section, code } of listSections(new Element(document))) {
          const seen = sections.get(code) ?? { items: 0, leftOut: {}, statements: 0, coded: 0 };
          sections.set(code, seen);
          for (const entry of section.all('entry')) seen.statements += countEntry(entry);
          seen.coded += countCoded(section, asked.get(code) ?? '');
        }
        for (const { code, findings, isNarrative } of readParts(document)) {
          const seen = sections.get(code ?? '');
          if (!isNarrative && seen) tally(findings, seen);
        }
        expect(readCcda(document).length).toBeGreaterThan(0);
      }
      const table = [...sections]
        .filter(([, { statements }]) => statements > 0)
        .sort(([, a], [, b]) => b.statements - a.statements);
      console.log(`${name}: ${files.length} files`);
      console.table(
        Object.fromEntries(
          table.map(([code, seen]) => [
            code,
            {
              statements: seen.statements,
              items: seen.items,
              ...seen.leftOut,
              coded: seen.coded || undefined,
            },
          ]),
        ),
      );
      for (const [code, seen] of table) expect([code, sumOf(seen)]).toEqual([code, seen.statements]);
      for (const [code, kind] of asked) {
        const { items, coded, leftOut, statements } = assume(sections.get(code), kind);
        expect(items / coded, kind).toBeGreaterThanOrEqual(0.95);
        const lost = (leftOut.invalid ?? 0) + (leftOut['no-kind'] ?? 0) + (leftOut['unknown-code'] ?? 0);
        expect(lost / statements, kind).toBeLessThanOrEqual(0.05);
      }
    },
  );
});

function countEntry(entry: Element): number {
  const statement = [...entry.elements()].find(isStatement);
  return countStatements(statement);
}

function listSections(root: Element): { section: Element; code: string }[] {
  const below = (one: Element): Element[] =>
    one.walk('component', 'section').flatMap(section => [section, ...below(section)]);
  const body = root.find('component', 'structuredBody');
  return (body ? below(body) : []).map(section => ({
    section,
    code: section.find('code')?.attribute('code') ?? '',
  }));
}
