// What bundles of others say, counted by plain JSON and no code of the formats: each resource of a kind that people have is an item
// that says its substance, drug, dose, value, unit, range, flag and moment, or is told as left out. The variables name the folders.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { account, type Entry, type Fact, listLost, makeDice, Sum } from '../../../testing/counting/count.ts';
import { readAll, sourceFile } from '../../../testing/source-files.ts';
import { findCorpus, listFiles } from '../../clinical/testing/corpus.ts';
import { fhir } from './fhir.ts';

// biome-ignore lint/suspicious/noExplicitAny: whatever stands in a file
type Any = any;

/** Of any bundle, those in bundles in it, too, and what resources hold. */
function* listResources(resource: Any): Generator<Any> {
  if (resource?.resourceType === 'Bundle')
    for (const { resource: one } of resource.entry ?? []) yield* listResources(one);
  else if (resource?.resourceType) {
    yield resource;
    if (/^(DiagnosticReport|Observation)$/.test(resource.resourceType))
      for (const one of resource.contained ?? []) if (one.resourceType === 'Observation') yield one;
  }
}

const wordsOf = (concept: Any): string[] =>
  [concept?.text, ...(concept?.coding ?? []).flatMap((one: Any) => [one.display, one.code])].filter(
    one => typeof one === 'string' && one.trim() !== '',
  );

function nameFact(what: string, concept: Any): Fact[] {
  const words = wordsOf(concept);
  return words.length > 0 ? [{ what, words }] : [];
}

/** @param said the dateTime of FHIR, with its own clock */
function momentFact(what: string, said: Any): Fact[] {
  if (typeof said !== 'string') return [];
  return [{ what, moments: [said.length > 10 ? said.slice(0, 16) : said] }];
}

const number = (value: Any): number | undefined =>
  value === undefined || value === null ? undefined : Number(value);

/** What a unit is, where items have a unit of their own. */
const conversions: Readonly<Record<string, readonly (readonly [factor: number, of: string])[]>> = {
  cm: [[0.01, 'm']],
  '[in_i]': [[0.0254, 'm']],
  '[lb_av]': [[0.45359237, 'kg']],
  g: [[0.001, 'kg']],
};

