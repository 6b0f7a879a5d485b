// What a leaf of a form is: a field whose value people type in one place, such as a number, a date or a weight. The leaves
// are in text-leaves.ts, date-leaves.ts and measured-leaves.ts; which field is which leaf, in leaves.ts.

import type { Language } from '../../../locales/language.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import type * as Units from '../../../things/common/units.ts';
import type { Field } from '../../../things/index.ts';
import type { TypedAt } from './typed-date.ts';

/** What the inputs of a leaf hold, by the ends of their names: `''` alone, or `.date` and `.time`. */
export type Texts = Readonly<Record<string, string>>;

export interface Leaf {
  readonly kind: LeafKind;
  /** The ends of the names of its inputs; the first one tells where a mistake is shown. */
  readonly parts: readonly string[];
  texts(value: unknown, context: LeafContext): Texts;
  /** Is nothing typed? */
  isBlank(texts: Texts): boolean;
  /** The value that was typed. Called with what is not blank and differs from before. @throws Wrong */
  parse(texts: Texts, context: ParseContext): unknown;
}

export type LeafKind =
  | 'text'
  | 'number'
  | 'fraction'
  | 'boolean'
  | 'choice'
  | 'date'
  | 'date-time'
  | 'time'
  | 'approx-date'
  | 'approx'
  | 'codable'
  | 'measured'
  | 'display'
  | 'general';

export interface LeafContext {
  readonly field: Field;
  readonly before: unknown;
  readonly language: Language;
}

/** What a value is read with. */
export interface ParseContext extends LeafContext {
  /** What its inputs would hold for the value before. */
  readonly had: Texts;
  /** When and where dates are typed. */
  readonly typedAt: TypedAt;
  /** Filled with what is to be told of it. */
  readonly understood: Understood[];
  /** Loaded where a form is read: nothing else converts. */
  readonly units?: typeof Units | undefined;
  /** Codes are looked up when everything else is right. */
  readonly codesToFind: CodeToFind[];
}

/** What words were taken for. */
export interface Understood {
  readonly said: string;
  /** In a sentence. */
  readonly text: string;
  /** What the inputs beside would hold for it. */
  readonly fills: Texts;
}

/** Words that may be those of a code. */
export interface CodeToFind {
  readonly value: CodableValue;
  readonly vocabularies: readonly string[];
}

/** A leaf of a form that was sent, with what it says. */
export interface ReadLeaf extends Pick<Leaf, 'kind' | 'parts'> {
  /** The way to its field, without the ends of its inputs. */
  readonly name: string;
  readonly field: Field;
  readonly value: unknown;
  /** Had the item said so before? */
  readonly isSame: boolean;
  /** To be told before it is saved. */
  readonly understood?: Understood | undefined;
}

/** Something typed that cannot be; the message names the field. */
export class Wrong extends Error {
  readonly part: string;
  constructor(message: string, part = '') {
    super(message);
    this.part = part;
  }
}

/** What counts when two texts are compared: browsers write line ends in their own way. */
export function toPlain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** Is a text that was sent the one that was drawn? Inputs of one line leave out the ends of lines. */
export function isSameText(sent: string, drawn: string): boolean {
  if (toPlain(sent) === toPlain(drawn)) return true;
  return !/[\r\n]/.test(sent) && sent.trim() === drawn.replace(/[\r\n]/g, '').trim();
}

export function isAllBlank(texts: Texts): boolean {
  return Object.values(texts).every(text => toPlain(text) === '');
}
