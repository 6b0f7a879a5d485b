// What a thing type declares, and how its versions are found. One type is one file in this folder.
import { getLast } from '../assume.ts';
import type { Schema } from '../schema/schema.ts';
import type { CodableValue } from './common/codable.ts';
import type { Graded, Valued } from './common/marks.ts';
import type { BaseUnit, DisplayValue } from './common/measurements.ts';
import { type Say, sayInEnglish } from './common/say.ts';
import { putInOneLine } from './common/strings.ts';
import type { Substance } from './common/substances.ts';
import type { Pair, Usual } from './common/usual.ts';

/** One published version of a type: the schema a version-type-id stands for. */
export interface ThingVersion<T = unknown> {
  /** The version-type-id, in lower case. */
  readonly id: string;
  /** 1, 2 … within its family. */
  readonly number: number;
  /** The element of the item; on the wire it has no namespace, unless the schema is a `document`. */
  readonly root: string;
  /** The namespace its XSD declares; below `urn:keepwell:thing:` for a type that HealthVault did not have. */
  readonly namespace: string;
  readonly schema: Schema<T>;
  /** The child of the root that holds the effective date, by its wire name. */
  readonly effectiveDate?: string;
  /** The child of the root whose date becomes the updated-end-date when a client gives none. */
  readonly endDate?: string;
  /** From the version before. */
  readonly up?: (older: never) => T;
  /** To the version before. */
  readonly down?: (value: T) => unknown;
  /** What the way up or down cannot keep, in a few words. */
  readonly loses?: { readonly up?: string; readonly down?: string };
}

export type ThingGroup =
  | 'vitals'
  | 'fitness'
  | 'medications'
  | 'conditions'
  | 'labs'
  | 'documents'
  | 'profile'
  | 'plans'
  | 'apps';

/** A thing type: what every version shares. `Value` is what an item of the current version is read as. */
export interface ThingType<Value = never> {
  /** Of its current version. */
  readonly id: string;
  readonly name: string;
  /** One sentence that a person understands. */
  readonly description: string;
  readonly group: ThingGroup;
  /** At most one in a record. */
  readonly singleton: boolean;
  /** May not change once written. */
  readonly immutable: boolean;
  readonly allowsReadOnly: boolean;
  /** Oldest first; the last is current. */
  readonly versions: readonly ThingVersion[];
  /**
   * What people call a field where its name does not say it: `{ 'is-negated': 'No known allergy' }`. Where a name
   * means several things `header/name` is the one inside `header`. See fields.ts.
   */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * Between what its numbers lie in whoever lives, newborn or old, named as in `labels`, in the unit that the current
   * version keeps. Forms ask about others before they save them; applications are never asked.
   */
  readonly usual: Readonly<Record<string, Usual>>;
  /** Of each pair of its fields the first is neither more nor later. What types share is in common/usual.ts. */
  readonly ordered: readonly Pair[];
  /** What it is about may be planned: its effective date is no slip when it lies ahead. */
  readonly looksAhead: boolean;
  /** Its fields that only programs can fill, named as in `labels`. Forms put them away. */
  readonly forPrograms: readonly string[];
  /** What forms ask first, in this order; the rest is put under “More”. Without any, all is asked at once. */
  readonly short: readonly (string | Asked)[];
  /** What a new form begins with, as far as an item says it. */
  readonly starts: Readonly<Record<string, unknown>>;
  /** Which words forms suggest for a field where no code system has any, by its wire name. */
  readonly suggests: Readonly<Record<string, SuggestedList>>;
  /** What is often added by forms of its own, since the type holds much besides. */
  readonly presets: readonly Preset[];
  /** The way to a repeated field that a new form has one entry of at once: `lab-group/results`. */
  readonly opensWith: string | undefined;
  /** The field that says when it began, of items that stand under the moment they came. */
  readonly begins: string | undefined;
  /** Do people add one by uploading what it holds? */
  readonly isUploaded: boolean;
  /** That it happened on its day says enough. */
  readonly isOccasion: boolean;
  /**
   * Do its items hold until they end, as an illness does? Pages show all that hold. The store knows an end that a version
   * declares (`endDate`), `isOver` what is over by other words.
   */
  readonly lasts: boolean;
  readonly isOver: ((value: Value) => boolean) | undefined;
  /** The numbers of an item, each with what came with it, where these are more than the lines of its chart. */
  readonly values: ((value: Value) => readonly Valued[]) | undefined;
  /** What an item is called that is one thing of the many its type holds: the name of a preset. */
  readonly nameOf: ((value: Value) => string | undefined) | undefined;
  /**
   * One line for lists: `128/82 mmHg, pulse 64`; never empty. Takes a value of the current version, and how its words
   * are said: in English unless told otherwise.
   */
  readonly summary: (value: Value, say?: Say) => string;
  /** The lines of a chart over time, for types whose numbers make one. Lines of one unit share an axis. */
  readonly chart: readonly Series<Value>[];
}

