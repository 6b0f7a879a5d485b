import { describe, expect, test } from 'vitest';
import { readXml } from '../schema/xml-reader.ts';
import { hasReference, sampleXml } from '../testing/reference.ts';
import { parseThing, transform } from './index.ts';
import labType, { type LabRange, type LabRange1, type LabResults, type LabResults1 } from './lab-results.ts';

const [version1, version2] = labType.versions;
const up = (value: LabResults1) => transform(labType, value, version1!, version2!) as LabResults;
const down = (value: LabResults) => transform(labType, value, version2!, version1!) as LabResults1;

const type = { text: 'Normal' };
/** One test deep in the groups, with these ranges. */
const withRanges = <Range>(ranges: Range[] | undefined) => ({
  when: { descriptive: 'in May' },
  labGroup: [
    {
      groupName: { text: 'Blood' },
      subGroups: [
        {
          groupName: { text: 'Lipid panel' },
          results: [
            {
              name: 'LDL',
              note: 'fasting',
              value: { measurement: { display: '140 mg/dL' }, ...(ranges && { ranges }) },
            },
            { name: 'Colour' },
          ],
        },
      ],
    },
  ],
  orderedBy: { name: 'Dr. Jones' },
});

describe('a range', () => {
  test.each<[LabRange1['range'], LabRange]>([
    [
      { minimumRange: 0.5, maximumRange: 1.6 },
      { type, text: { text: '0.5 - 1.6' }, value: { minimumRange: 0.5, maximumRange: 1.6 } },
    ],
    [
      { minimumRange: 3.5, maximumRange: Number.POSITIVE_INFINITY },
      { type, text: { text: '≥ 3.5' }, value: { minimumRange: 3.5 } },
    ],
    [
      { minimumRange: Number.NEGATIVE_INFINITY, maximumRange: 0 },
      { type, text: { text: '≤ 0' }, value: { maximumRange: 0 } },
    ],
    [
      { minimumRange: Number.NEGATIVE_INFINITY, maximumRange: Number.POSITIVE_INFINITY },
      { type, text: { text: 'any' }, value: {} },
    ],
  ])('of numbers %o goes up with a text, and comes back', (range, newer) => {
    expect(up(withRanges([{ type, range }]))).toEqual(withRanges([newer]));
    expect(down(withRanges([newer]))).toEqual(withRanges([{ type, range }]));
  });

  test('of words alone is lost on the way down, and nothing else', () => {
    const words: LabRange = { type, text: { text: 'clear to yellow' } };
    expect(down(withRanges([words]))).toEqual(withRanges(undefined));
    const both = [words, { type, text: { text: 'up to 3' }, value: { minimumRange: 1, maximumRange: 3 } }];
    expect(down(withRanges(both))).toEqual(
      withRanges([{ type, range: { minimumRange: 1, maximumRange: 3 } }]),
    );
  });
});

test('tells the tests of every group', () => {
  const value: LabResults = withRanges(undefined);
  value.labGroup.push({
    groupName: { text: 'Iron' },
    results: [
      { value: { measurement: { display: '9' }, flag: [{ text: 'low' }] }, substance: { text: 'Ferritin' } },
    ],
  });
  value.labGroup.push({ groupName: { text: 'Culture' } });
  expect(labType.summary(value as never)).toBe(
    'Blood: Lipid panel: LDL 140 mg/dL, Colour; Iron: Ferritin 9 (low); Culture',
  );
});

test.skipIf(!hasReference)('the published samples move (needs KEEPWELL_REFERENCE)', () => {
  const older = parseThing(version1!, readXml(sampleXml(version1!.id)!).root()) as LabResults1;
  expect(up(older).labGroup[0]!.results![0]!.value!.ranges).toEqual([
    {
      type: { text: 'Result range' },
      text: { text: '100 - 199' },
      value: { minimumRange: 100, maximumRange: 199 },
    },
  ]);
  expect(down(up(older))).toEqual(older);
  const newer = parseThing(version2!, readXml(sampleXml(version2!.id)!).root()) as LabResults;
  expect(up(down(newer))).toEqual(newer);
});
