// What is told of a frame, read so that nothing in it can stop the page: a file may say anything of itself.

export interface Window {
  readonly center: number;
  readonly width: number;
}

const kinds = ['u8', 'i16', 'u16', 'f32', 'rgb'] as const;

export interface Facts {
  readonly rows: number;
  readonly columns: number;
  readonly kind: (typeof kinds)[number];
  readonly slope: number;
  readonly intercept: number;
  readonly unit?: string;
  readonly isInverted: boolean;
  readonly windows: readonly Window[];
  readonly lowest: number;
  readonly highest: number;
  readonly spacing?: readonly [number, number];
  readonly isAtDetector?: boolean;
  readonly aspect?: number;
  readonly milliseconds?: number;
}

const sideMax = 65_535;
/** How much longer one side of a pixel may be than the other. */
const shapeMax = 20;

type Told = Readonly<Record<string, unknown>>;

/** Undefined for what is no picture. */
export function readFacts(text: string): Facts | undefined {
  const told: unknown = JSON.parse(text);
  if (!isTold(told)) return undefined;
  const { rows, columns, unit, milliseconds } = told;
  const kind = kinds.find(one => one === told.kind);
  if (!isSide(rows) || !isSide(columns) || !kind) return undefined;
  return {
    ...{ rows, columns, kind },
    slope: readNumber(told.slope) || 1,
    intercept: readNumber(told.intercept) ?? 0,
    ...(typeof unit === 'string' && { unit }),
    isInverted: told.isInverted === true,
    windows: (Array.isArray(told.windows) ? told.windows : []).flatMap(readWindow),
    lowest: readNumber(told.lowest) ?? 0,
    highest: readNumber(told.highest) ?? 0,
    ...readShape(told),
    ...(isLength(milliseconds) && { milliseconds }),
  };
}

function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null;
}

function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function isSide(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= sideMax;
}

function isLength(value: unknown): value is number {
  return (readNumber(value) ?? 0) > 0;
}

function readWindow(value: unknown): Window[] {
  if (!isTold(value)) return [];
  const [center, width] = [readNumber(value.center), readNumber(value.width)];
  return center !== undefined && isLength(width) ? [{ center, width }] : [];
}

/** A shape that no detector has is not believed, and neither are lengths then. */
function readShape({
  spacing,
  aspect,
  isAtDetector,
}: Told): Pick<Facts, 'spacing' | 'aspect' | 'isAtDetector'> {
  const [tall, wide]: readonly unknown[] = Array.isArray(spacing) ? spacing : [];
  if (isLength(tall) && isLength(wide))
    return isShape(tall / wide) ? { spacing: [tall, wide], isAtDetector: isAtDetector === true } : {};
  return isLength(aspect) && isShape(aspect) ? { aspect } : {};
}

function isShape(shape: number): boolean {
  return shape >= 1 / shapeMax && shape <= shapeMax;
}