/** Lists of words that each language has (`suggested.ts`). */
export type SuggestedList = 'medicines' | 'allergens' | 'vaccines' | 'sites' | 'schedules';

/** A field that forms ask first. */
export interface Asked {
  /** By wire names from the root: `clinic/name/full`; of a repeated field the first entry is meant. */
  readonly at: string;
  /** What it is called here, where that is not what it is called in its own place. */
  readonly label?: string;
  /** The field that holds its unit, and the units to choose from, the likeliest first. */
  readonly unit?: { readonly at: string; readonly of: readonly [string, ...string[]] };
}

/** A form of its own for one thing of many that a type holds: a temperature among the vital signs. */
export interface Preset extends Pick<ThingType, 'short' | 'starts' | 'name' | 'description'> {
  /** The address of its form: `/items/new/vital-signs?as=temperature`. */
  readonly slug: string;
}

/** A line of a chart. */
export interface Series<Value = never> {
  readonly label: string;
  /** As people write it. */
  readonly unit: string;
  /** Under which circumstances it was measured, where that tells apart what can be compared: fasting, after a meal. */
  readonly context?: (value: Value) => CodableValue | undefined;
  /**
   * Between what it usually lies in who is well.
   * @param context the key of its circumstances; see core/things/series.ts
   * @param ageDays undefined where it is not known
   */
  readonly reference?: (context: string | undefined, ageDays?: number) => Reference | undefined;
  /** What whoever measured it said of it. */
  readonly said?: (value: Value) => CodableValue | undefined;
  /** What a goal for it is called among HealthVault's `goal-type`, where it has a code there. */
  readonly goal?: string;
  /** The height of the line at an item of the current version: a finite number, or nothing to draw. */
  readonly value: (value: Value) => number | undefined;
  /** Where people choose the unit; see common/measured-series.ts. */
  readonly measured?: {
    readonly base: BaseUnit;
    readonly substance: Substance | undefined;
    readonly display: (value: Value) => DisplayValue | undefined;
  };
}

/** In the unit of the series. */
export interface Reference extends Graded {
  /** Does it hold for adults only? */
  readonly ofAdults?: boolean;
  /** Who published it, by name. */
  readonly source: string;
}

const summaryCharactersMax = 200;

type Defaulted =
  | 'singleton'
  | 'immutable'
  | 'allowsReadOnly'
  | 'labels'
  | 'usual'
  | 'ordered'
  | 'looksAhead'
  | 'forPrograms'
  | 'short'
  | 'starts'
  | 'suggests'
  | 'presets'
  | 'opensWith'
  | 'isUploaded'
  | 'isOccasion'
  | 'lasts'
  | 'begins'
  | 'isOver'
  | 'values'
  | 'nameOf'
  | 'chart';
type Declared<Value> = Omit<ThingType<Value>, Defaulted | 'id' | 'summary'> &
  Partial<Pick<ThingType<Value>, Defaulted>> & { readonly summary: (value: Value, say: Say) => string };

export function thingType<Value>(declared: Declared<Value>): ThingType<Value> {
  const { name, summary, chart = [], versions } = declared;
  return {
    id: getLast(versions).id,
    singleton: false,
    immutable: false,
    allowsReadOnly: true,
    labels: {},
    usual: {},
    ordered: [],
    looksAhead: false,
    forPrograms: [],
    short: [],
    starts: {},
    suggests: {},
    presets: [],
    opensWith: undefined,
    begins: undefined,
    isUploaded: false,
    isOccasion: false,
    lasts: false,
    isOver: undefined,
    values: undefined,
    nameOf: undefined,
    ...declared,
    summary: (value, say = sayInEnglish) =>
      putInOneLine(summary(value, say), summaryCharactersMax) || say(name),
    chart: chart.map(series => ({ ...series, value: value => finite(series.value(value)) })),
  };
}

/** Schemas let infinite numbers pass, which no chart can show. */
function finite(value: number | undefined): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

/** A version with its value types checked against each other. */
export function thingVersion<T>(version: ThingVersion<T>): ThingVersion {
  return version as ThingVersion<unknown>;
}
