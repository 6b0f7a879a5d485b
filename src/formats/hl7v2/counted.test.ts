// What messages of others say, counted by splitting their lines and no code of the formats: each observation, vaccine, allergy and
// diagnosis is in an item that says its name, value, unit, range, flag and moment, or is told as left out. KEEPWELL_CORPUS_HL7V2
// names a folder of messages; others are made here from seeds.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { account, type Entry, type Fact, listLost, makeDice, Sum } from '../../testing/counting/count.ts';
import { isMatched, readAll, sourceFile } from '../../testing/source-files.ts';
import { findCorpus, listFiles } from '../clinical/testing/corpus.ts';
import { UnreadableFile } from '../format.ts';
import { hl7v2 } from './hl7v2.ts';

interface Marks {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly quote: string;
  readonly subcomponent: string;
}

interface Line {
  readonly name: string;
  readonly fields: readonly string[];
  readonly marks: Marks;
}

function splitLines(text: string): Line[] {
  let marks: Marks | undefined;
  return text
    .replace(/^\ufeff/, '')
    .split(/[\r\n\v\x1c]+/)
    .flatMap(line => {
      if (/^(MSH|FHS|BHS)/.test(line)) {
        const [, , , field, component, repetition, quote, subcomponent] = line as unknown as string[];
        marks = { field, component, repetition, quote, subcomponent } as Marks;
        // MSH-1 is the mark itself.
        return [
          {
            name: line.slice(0, 3),
            fields: ['', field, ...line.split(field ?? '|').slice(1)] as string[],
            marks,
          },
        ];
      }
      if (!marks) return [];
      const fields = line.split(marks.field);
      return [{ name: fields[0] ?? '', fields, marks }];
    });
}

const repetitions = ({ fields, marks }: Line, at: number) =>
  (fields[at] ?? '').split(marks.repetition).filter(one => one !== '');

/** Components of the first repetition, or of one, in words. */
function parts(line: Line, at: number, which = 0): string[] {
  const { component } = line.marks;
  return (repetitions(line, at)[which] ?? '').split(component).map(one => readEscapes(one, line.marks));
}

function readEscapes(text: string, { quote, field, component, repetition, subcomponent }: Marks): string {
  if (!quote || quote === '|') return text;
  const names: Readonly<Record<string, string>> = {
    F: field,
    S: component,
    T: subcomponent,
    R: repetition,
    E: quote,
  };
  const quoted = quote.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replace(
    new RegExp(`${quoted}([^${quoted}]{1,40})${quoted}`, 'g'),
    (whole, name) => names[name] ?? (/^\.(br|sp)/i.test(name) ? ' ' : /^[HN]$/.test(name) ? '' : whole),
  );
}

const said = (words: readonly (string | undefined)[]): string[] =>
  words.filter((one): one is string => one !== undefined && one.trim() !== '' && one !== '""');

function wordsFact(what: string, words: readonly (string | undefined)[]): Fact[] {
  const some = said(words);
  return some.length > 0 ? [{ what, words: some }] : [];
}

/** As exact as it is written: `20120801`, `201208010930`. */
function momentFact(what: string, written = ''): Fact[] {
  const [, y, m, d, time] = /^(\d{4})(\d\d)?(\d\d)?(\d{4})?/.exec(written) ?? [];
  if (y === undefined) return [];
  const day = [y, m, d].filter(Boolean).join('-');
  return [{ what, moments: time ? [`${day}T${time.slice(0, 2)}:${time.slice(2)}`] : [day] }];
}

const flags: Readonly<Record<string, readonly string[]>> = {
  ...{ H: ['high'], L: ['low'], N: ['normal'], A: ['abnormal'], HH: ['high'], LL: ['low'], AA: ['critical'] },
  ...{ S: ['susceptible'], R: ['resistant'], I: ['intermediate'], '>': ['high'], '<': ['low'] },
};

function flagFacts(obx: Line): Fact[] {
  return repetitions(obx, 8).flatMap((_, at) => {
    const [code = '', text] = parts(obx, 8, at);
    if (/^(n\/a|null|""|)$/i.test(code)) return [];
    return wordsFact('flag', flags[code.toUpperCase()] ?? [text, code]);
  });
}

