// The CCR, read into items as HealthVault did. KEEPWELL_CORPUS_CCR names a folder of others' documents.
import { expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { findVersion, fromXml } from '../../things/index.ts';
import { Element } from '../clinical/element.ts';
import { readDocument } from '../clinical/read-document.ts';
import {
  findCorpus,
  listFiles,
  openBytes,
  openFile,
  openText,
  sumOf,
  type Tally,
  tally,
} from '../clinical/testing/corpus.ts';
import type { Finding } from '../format.ts';
import { ccr, readCcr, readParts } from './ccr.ts';

const record = (body: string, actors = '') =>
  `<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"><CCRDocumentObjectID>d1</CCRDocumentObjectID><Language><Text>English</Text></Language><Version>V1.0</Version><DateTime><ExactDateTime>2026-02-01T10:00:00Z</ExactDateTime></DateTime><Patient><ActorID>A1</ActorID></Patient><From><ActorLink><ActorID>A2</ActorID></ActorLink></From><Body>${body}</Body><Actors>${actors}<Actor><ActorObjectID>A2</ActorObjectID><Organization><Name>Clinic</Name></Organization></Actor></Actors><Comments><Comment><CommentObjectID>C1</CommentObjectID><Description><Text>Comes back in spring</Text></Description></Comment></Comments></ContinuityOfCareRecord>`;
const itemsOf = (findings: readonly Finding[]) =>
  findings.flatMap(one =>
    'candidate' in one
      ? [
          [
            findVersion(one.candidate.typeId)?.type.name,
            fromXml(one.candidate.typeId, one.candidate.xml) as unknown,
          ],
        ]
      : [],
  );
const read = (body: string, actors?: string) => readCcr(readXml(record(body, actors)));
const date = (type: string, moment: string) =>
  `<DateTime><Type><Text>${type}</Text></Type><ExactDateTime>${moment}</ExactDateTime></DateTime>`;

test('a problem has its codes, its dates by their names, a note and who says so', () => {
  const findings = read(
    `<Problems><Problem><CCRDataObjectID>P1</CCRDataObjectID>${date('Onset Date', '2019-04')}${date('Resolved', '2020-05-06T00:00:00Z')}<Description><Text>Hay fever</Text><Code><Value>477.9</Value><CodingSystem>ICD9-CM</CodingSystem></Code></Description><Status><Text>Resolved</Text></Status><Source><Actor><ActorID>A2</ActorID></Actor></Source><CommentID>C1</CommentID></Problem></Problems>`,
  );
  expect(itemsOf(findings)).toMatchObject([
    [
      'Condition',
      {
        name: { text: 'Hay fever', code: [{ value: '477.9', family: 'icd', type: 'icd9cm' }] },
        onsetDate: { structured: { date: { y: 2019, m: 4 } } },
        stopDate: { structured: { date: { y: 2020, m: 5, d: 6 } } },
        status: { text: 'Past: No longer has this' },
      },
    ],
  ]);
  expect(findings).toMatchObject([
    { candidate: { sourceId: 'd1 P1', localId: 'P1', source: 'Clinic', note: 'Comes back in spring' } },
  ]);
});

test('that there is none is a note that says so and by whom, and what nobody knows is nothing', () => {
  const of = (words: string) =>
    `<Medication><Product><ProductName><Text>${words}</Text></ProductName></Product></Medication>`;
  const findings = read(`<Medications>${of('No known medications')}${of('No information')}</Medications>`);
  expect(itemsOf(findings)).toEqual([
    [
      'Medical annotation',
      expect.objectContaining({
        content: 'Medications: No known medications',
        author: { name: { full: 'Clinic' } },
      }),
    ],
  ]);
  expect(findings).toContainEqual({ leftOut: { why: 'denied', what: 'Medications', count: 1 } });
});

test('a medicine has brand and substance, dose, frequency, refills and what was handed out', () => {
  const findings = read(
    `<Medications><Medication><CCRDataObjectID>M1</CCRDataObjectID>${date('Start date', '2025-01-02')}<Source><Actor><ActorID>A2</ActorID><ActorRole><Text>Prescriber</Text></ActorRole></Actor></Source><Product><ProductName><Text>Atenolol</Text></ProductName><BrandName><Text>Tenormin</Text></BrandName><Strength><Value>50</Value><Units><Unit>mg</Unit></Units></Strength></Product><Directions><Direction><Dose><Value>1</Value><Units><Unit>tablet</Unit></Units></Dose><Route><Text>Oral</Text></Route><Frequency><Value>BID</Value></Frequency></Direction></Directions><Refills><Refill><Number>2</Number></Refill></Refills><FulfillmentHistory><Fulfillment><CCRDataObjectID>F1</CCRDataObjectID>${date('Dispense date', '2025-01-03')}<Source><Actor><ActorID>A2</ActorID></Actor></Source></Fulfillment></FulfillmentHistory></Medication></Medications>`,
  );
  expect(itemsOf(findings)).toMatchObject([
    [
      'Medication',
      {
        name: { text: 'Tenormin' },
        genericName: { text: 'Atenolol' },
        strength: { display: '50 mg' },
        dose: { display: '1 tablet' },
        frequency: { display: 'BID' },
        route: { text: 'Oral' },
        prescription: { prescribedBy: { name: { full: 'Clinic' } }, refills: 2 },
      },
    ],
    ['Medication fill', { name: { text: 'Tenormin' } }],
  ]);
});

test('vital signs are picked by their names; laboratory results stay together', () => {
  const tested = (name: string, value: string, unit: string, more = '') =>
    `<Test><CCRDataObjectID>${name}</CCRDataObjectID><Description><Text>${name}</Text></Description><Source/><TestResult><Value>${value}</Value><Units><Unit>${unit}</Unit></Units></TestResult>${more}</Test>`;
  const result = (inside: string) =>
    `<Result><CCRDataObjectID>R</CCRDataObjectID>${date('Collection start date', '2026-01-05T08:15:00-05:00')}<Description><Text>Panel</Text></Description><Source/>${inside}</Result>`;
  const findings = read(
    `<VitalSigns>${result(tested('Systolic', '132', 'mm Hg') + tested('Diastolic', '86', 'mm Hg') + tested('Weight', '185', 'lbs'))}</VitalSigns><Results>${result(
      tested(
        'Potassium',
        '5.6',
        'mmol/L',
        '<NormalResult><Normal><Value>3.5 - 5.1</Value><Source/></Normal></NormalResult><Flag><Text>High</Text></Flag>',
      ) + tested('Sodium', '140', 'mmol/L'),
    )}</Results>`,
  );
  expect(itemsOf(findings)).toMatchObject([
    ['Blood pressure', { systolic: 132, diastolic: 86, when: { time: { h: 8, m: 15 } } }],
    ['Weight', { value: { display: { value: 185, units: 'lbs' } } }],
    [
      'Lab results',
      {
        labGroup: [
          {
            groupName: { text: 'Panel' },
            results: [
              {
                name: 'Potassium',
                value: {
                  measurement: { display: '5.6 mmol/L' },
                  ranges: [{ value: { minimumRange: 3.5, maximumRange: 5.1 } }],
                  flag: [{ text: 'High' }],
                },
              },
              { name: 'Sodium' },
            ],
          },
        ],
      },
    ],
  ]);
});

test('a pending visit is an appointment, an alert that is no allergy is told, the patient is known by the actor', () => {
  const findings = read(
    `<Alerts><Alert><CCRDataObjectID>L1</CCRDataObjectID><Type><Text>Fall risk</Text></Type><Description><Text>Falls</Text></Description><Source/></Alert></Alerts><Encounters><Encounter><CCRDataObjectID>E1</CCRDataObjectID>${date('Encounter date', '2027-01-02T09:00:00')}<Description><Text>Check-up</Text></Description><Status><Text>Pending</Text></Status><Source/></Encounter></Encounters>`,
    '<Actor><ActorObjectID>A1</ActorObjectID><Person><Name><CurrentName><Given>Ada</Given><Family>Roe</Family></CurrentName></Name><DateOfBirth><ExactDateTime>1980-02-03</ExactDateTime></DateOfBirth><Gender><Text>Female</Text></Gender></Person><Source/></Actor>',
  );
  expect(itemsOf(findings)).toMatchObject([
    [
      'Personal demographic information',
      { name: { full: 'Ada Roe' }, birthdate: { date: { y: 1980, m: 2, d: 3 } } },
    ],
    ['Basic demographic information', { gender: 'f', birthyear: 1980 }],
    ['Appointment', { when: { date: { y: 2027, m: 1, d: 2 } }, service: { text: 'Check-up' } }],
  ]);
  expect(findings.filter(one => 'leftOut' in one)).toEqual([
    { leftOut: { why: 'no-kind', what: 'Alerts', count: 1 } },
  ]);
});

test('it is told by its root', async () => {
  const head = new TextEncoder().encode(`<?xml version="1.0"?>${record('')}`);
  expect(await ccr.matches({ file: openBytes(head), head })).toBe(true);
  expect(await ccr.matches({ file: openText('<x/>'), head: new TextEncoder().encode('<x/>') })).toBe(false);
});

const folder = findCorpus('KEEPWELL_CORPUS_CCR');

test.skipIf(folder === undefined)(
  'each object of others’ CCRs is an item or told as left out (skipped without KEEPWELL_CORPUS_CCR)',
  async () => {
    const sections = new Map<string, Tally & { objects: number }>();
    const files = listFiles(folder ?? '', /\.xml$/i);
    for (const file of files) {
      const document = await readDocument(openFile(file));
      const root = new Element(document);
      for (const { section = '', findings } of readParts(document)) {
        if (section === '') continue;
        const seen = sections.get(section) ?? { items: 0, leftOut: {}, objects: 0 };
        sections.set(section, seen);
        tally(findings, seen);
        for (const object of [...(root.find('Body', section)?.elements() ?? [])]) {
          const tests = section === 'VitalSigns' || section === 'Results' ? object.all('Test').length : 1;
          seen.objects += Math.max(1, tests) + object.walk('FulfillmentHistory', 'Fulfillment').length;
        }
      }
    }
    console.log(`${files.length} CCRs`);
    console.table(
      Object.fromEntries(
        [...sections].map(([section, { objects, items, leftOut }]) => [
          section,
          { objects, items, ...leftOut },
        ]),
      ),
    );
    for (const [section, seen] of sections) expect([section, sumOf(seen)]).toEqual([section, seen.objects]);
  },
);

const candidatesOf = (findings: readonly Finding[]) =>
  findings.flatMap(one => ('candidate' in one ? [one.candidate] : []));

test('of several directions none is the dose: each is told with how long and in which case it holds', () => {
  const direction = (dose: number, rest: string) =>
    `<Direction><Dose><Value>${dose}</Value><Units><Unit>unit</Unit></Units></Dose><Route><Text>SC</Text></Route><Frequency><Value>ac</Value></Frequency>${rest}</Direction>`;
  const modifier = (text: string, value: string) =>
    `<MultipleDirectionModifier><Text>${text}</Text><ObjectAttribute><Attribute>SIG Specifier</Attribute><AttributeValue><Value>${value}</Value></AttributeValue></ObjectAttribute></MultipleDirectionModifier>`;
  const days = '<Duration><Value>3</Value><Units><Unit>Days</Unit></Units></Duration>';
  const medicine = (directions: string) =>
    `<Medication><Product><ProductName><Text>Insulin lispro</Text></ProductName></Product><Directions>${directions}</Directions></Medication>`;
  const findings = read(
    `<Medications>${medicine(direction(0, modifier('OR', 'FBS&lt;80')) + direction(2, modifier('OR', 'FBS 121-160')))}${medicine(
      direction(5, `${days}<MultipleDirectionModifier><Text>THEN</Text></MultipleDirectionModifier>`) +
        direction(4, days),
    )}${medicine(direction(1, days))}</Medications>`,
  );
  const name = { text: 'Insulin lispro' };
  expect(itemsOf(findings).map(([, data]) => data)).toEqual([
    { name, route: { text: 'SC' } },
    { name, route: { text: 'SC' } },
    { name, route: { text: 'SC' }, dose: expect.anything(), frequency: { display: 'ac' } },
  ]);
  expect(candidatesOf(findings).map(({ note }) => note)).toEqual([
    '0 unit SC ac (FBS<80) OR\n2 unit SC ac (FBS 121-160) OR',
    '5 unit SC ac for 3 Days THEN\n4 unit SC ac for 3 Days',
    'for 3 Days',
  ]);
});

test('what a description says by name, an age, how something stands and what is ordered are told', () => {
  const findings = read(
    `<SocialHistory><SocialHistoryElement><DateTime><Type><Text>Date of Onset</Text></Type><Age><Value>19</Value><Units><Unit>Years</Unit></Units></Age></DateTime><Type><Text>Tobacco Use</Text></Type><Description><Text/><ObjectAttribute><Attribute>Frequency</Attribute><AttributeValue><Value>1 pack / day</Value></AttributeValue></ObjectAttribute></Description><Status><Text>Current</Text></Status></SocialHistoryElement></SocialHistory>
    <Alerts><Alert><Type><Text>Allergy</Text></Type><Description><Text>Latex</Text></Description><Status><Text>Resolved</Text></Status></Alert></Alerts>
    <Procedures><Procedure><Description><Text>Bypass</Text></Description><Status><Text>Cancelled</Text></Status></Procedure><Procedure><Description><Text>Scan</Text></Description><Status><Text>Ordered</Text></Status></Procedure></Procedures>
    <PlanOfCare><Plan><Description><Text>A1C</Text></Description><OrderRequest><Procedures><Procedure><Description><Text>Glycated hemoglobin test</Text></Description><Interval><Value>8</Value><Units><Unit>Weeks</Unit></Units></Interval></Procedure></Procedures></OrderRequest></Plan></PlanOfCare>`,
  );
  expect(findings).toContainEqual({ leftOut: { why: 'denied', what: 'Procedures', count: 1 } });
  const notes = candidatesOf(findings).map(({ note }) => note);
  expect(notes).toEqual(
    expect.arrayContaining([
      'Date of Onset: age 19 Years\nFrequency: 1 pack / day',
      'Status: Resolved',
      'Status: Ordered',
    ]),
  );
  expect(itemsOf(findings)).toContainEqual([
    'Care plan',
    expect.objectContaining({
      tasks: { task: [{ name: { text: 'A1C' }, description: 'Glycated hemoglobin test every 8 Weeks' }] },
    }),
  ]);
});