function quantityFacts(what: string, quantity: Any): Fact[] {
  const value = number(quantity?.value);
  if (value === undefined) return [];
  const { unit, code } = quantity;
  // A blood pressure is a whole number of mmHg.
  const rounded = /mm\[?hg/i.test(code ?? unit ?? '') ? [Math.round(value)] : [];
  const others = conversions[code ?? unit] ?? [];
  // A saturation is a fraction of one.
  const numbers = [
    value,
    ...(code === '%' ? [value / 100] : []),
    ...rounded,
    ...others.map(([factor]) => value * factor),
  ];
  // Items whose unit is always the same do not name it.
  const words = [
    unit,
    code,
    unit?.replace(/[{}]/g, ''),
    code?.replace(/[{}]/g, ''),
    ...others.map(([, of]) => of),
    ...(namedByKind[code ?? unit] ?? []),
  ].filter(one => typeof one === 'string' && one !== '');
  return [{ what, numbers }, ...(words.length > 0 ? [{ what: `${what} unit`, words }] : [])];
}

const namedByKind: Readonly<Record<string, readonly string[]>> = {
  'mm[Hg]': ['systolic', 'diastolic', 'mmhg'],
  '/min': ['heart-rate', 'bpm', 'respir'],
  Cel: ['celsius', 'temperature'],
  '%': ['hba1c', 'blood-oxygen-saturation'],
};

function valueFacts(of: Any): Fact[] {
  const quantity = quantityFacts('value', of.valueQuantity);
  const concept = nameFact('value', of.valueCodeableConcept);
  const text =
    typeof of.valueString === 'string' && of.valueString.trim() !== ''
      ? [{ what: 'value', words: [of.valueString] }]
      : [];
  const whole = [of.valueInteger].filter(one => one !== undefined);
  const ratio = of.valueRatio;
  return [
    ...quantity,
    ...concept,
    ...text,
    ...whole.map(one => ({ what: 'value', numbers: [Number(one)] })),
    ...(of.valueBoolean === undefined
      ? []
      : [{ what: 'value', words: of.valueBoolean ? ['true', 'yes'] : ['false', 'no'] }]),
    ...(of.valueDateTime ? [{ what: 'value', words: [of.valueDateTime.slice(0, 10)] }] : []),
    ...(ratio
      ? [...quantityFacts('numerator', ratio.numerator), ...quantityFacts('denominator', ratio.denominator)]
      : []),
    ...(of.valueRange ? rangeFacts([of.valueRange]) : []),
    ...rangeFacts(of.referenceRange ?? []),
    ...(of.interpretation ?? []).flatMap((one: Any) => nameFact('flag', withFlags(one))),
  ];
}

/** What the codes of flags are called in words. */
const flags: Readonly<Record<string, readonly string[]>> = {
  H: ['high'],
  L: ['low'],
  N: ['normal'],
  A: ['abnormal'],
  HH: ['critical'],
  LL: ['critical'],
};

function withFlags(concept: Any): Any {
  const words = (concept?.coding ?? []).flatMap((one: Any) => flags[one.code] ?? []);
  return {
    ...concept,
    coding: [...(concept?.coding ?? []), ...words.map((display: string) => ({ display }))],
  };
}

function rangeFacts(ranges: readonly Any[]): Fact[] {
  return ranges.flatMap(one => [
    ...(one.low?.value === undefined ? [] : [{ what: 'range', numbers: [Number(one.low.value)] }]),
    ...(one.high?.value === undefined ? [] : [{ what: 'range', numbers: [Number(one.high.value)] }]),
    ...(typeof one.text === 'string' && one.low === undefined && one.high === undefined
      ? [{ what: 'range', words: [one.text] }]
      : []),
  ]);
}

/** Its components say what was measured. */
const isPanel = (one: Any) =>
  one.component !== undefined && !Object.keys(one).some(key => key.startsWith('value'));

function observationFacts(one: Any): Fact[] {
  return [
    ...nameFact('name', nameWithParts(one)),
    ...momentFact('moment', one.effectiveDateTime ?? one.effectiveInstant ?? one.effectivePeriod?.start),
    ...valueFacts(one),
    ...(one.component ?? []).flatMap((part: Any) => valueFacts(part)),
  ];
}

/** Items that are of one measurement only are called what they measure. */
const ownNames: Readonly<Record<string, string>> = {
  '29463-7': 'weight',
  '3141-9': 'weight',
  '8302-2': 'height',
  '8867-4': 'heart-rate',
  '8480-6': 'systolic',
  '8462-4': 'diastolic',
  '55284-4': 'blood-pressure',
  '85354-9': 'blood-pressure',
  '59408-5': 'blood-oxygen-saturation',
  '2708-6': 'blood-oxygen-saturation',
  '4548-4': 'hba1c',
  '17856-6': 'hba1c',
  '2339-0': 'blood-glucose',
  '15074-8': 'blood-glucose',
  '8310-5': 'temperature',
};

/** What only its components say is called as these are. */
function nameWithParts(one: Any): Any {
  const parts = isPanel(one) ? one.component.map((part: Any) => withOwnNames(part.code)) : [];
  const whole = withOwnNames(one.code);
  return {
    ...whole,
    coding: [whole, ...parts].flatMap(({ text, coding }: Any) => [{ display: text }, ...(coding ?? [])]),
  };
}

function withOwnNames(concept: Any): Any {
  const own = (concept?.coding ?? []).flatMap((one: Any) => ownNames[one.code] ?? []);
  return { ...concept, coding: [...(concept?.coding ?? []), ...own.map((display: string) => ({ display }))] };
}

/** Of a resource, what its item must say; undefined of a kind that says nothing of a person's health by itself. */
function factsOf(one: Any, find: (reference: Any) => Any): Fact[] | undefined {
  switch (one.resourceType) {
    case 'AllergyIntolerance':
      return [
        { what: 'kind', kinds: ['allergy'] },
        ...nameFact('substance', one.code),
        ...momentFact('onset', one.onsetDateTime),
        ...(one.reaction ?? []).flatMap((reaction: Any) => [
          ...(reaction.manifestation ?? []).flatMap((sign: Any) => nameFact('reaction', sign)),
          ...(reaction.severity ? [{ what: 'severity', words: [reaction.severity] }] : []),
        ]),
        ...(one.criticality ? [{ what: 'criticality', words: [one.criticality] }] : []),
      ];
    case 'Condition':
      return [
        { what: 'kind', kinds: ['condition'] },
        ...nameFact('name', one.code),
        ...momentFact('onset', one.onsetDateTime ?? one.onsetPeriod?.start),
        ...momentFact('end', one.abatementDateTime),
        ...nameFact('severity', one.severity),
      ];
    case 'MedicationRequest':
    case 'MedicationStatement':
    case 'MedicationAdministration':
    case 'MedicationDispense': {
      const held = find(one.medicationReference);
      const dosages = [...(one.dosageInstruction ?? []), ...[one.dosage ?? []].flat()];
      return [
        { what: 'kind', kinds: ['medication', 'medication-fill'] },
        ...nameFact(
          'drug',
          one.medicationCodeableConcept ?? held?.code ?? { text: one.medicationReference?.display },
        ),
        ...momentFact(
          'moment',
          one.effectiveDateTime ?? one.effectivePeriod?.start ?? one.authoredOn ?? one.whenHandedOver,
        ),
        ...dosages.flatMap((dosage: Any) => [
          ...quantityFacts('dose', dosage.dose ?? dosage.doseAndRate?.[0]?.doseQuantity),
          ...nameFact('route', dosage.route),
          ...(dosage.text ? [{ what: 'instructions', words: [dosage.text] }] : []),
          ...(dosage.patientInstruction
            ? [{ what: 'instructions', words: [dosage.patientInstruction] }]
            : []),
        ]),
      ];
    }
    case 'Immunization':
      return [
        { what: 'kind', kinds: ['immunization'] },
        ...nameFact('vaccine', one.vaccineCode),
        ...momentFact('moment', one.occurrenceDateTime),
        ...(one.lotNumber ? [{ what: 'lot', words: [one.lotNumber] }] : []),
      ];
    case 'Procedure':
      return [
        { what: 'kind', kinds: ['procedure'] },
        ...nameFact('name', one.code),
        ...momentFact('moment', one.performedDateTime ?? one.performedPeriod?.start),
      ];
    case 'Encounter':
      return [
        { what: 'kind', kinds: ['encounter'] },
        ...nameFact('name', one.type?.[0]),
        ...momentFact('moment', one.period?.start),
      ];
    case 'Observation':
      return observationFacts(one);
    case 'DiagnosticReport':
      return [
        ...nameFact('name', one.code),
        ...momentFact('moment', one.effectiveDateTime ?? one.effectivePeriod?.start),
        ...(one.conclusion ? [{ what: 'conclusion', words: [one.conclusion] }] : []),
        ...(one.conclusionCode ?? []).flatMap((code: Any) => nameFact('conclusion', code)),
      ];
    case 'ExplanationOfBenefit':
      return (one.total ?? []).map(({ amount }: Any) => ({
        what: 'amount',
        numbers: [Number(amount?.value)],
      }));
    default:
      return undefined;
  }
}

function countEntries(text: string): Entry[] {
  const bundle = JSON.parse(text);
  const all = [...listResources(bundle)];
  const byReference = new Map<string, Any>();
  for (const { fullUrl, resource } of bundle.entry ?? []) {
    if (fullUrl) byReference.set(fullUrl, resource);
    if (resource?.id) byReference.set(`${resource.resourceType}/${resource.id}`, resource);
  }
  return all.flatMap(one => {
    const inside = new Map((one.contained ?? []).map((held: Any) => [`#${held.id}`, held]));
    const find = ({ reference }: Any = {}) => inside.get(reference) ?? byReference.get(reference);
    const facts = factsOf(one, find);
    const isGroup = one.hasMember && !Object.keys(one).some(key => /^value|^component/.test(key));
    const notes = (one.note ?? []).flatMap(({ text }: Any) =>
      text ? [{ what: 'note', words: [text] }] : [],
    );
    return facts
      ? [
          {
            section: one.resourceType as string,
            facts: [...facts, ...notes],
            ...(one.resourceType === 'DiagnosticReport' && { place: 'whole' as const }),
            ...((isGroup || isPanel(one)) && { place: 'any' as const }),
          },
        ]
      : [];
  });
}

/** What is counted is counted again where an item is taken away. */
async function accountFor(text: string, name: string) {
  const entries = countEntries(text);
  return entries.length === 0 ? new Map() : account(entries, await readText(text, name), what => what);
}

const readText = (text: string, name: string) => readAll(fhir, sourceFile(name, text));

/** Bundles as hospitals make them, and fuller ones than most of them do: the same of the same seed. */
function makeBundle(seed: number): Any {
  const { pick, some, chance } = makeDice(seed);
  const day = () => `20${pick(['09', '15', '23'])}-0${pick([1, 4, 9])}-1${pick([0, 5, 8])}`;
  const moment = () => pick([day(), `${day()}T0${pick([7, 9])}:${pick(['05', '30'])}:00+02:00`]);
  const concept = (...names: string[]) => ({
    coding: [
      { system: 'http://snomed.info/sct', code: String(1000 + pick([1, 2, 3])), display: pick(names) },
    ],
  });
  const quantity = (unit: string) => ({
    value: pick([1, 2.5, 40, 7.25, 0.5]),
    unit,
    system: 'http://unitsofmeasure.org',
    code: unit,
  });
  const range = (unit: string) => ({
    low: { value: pick([0.25, 3]), unit },
    high: { value: pick([99, 144.5]), unit },
  });
  const flag = () => ({
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
        code: pick(['H', 'L', 'N']),
      },
    ],
  });
  const notes = () =>
    some([0, 1, 2], () => ({
      text: `Note ${pick(['on food', 'of a nurse', 'after < 3 days & more'])} ${pick([1, 2, 3, 4])}`,
    }));
  const dosage = () => ({
    ...(chance() && { text: `Take ${pick([1, 2])} with ${pick(['water', 'food'])}` }),
    ...(chance() && { patientInstruction: `Stop on ${pick(['bleeding', 'rash'])}` }),
    ...(chance() && { route: { text: pick(['Oral', 'By injection']) } }),
    ...(chance() && { timing: { repeat: { frequency: pick([1, 2]), period: 1, periodUnit: 'd' } } }),
    ...(chance() && { doseAndRate: [{ doseQuantity: quantity('mg') }] }),
  });
  const subject = { reference: 'Patient/p' };
  const makers: readonly (() => Any)[] = [
    () => ({
      resourceType: 'AllergyIntolerance',
      patient: subject,
      code: concept('Penicillin G', 'Peanut', 'Latex'),
      onsetDateTime: day(),
      ...(chance() && { criticality: pick(['high', 'low']) }),
      reaction: some([0, 1, 2], () => ({
        manifestation: some([1, 2], () => concept('Hives', 'Anaphylaxis', 'Wheezing')),
        ...(chance() && { severity: pick(['mild', 'severe']) }),
      })),
      note: notes(),
    }),
    () => ({
      resourceType: 'Condition',
      subject,
      code: concept('Asthma', 'Hypertension'),
      onsetDateTime: day(),
      ...(chance() && { severity: concept('Severe', 'Moderate') }),
      note: notes(),
    }),
    () => ({
      resourceType: pick(['MedicationRequest', 'MedicationStatement']),
      subject,
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: concept('Simvastatin 40 MG', 'Warfarin'),
      [MOMENT]: pick([day(), moment()]),
      note: notes(),
      [DOSAGES]: some([0, 1, 2], dosage),
    }),
    () => ({
      resourceType: 'MedicationDispense',
      subject,
      status: 'completed',
      medicationCodeableConcept: concept('Nizatidine'),
      whenHandedOver: moment(),
      dosageInstruction: some([0, 1], dosage),
      note: notes(),
    }),
    () => ({
      resourceType: 'Immunization',
      patient: subject,
      status: 'completed',
      vaccineCode: concept('Influenza', 'MMR'),
      occurrenceDateTime: moment(),
      lotNumber: pick(['AB1', 'CD2']),
      note: notes(),
    }),
    () => ({
      resourceType: 'Procedure',
      subject,
      status: pick(['completed', 'not-done']),
      code: concept('Colonoscopy', 'Appendectomy'),
      performedDateTime: moment(),
      note: notes(),
    }),
    () => {
      const [code, unit] = pick([
        ['29463-7', 'kg'],
        ['8867-4', '/min'],
        ['59408-5', '%'],
        ['718-7', 'g/dL'],
        ['2947-0', 'mmol/L'],
      ] as const);
      const isLab = code === '718-7' || code === '2947-0';
      return {
        resourceType: 'Observation',
        subject,
        status: pick(['final', 'unknown']),
        category: [
          {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/observation-category',
                code: isLab ? 'laboratory' : 'vital-signs',
              },
            ],
          },
        ],
        code: { coding: [{ system: 'http://loinc.org', code, display: `Test ${code}` }] },
        effectiveDateTime: moment(),
        valueQuantity: { ...quantity(unit), ...(code === '8867-4' && { value: 61 }) },
        ...(chance() && { referenceRange: [range(unit)] }),
        ...(chance() && { interpretation: [flag()] }),
        ...(chance() && {
          component: [{ code: { text: 'Inhaled oxygen' }, valueQuantity: quantity('L/min') }],
        }),
        note: notes(),
      };
    },
  ];
  const made = Array.from({ length: 30 }, () => pick(makers)());
  const resources = made.map(({ [DOSAGES]: dosages, [MOMENT]: at, ...one }, number) => {
    const isRequest = one.resourceType === 'MedicationRequest';
    return {
      ...one,
      ...(dosages && { [isRequest ? 'dosageInstruction' : 'dosage']: dosages }),
      ...(at && { [isRequest ? 'authoredOn' : 'effectiveDateTime']: at }),
      id: `r${number}`,
    };
  });
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map(resource => ({ resource })) };
}