const decimal = /^[+-]?(\d+([.,]\d+)?|\.\d+)$/;

/** What stands in OBX-5; nothing of a file. */
function valueFacts(obx: Line): Fact[] {
  const type = parts(obx, 2)[0]?.toUpperCase() ?? '';
  return repetitions(obx, 5).flatMap((_, at): Fact[] => {
    const components = parts(obx, 5, at);
    const [first = ''] = components;
    if (type === 'SN') {
      const [comparator, low, , high] = components;
      const numbers = said([low, high]).map(Number);
      return [
        ...wordsFact('comparator', comparator === '=' ? [] : [comparator]),
        ...numbers.map(one => ({ what: 'value', numbers: [one] })),
      ];
    }
    if (/^(CE|CWE|CNE|CF)$/.test(type)) return wordsFact('value', components);
    if (/^(DT|TS|DTM)$/.test(type)) return momentFact('value', first);
    if (/^(TX|FT|ST|TXT|IS|)$/.test(type) && !decimal.test(first.trim())) {
      const whole = repetitions(obx, 5)[at] ?? '';
      return wordsFact('value', [readEscapes(whole, obx.marks), first]);
    }
    return decimal.test(first.trim())
      ? [{ what: 'value', numbers: [Number(first.replace(',', '.'))] }]
      : wordsFact('value', [first]);
  });
}

function observationFacts(obx: Line, obr: Line | undefined): Fact[] {
  const values = valueFacts(obx);
  const isMeasured = /^(NM|SN)$/.test(parts(obx, 2)[0] ?? '');
  const unit = parts(obx, 6).map(one => one.replace(/[{}]/g, ''));
  const isUnit = isMeasured && !/^(1|n\/?a|none|)$/i.test(unit[0] ?? '');
  return [
    ...wordsFact('name', parts(obx, 3).slice(0, 5)),
    ...values,
    ...(isUnit && values.length > 0 ? wordsFact('unit', unit) : []),
    ...(values.length > 0 ? wordsFact('range', [readEscapes(obx.fields[7] ?? '', obx.marks)]) : []),
    ...(values.length > 0 ? flagFacts(obx) : []),
    ...momentFact('moment', obx.fields[14] || (obr ? obr.fields[7] || obr.fields[14] : '')),
  ];
}

/** Of OBR-24: who reads pictures. */
const imaging = /^(CT|CUS|NMR|NMS|OUS|RAD|RUS|VUS|XRC|US|MR|MRI|PET)$/i;

const documents = ['annotation', 'radiology-lab-results', 'file'];

/** No item says it: it must be told. */
const none: Fact = { what: 'told as left out', kinds: ['nothing'] };

/** Segments that say something of a person's health, and where its name stands. */
const clinical: Readonly<Record<string, number>> = {
  AL1: 3,
  IAM: 3,
  DG1: 3,
  PRB: 3,
  PR1: 3,
  RXE: 2,
  RXO: 1,
  RXD: 2,
  RXG: 4,
};

