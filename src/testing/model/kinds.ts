// The few types the model knows, by a table of its own, and the items it writes of them as XML.
// Next to it: plan.ts draws items, writes.ts keeps them.

export interface Kind {
  readonly id: string;
  /** Versions of a type share their rights. */
  readonly family: string;
  readonly version: number;
  readonly singleton: boolean;
  readonly mayBeReadOnly: boolean;
  /** Has the type a date of its own, or an end? */
  readonly dated: boolean;
  readonly ends: boolean;
}

const plain = { version: 1, singleton: false, mayBeReadOnly: true, dated: false, ends: false };

export const kinds = {
  weight: { ...plain, id: '3d34d87e-7fc1-4153-800f-f56592cb0d17', family: 'weight', dated: true },
  height: { ...plain, id: '40750a6a-89b2-455c-bd8d-b420a4cb500b', family: 'height', dated: true },
  condition: { ...plain, id: '7ea7a1f9-880b-4bd4-b593-f5660f20eda8', family: 'condition', ends: true },
  medication1: { ...plain, id: '5c5f1223-f63c-4464-870c-3e36ba471def', family: 'medication', ends: true },
  medication2: {
    ...plain,
    id: '30cafccc-047d-4288-94ef-643571f7919d',
    family: 'medication',
    version: 2,
    ends: true,
  },
  basic1: {
    ...plain,
    id: 'bf516a61-5252-4c28-a979-27f45f62f78d',
    family: 'basic',
    singleton: true,
    mayBeReadOnly: false,
  },
  basic2: {
    ...plain,
    id: '3b3e6b16-eb69-483c-8d7e-dfe116ae6092',
    family: 'basic',
    version: 2,
    singleton: true,
    mayBeReadOnly: false,
  },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];

/** All families there are; `other` stands for the types the model writes nothing of. */
export const families: readonly string[] = [...new Set(kindNames.map(name => kinds[name].family)), 'other'];

export function kindOf(name: KindName): Kind {
  return kinds[name];
}

export function otherVersion(name: KindName): KindName {
  const { family } = kinds[name];
  return kindNames.find(other => other !== name && kinds[other].family === family) ?? name;
}

/** The days items lie on and end at. Some tests of rules and filters fall on them exactly. */
export const days = ['2019-03-01', '2024-12-31', '2026-11-24', '2026-11-25', '2027-06-01'] as const;

/** What an item holds. */
export interface Content {
  readonly value: number;
  /** The effective date's day, for dated kinds. */
  readonly day: number;
  readonly hour: number | undefined;
  /** The end date's day, for kinds that end. */
  readonly ends: number | undefined;
  readonly clientId: number | undefined;
  readonly noteLength: number | undefined;
}

function ymd(day: number): string {
  const [y, m, d] = days[day]!.split('-').map(Number);
  return `<date><y>${y}</y><m>${m}</m><d>${d}</d></date>`;
}

export function itemXml(name: KindName, { value, day, hour, ends }: Content): string {
  const when = `<when>${ymd(day)}${hour === undefined ? '' : `<time><h>${hour}</h><m>30</m></time>`}</when>`;
  const end = (element: string) =>
    ends === undefined ? '' : `<${element}><structured>${ymd(ends)}</structured></${element}>`;
  switch (name) {
    case 'weight':
      return `<weight>${when}<value><kg>${60 + value}</kg></value></weight>`;
    case 'height':
      return `<height>${when}<value><m>1.${value + 1}</m></value></height>`;
    case 'condition':
      return `<condition><name><text>Complaint ${value}</text></name>${end('stop-date')}</condition>`;
    case 'medication1':
      return `<medication><name>Drug ${value}</name>${end('date-discontinued')}</medication>`;
    case 'medication2':
      return `<medication><name><text>Drug ${value}</text></name>${end('date-discontinued')}</medication>`;
    case 'basic1':
    case 'basic2':
      return `<basic><gender>${value % 2 === 0 ? 'f' : 'm'}</gender><birthyear>${1980 + value}</birthyear></basic>`;
  }
}

export function commonXml({ clientId, noteLength }: Content): string {
  if (clientId === undefined && noteLength === undefined) return '';
  const note = noteLength === undefined ? '' : `<note>${'n'.repeat(noteLength)}</note>`;
  return `<common>${note}${clientId === undefined ? '' : `<client-thing-id>c${clientId}</client-thing-id>`}</common>`;
}

export function effectiveDate(name: KindName, { day, hour }: Content): string | undefined {
  if (!kinds[name].dated) return undefined;
  return `${days[day]}T${hour === undefined ? '00:00:00' : `${String(hour).padStart(2, '0')}:30:00`}`;
}

export function typeEnd(name: KindName, { ends }: Content): string | undefined {
  return kinds[name].ends && ends !== undefined ? `${days[ends]}T00:00:00` : undefined;
}

/** Simple conditions on the data, and which items meet them. */
export const conditions: readonly {
  readonly xpath: string;
  meets(name: KindName, content: Content): boolean;
}[] = [
  {
    xpath: '/thing/data-xml/weight/value/kg[. > 61]',
    meets: (name, { value }) => name === 'weight' && 60 + value > 61,
  },
  {
    xpath: '/thing/data-xml/weight/value/kg[. = 60]',
    meets: (name, { value }) => name === 'weight' && value === 0,
  },
  {
    xpath: '/thing/data-xml/condition/name/text[. = "Complaint 1"]',
    meets: (name, { value }) => name === 'condition' && value === 1,
  },
  {
    xpath: "/thing/data-xml/medication/name[. = 'Drug 2']",
    meets: (name, { value }) => name.startsWith('medication') && value === 2,
  },
  {
    xpath: '/thing/data-xml/medication/name/text[. = "Drug 2"]',
    meets: (name, { value }) => name === 'medication2' && value === 2,
  },
  {
    xpath: '/thing/data-xml/basic/birthyear[. < 1981]',
    meets: (name, { value }) => name.startsWith('basic') && value < 1,
  },
];