const DOSAGES = 'dosages';
const MOMENT = 'at';

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'each resource of a made bundle is an item that says the same, or told (seed %i)',
  async seed => {
    const text = JSON.stringify(makeBundle(seed));
    expect(listLost(await accountFor(text, 'made.json'))).toEqual([]);
  },
);

test('an item that is lost, or says another dose, is noticed', async () => {
  const text = JSON.stringify(makeBundle(1));
  const read = await readText(text, 'made.json');
  for (const at of read.candidates.keys()) {
    const without = { ...read, candidates: read.candidates.filter((_, other) => other !== at) };
    expect(
      listLost(account(countEntries(text), without, what => what)),
      read.candidates[at]?.xml,
    ).not.toEqual([]);
  }
  const changed = read.candidates.map(one => ({
    ...one,
    xml: one.xml.replace(/>(40|2\.5|7\.25)( mg)?</g, '>41$2<'),
  }));
  expect(listLost(account(countEntries(text), { ...read, candidates: changed }, what => what))).not.toEqual(
    [],
  );
});

const corpora = [
  'KEEPWELL_CORPUS_IPS',
  'KEEPWELL_CORPUS_SYNTHEA',
  'KEEPWELL_CORPUS_US_CORE',
  'KEEPWELL_CORPUS_C4BB',
  'KEEPWELL_CORPUS_R4',
] as const;

describe.each(corpora)('bundles of %s', variable => {
  const folder = findCorpus(variable);

  test.skipIf(folder === undefined)(
    `each resource is an item that says the same, or told as left out (skipped without ${variable})`,
    async () => {
      const sum = new Sum();
      for (const path of listFiles(folder ?? '', /\.json$/)) {
        const text = readFileSync(path, 'utf8');
        if (/"resourceType"/.test(text)) sum.add(basename(path), await accountFor(text, path));
      }
      sum.print(variable);
      expect(sum.entries).toBeGreaterThan(0);
      expect(sum.lost).toEqual([]);
    },
    600_000,
  );
});