function countEntries(text: string): Entry[] {
  // Who tells of an order again takes back what was said of it before.
  const orders = new Map<string, Entry[]>();
  const others: Entry[] = [];
  let entries = others;
  const add = (facts: readonly Fact[], place?: Entry['place']) =>
    entries.push({ section: 'all', facts, ...(place && { place }) });
  let kind = '';
  let obr: Line | undefined;
  let inOrder = 0;
  let report: Fact[] | undefined;
  let document: Fact[] | undefined;
  let before: { obx: Line; facts: Fact[] } | undefined;
  let vaccine: Fact[] | undefined;
  const closeText = () => {
    if (before) add(before.facts);
    before = undefined;
  };
  const closeOrder = () => {
    closeText();
    if (document) add(document.length > 0 ? [{ what: 'kind', kinds: documents }, ...document] : [none]);
    document = undefined;
    if (report && report.length > 0) add([{ what: 'kind', kinds: ['radiology-lab-results'] }, ...report]);
    report = undefined;
    if (obr && inOrder === 0 && /^(ORU|OUL)$/.test(kind)) add([none]);
    obr = undefined;
    entries = others;
    inOrder = 0;
  };
  for (const line of splitLines(text)) {
    const { name, fields } = line;
    if (name === 'MSH') {
      closeOrder();
      vaccine = undefined;
      kind = (fields[9] ?? '').split(line.marks.component)[0] ?? '';
      document = kind === 'MDM' ? [] : undefined;
      if (!/^(ORU|OUL|MDM|VXU|RSP)$/.test(kind)) add([none]);
    } else if (name in clinical) add([none]);
    else if (name === 'OBR') {
      // Of a document it says what was ordered.
      if (document) continue;
      closeOrder();
      obr = line;
      report = imaging.test(line.fields[24] ?? '') ? [] : undefined;
      const number = parts(line, 3)[0] || parts(line, 2)[0];
      entries = [];
      orders.set(number ? JSON.stringify([number, parts(line, 4)[0]]) : String(orders.size), entries);
    } else if (name === 'RXA') {
      const isGiven =
        !/^(RE|NA)$/.test(fields[20] ?? '') &&
        fields[21] !== 'D' &&
        !fields[18] &&
        parts(line, 5)[0] !== '998';
      vaccine =
        isGiven && /^(VXU|RSP)$/.test(kind)
          ? [
              { what: 'kind', kinds: ['immunization'] },
              ...wordsFact('vaccine', parts(line, 5)),
              ...momentFact('moment', fields[3]),
              ...wordsFact('lot', [fields[15]]),
              ...(decimal.test(fields[6] ?? '') && fields[6] !== '999'
                ? [{ what: 'dose', numbers: [Number(fields[6])] }]
                : []),
              ...wordsFact('dose unit', isSaid(fields[6]) ? [...parts(line, 7)] : []),
            ]
          : [none];
      add(vaccine);
    } else if (name === 'OBX') {
      inOrder += 1;
      const type = parts(line, 2)[0] ?? '';
      if (/^(VXU|RSP)$/.test(kind)) {
        if (!vaccine) add([none]);
        else if (vaccine.includes(none)) add([none]);
        else vaccine.push(...wordsFact('observation', parts(line, 3)), ...valueFacts(line));
        continue;
      }
      if (document) document.push(...(type === 'ED' ? [] : valueFacts(line)));
      else if (!/^(ORU|OUL)$/.test(kind)) add([none]);
      if (!/^(ORU|OUL)$/.test(kind)) continue;
      const facts = /^[DNO]$/i.test(fields[11] ?? '')
        ? [none]
        : type === 'ED'
          ? [{ what: 'kind', kinds: ['file'] }]
          : observationFacts(line, obr);
      if (report && type !== 'ED' && !facts.includes(none)) {
        report.push(...valueFacts(line));
        continue;
      }
      const isText = /^(TX|FT|TXT)$/.test(type);
      const goesOn = before && isText && nameOf(before.obx) === nameOf(line);
      if (before && goesOn) before.facts.push(...facts.filter(({ what }) => what === 'value'));
      else {
        closeText();
        if (isText) before = { obx: line, facts: [...facts] };
        else add(facts, type === 'ED' ? 'whole' : 'any');
      }
    }
  }
  closeOrder();
  return [...others, ...[...orders.values()].flat()];
}

const isSaid = (dose = '') => dose !== '' && dose !== '999';
const nameOf = (obx: Line) => said([parts(obx, 3)[1], parts(obx, 3)[0]])[0];

async function accountFor(text: string) {
  const read = await readAll(hl7v2, sourceFile('message.hl7', text));
  return account(countEntries(text), read, () => 'all');
}

