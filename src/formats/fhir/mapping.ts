// What a mapping says: which resource a thing type becomes, and by which rows. One row is a field of the type, the element that
// carries it, and how one becomes the other; both directions and the tables of the documentation are made of the same rows.
// What no row carries is kept beside (frame.ts), so a mapping may leave out whatever FHIR has no place for.
import type { ThingType } from '../../things/index.ts';
import type { Draft, Json, JsonObject, Resource } from './json.ts';
import { getAtPath, putAtPath } from './paths.ts';

export interface Settings {
  /** The reference to the person, `Patient/…`, where resources are to say whose they are. */
  readonly patient?: string;
  /** In which zone times are that say none, by its IANA name: FHIR writes no time without one. */
  readonly zone: string;
  /** What the thing holds, in the order of its blobs. */
  readonly attachments?: readonly Attachment[];
}

export interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  /** Where it can be read, such as `Binary/…`. */
  readonly url: string;
}

/** A field and the element that carries it. */
export interface Row {
  /** By the keys of the value: `result.value`. */
  readonly field: string;
  /** As FHIR writes paths: `component[8480-6].valueQuantity`. */
  readonly element: string;
  /** What is to be known of it, in one sentence, for the documentation. */
  readonly how?: string;
  write(item: JsonObject, resource: Draft, settings: Settings): void;
  read(resource: JsonObject, item: Draft, settings: Settings): void;
}

/**
 * One way of a value into JSON of FHIR and back. What it cannot write, or read, is undefined: it is then kept beside. Neither
 * throws, whatever it is given.
 */
export interface Converter<T = unknown> {
  write(value: Json, settings: Settings): Json | undefined;
  read(json: Json, settings: Settings): Json | undefined;
  /** For the compiler alone: the type of the field it converts. */
  readonly of?: T;
}

/** Under which element a resource says whose it is. */
type SubjectElement = 'subject' | 'patient' | 'beneficiary' | 'for' | 'individual';

export interface Mapping {
  readonly type: ThingType;
  readonly resourceType: string;
  /** The canonical of the profile that what is made conforms to. */
  readonly profile?: string;
  readonly subject?: SubjectElement;
  /** What stands in every resource that is made, unless a row or the item itself says otherwise: code, category, status. */
  readonly fixed: JsonObject;
  readonly rows: readonly Row[];
  /** Of a type whose items are one document each: the document. Its row writes it, and reads nothing. */
  readDocument?(resource: JsonObject): string | undefined;
  /** Does a resource of this kind become such an item? Of several that say so, the one that stands first in the list. */
  takes(resource: Resource): boolean;
  /** And does it where no other says that it takes it? So that what is of no type of its own is seen all the same. */
  takesOthers?(resource: Resource): boolean;
  /** Statuses by which others say that something is not so, and such an item can say it: a cancelled appointment. */
  readonly says?: readonly string[];
  /**
   * Resources within it that are found by themselves, too, as `<id>.<key>`: the tests of a report. Made of what stands in
   * the resource; putPart gives the resource with one of them changed.
   */
  readonly parts?: Parts;
  /** Other kinds of resource that such an item came as, and is given as again; none of the same kind. */
  readonly others?: readonly Mapping[];
  /** Is it one of those? */
  readonly isOther?: true;
}

export interface Part {
  /** Of letters, digits and dashes, 20 at most. */
  readonly key: string;
  readonly resource: Resource;
}

export interface Parts {
  readonly resourceType: string;
  list(resource: Resource): readonly Part[];
  put(resource: Resource, part: Part): Resource;
}

/** The type of a field by its path; never for what there is none of. */
type At<T, Path extends string> = Path extends `${infer Key}.${infer Rest}`
  ? Key extends keyof T
    ? At<NonNullable<T[Key]>, Rest>
    : never
  : Path extends keyof T
    ? NonNullable<T[Path]>
    : never;

/** A path that leads somewhere. */
type Known<T, Path extends string> = [At<T, Path>] extends [never] ? never : Path;

/** What a mapping of a type is written with. */
interface RowMaker<Value> {
  /** One field in one element: `row('value', 'valueQuantity', measuredIn('kg'))`. */
  row<Path extends string>(
    field: Path & Known<Value, Path>,
    element: string,
    converter: Converter<At<Value, Path>>,
    how?: string,
  ): Row;
  /** What takes more than one element or field. */
  rowBy<Path extends string>(
    field: Path & Known<Value, Path>,
    element: string,
    ways: Pick<Row, 'write' | 'read'>,
    how?: string,
  ): Row;
  /** A field, or an element, that another row carries along. */
  also<Path extends string>(field: Path & Known<Value, Path>, element: string, how?: string): Row;
}

/** @param _type whose value the rows are about, for the compiler */
export function rowsOf<Value>(_type: ThingType<Value>): RowMaker<Value> {
  return {
    row(field, element, converter, how) {
      return {
        ...say(field, element, how),
        write(item, resource, settings) {
          const value = getAtPath(item, field);
          const written = value === undefined ? undefined : converter.write(value, settings);
          if (written !== undefined) putAtPath(resource, element, written);
        },
        read(resource, item, settings) {
          const json = getAtPath(resource, element);
          const value = json === undefined ? undefined : converter.read(json, settings);
          if (value !== undefined) putAtPath(item, field, value);
        },
      };
    },
    rowBy: (field, element, ways, how) => ({ ...say(field, element, how), ...ways }),
    also: (field, element, how) => ({ ...say(field, element, how), write() {}, read() {} }),
  };
}

function say(
  field: string,
  element: string,
  how: string | undefined,
): Pick<Row, 'field' | 'element' | 'how'> {
  return { field, element, ...(how !== undefined && { how }) };
}

export function defineMapping<Value>(
  type: ThingType<Value>,
  mapping: Omit<Mapping, 'type' | 'takes'> & { readonly takes?: Mapping['takes'] },
): Mapping {
  return { takes: () => true, ...mapping, type: type as ThingType };
}
