// Messages of FIT that say something here, and their fields by name, in the units that the profile of FIT gives them.
import type { FitRawField, FitRawMessage } from 'fit-file-parser/raw';

type Scale = readonly [field: number, scale?: number, offset?: number];
type Fields = Readonly<Record<string, Scale>>;

/** Of the session of an activity, in s, m, kcal, m/s, beats and turns a minute, W, °C. */
const session = {
  startTime: [2],
  sport: [5],
  subSport: [6],
  elapsed: [7, 1000],
  timer: [8, 1000],
  distance: [9, 100],
  cycles: [10],
  calories: [11],
  meanSpeed: [14, 1000],
  maxSpeed: [15, 1000],
  meanHeart: [16],
  maxHeart: [17],
  meanCadence: [18],
  maxCadence: [19],
  meanPower: [20],
  maxPower: [21],
  ascent: [22],
  descent: [23],
  maxAltitude: [50, 5, 500],
  meanTemperature: [57],
  maxTemperature: [58],
  minHeart: [64],
  minAltitude: [71, 5, 500],
  fineMeanSpeed: [124, 1000],
  fineMaxSpeed: [125, 1000],
  fineMinAltitude: [127, 5, 500],
  fineMaxAltitude: [128, 5, 500],
} as const satisfies Fields;

const kinds = {
  0: { name: 'file', fields: { type: [0], manufacturer: [1], product: [2], created: [4], productName: [8] } },
  18: { name: 'session', fields: session },
  30: {
    name: 'weight',
    fields: {
      weight: [0, 100],
      fat: [1, 100],
      water: [2, 100],
      bone: [4, 100],
      muscle: [5, 100],
      person: [12],
    },
  },
  34: { name: 'activity', fields: { localTime: [5] } },
  51: { name: 'pressure', fields: { systolic: [0], diastolic: [1], pulse: [6], person: [9] } },
  55: {
    name: 'monitoring',
    fields: {
      distance: [2, 100],
      cycles: [3],
      activity: [5],
      calories: [19],
      intensity: [24],
      shortTime: [26],
      heart: [27],
    },
  },
  103: { name: 'day', fields: { localTime: [0] } },
} as const satisfies Readonly<Record<number, { name: string; fields: Fields }>>;

export const messageNumbers = Object.keys(kinds).map(Number);

export type MessageName = (typeof kinds)[keyof typeof kinds]['name'];

export interface Message {
  readonly name: MessageName | 'other';
  /** In seconds of FIT. */
  readonly time: number | undefined;
  readonly numbers: ReadonlyMap<string, number>;
  readonly productName: string | undefined;
}

const byNumber: ReadonlyMap<number, { readonly name: MessageName; readonly fields: Fields }> = new Map(
  Object.entries(kinds).map(([number, kind]) => [Number(number), kind]),
);

export function readMessage({
  globalMessageNumber,
  fields,
  littleEndian,
  timestamp,
}: FitRawMessage): Message {
  const kind = byNumber.get(globalMessageNumber);
  const raw = new Map(fields.map(field => [field.fieldNumber, field]));
  const numbers = new Map(
    Object.entries(kind?.fields ?? {}).flatMap(([name, [field, scale = 1, offset = 0]]) => {
      const value = readNumber(raw.get(field), littleEndian);
      return value === undefined ? [] : [[name, value / scale - offset] as const];
    }),
  );
  const named = kind?.name === 'file' ? raw.get(8) : undefined;
  const productName =
    named?.baseType === 7 ? Buffer.from(named.bytes).toString('utf8').split('\0', 1)[0] : undefined;
  return { name: kind?.name ?? 'other', time: timestamp, numbers, productName: productName || undefined };
}

/** A whole number; undefined for what says that it is none. */
function readNumber(field: FitRawField | undefined, littleEndian: boolean): number | undefined {
  if (!field) return undefined;
  const { bytes, size, baseType } = field;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = baseType & 0x1f;
  if (size === 1 && type === 1) return unless(view.getInt8(0), 0x7f);
  if (size === 1) return unless(view.getUint8(0), 0xff);
  if (size === 2 && type === 3) return unless(view.getInt16(0, littleEndian), 0x7fff);
  if (size === 2) return unless(view.getUint16(0, littleEndian), 0xffff);
  if (size === 4 && type === 6) return unless(view.getUint32(0, littleEndian), 0xffffffff);
  return size === 4 && type === 12 ? unless(view.getUint32(0, littleEndian), 0) : undefined;
}

function unless(value: number, none: number): number | undefined {
  return value === none ? undefined : value;
}