/** Messages as laboratories, registries and wards send them: the same of the same seed. */
function makeMessages(seed: number): string {
  const { pick, some, chance } = makeDice(seed);
  const day = () => `20${pick(['12', '23'])}0${pick([1, 8])}1${pick([0, 5])}`;
  const moment = () => `${day()}${pick(['', '0930', '174501', '0805+0200'])}`;
  const coded = () =>
    pick(['2345-7^Glucose^LN', '718-7^Hemoglobin^LN^HGB^Blood count^L', 'K^Potassium \\T\\ more^L']);
  const value = () =>
    pick([
      'NM|#||5.40|mmol/L^^UCUM|3.5-5.0|N',
      'NM|#||141|mg/dL|<100|H',
      'SN|#||>^90|mL/min|>59|',
      'SN|#||^1^:^128||<1:8|A',
      'ST|#||See \\F\\ below||negative|',
      'CWE|#||10828004^Positive^SCT||Negative|A',
      'NM|#||-0.5|||L',
      'ED|#||^text^plain^Base64^aGVsbG8=|||',
    ]).replace('#', coded());
  let order = 0;
  const header = (type: string) =>
    `MSH|^~\\&|LAB|CLINIC|||${moment().slice(0, 8)}||${type}|${seed}-${order}|P|2.5.1`;
  const pid = 'PID|1||7^^^CLINIC||Roe^Ada||19800203|F';
  const lab = () => {
    order += 1;
    const observations = some([1, 2, 4], value).map(
      (one, at) => `OBX|${at + 1}|${one}|||${pick(['F', 'F', 'C', 'X', 'D'])}|||${pick(['', moment()])}`,
    );
    const remarks = some([0, 1], () => `NTE|1||Remark ${order}`);
    return [
      header('ORU^R01'),
      pid,
      `OBR|1||F${order}|24323-8^Panel ${order}^LN|||${moment()}`,
      ...observations,
      ...remarks,
    ];
  };
  const vaccine = () => {
    order += 1;
    return [
      header('VXU^V04'),
      pid,
      `ORC|RE||V${order}^REG`,
      `RXA|0|1|${day()}||${pick(['141^Influenza^CVX', '03^MMR^CVX'])}|${pick(['0.5', '999'])}|mL^^UCUM||00||||||L${order}|20300101|||${chance() ? '' : 'PATIENT^Refused'}|${pick(['CP', 'RE'])}|A`,
      'RXR|IM^Intramuscular^HL70162',
    ];
  };
  const ward = () => {
    order += 1;
    return [
      header('ADT^A01'),
      pid,
      `AL1|1|DA|70618^Penicillin^RxNorm|SV|Hives|${day()}`,
      'DG1|1||I10^Hypertension^I10',
      'OBX|1|NM|8302-2^Height^LN||170|cm|||||F',
    ];
  };
  return Array.from({ length: 8 }, () => pick([lab, lab, vaccine, ward])().join('\r')).join('\r');
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'whatever made messages say is an item that says the same, or told (seed %i)',
  async seed => {
    expect(listLost(await accountFor(makeMessages(seed)))).toEqual([]);
  },
);

test('an item that is lost, or says another value, is noticed', async () => {
  const text = makeMessages(1);
  const read = await readAll(hl7v2, sourceFile('message.hl7', text));
  const lost = (candidates: typeof read.candidates) =>
    listLost(account(countEntries(text), { ...read, candidates }, () => 'all'));
  for (const at of read.candidates.keys())
    expect(lost(read.candidates.filter((_, other) => other !== at))).not.toEqual([]);
  expect(lost(read.candidates.map(one => ({ ...one, xml: one.xml.replace(/5\.4|141/g, '7') })))).not.toEqual(
    [],
  );
});

const folder = findCorpus('KEEPWELL_CORPUS_HL7V2');

test.skipIf(folder === undefined)(
  'whatever messages of others say is an item that says the same, or told (skipped without KEEPWELL_CORPUS_HL7V2)',
  async () => {
    const sum = new Sum();
    for (const path of listFiles(folder ?? '', /\.(hl7|txt|er7|oru|dat)$/i)) {
      const bytes = readFileSync(path);
      if (!(await isMatched(hl7v2, sourceFile(path, bytes)))) continue;
      const text = bytes.toString('utf8');
      if (text.includes('\ufffd')) continue;
      try {
        sum.add(basename(path), await accountFor(text));
      } catch (error) {
        // Told in a word.
        if (!(error instanceof UnreadableFile)) throw error;
      }
    }
    sum.print('HL7 v2');
    expect(sum.entries).toBeGreaterThan(0);
    expect(sum.lost).toEqual([]);
  },
);
