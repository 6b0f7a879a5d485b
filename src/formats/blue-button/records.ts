// The lines of a text as records: sections under headings of dashes, in them names and values, whose words go on in the lines
// below. A name counts where its section has it: everything else is text for people.
import { makeTable } from '../../schema/table.ts';
import { type Finding, leaveOut } from '../format.ts';
import { Fields } from './fields.ts';
import { findSection, type Section } from './sections.ts';

const plainLine = /^[-=*_]{5,}$/;
const heading = /^-{3,}\s*([A-Za-z][^-=:]{2,70}(?:-[^-=:]{1,40})?)\s*-{3,}$/;
const field = /^\s{0,3}([A-Z][A-Za-z0-9 /()'.-]{0,38}?)\s?\*?:\*?\s*(.*)$/;
/** What tells of the text itself. */
const frame = /^$|REPORT$|SUMMARY$|^END OF/i;
/** A second column. */
const second = /^(.*?)\s{3,}([A-Z][A-Za-z /]{1,30}):\s*(.*)$/;

export interface Publisher {
  readonly name: string;
  /** How its headings stand there; in a PDF they are lines like others. */
  readonly headings: 'in dashes' | 'between dashes' | 'bare';
}

export class Records {
  readonly #publisher: Publisher;
  #section: Section | undefined;
  #title = '';
  /** Who says so, by the section: the VA, or the person. */
  #said: string | undefined;
  #fields = new Fields();
  #afterDashes = false;
  #maybeTitle: string | undefined;
  /** Is there something in a section that nobody knows? */
  #saysMore = false;
  /** May the line go on with what stands above it? */
  #goesOn = false;

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  *take(line: string): Generator<Finding> {
    const [, title] = heading.exec(line) ?? [];
    if (this.#publisher.headings === 'bare' && findSection(line.trim())) {
      yield* this.#open(line);
      return;
    }
    if (title !== undefined) {
      yield* this.#open(title);
      return;
    }
    if (plainLine.test(line.trim())) {
      this.#goesOn = false;
      if (this.#maybeTitle !== undefined) yield* this.#open(this.#maybeTitle);
      else this.#afterDashes = true;
      return;
    }
    if (line === '') {
      this.#goesOn &&= this.#isLong();
      return;
    }
    // What stood behind dashes and is followed by none was no heading.
    this.#maybeTitle = undefined;
    if (this.#publisher.headings === 'between dashes' && this.#afterDashes && /^[A-Z][^:]{2,60}$/.test(line))
      this.#maybeTitle = line;
    this.#afterDashes = false;
    yield* this.#takeWords(line);
  }

  *finish(): Generator<Finding> {
    yield* this.#close();
  }

  *#open(title: string): Generator<Finding> {
    yield* this.#close();
    this.#maybeTitle = undefined;
    this.#afterDashes = false;
    this.#title = title.trim();
    this.#section = findSection(this.#title);
    this.#said = undefined;
  }

  *#takeWords(line: string): Generator<Finding> {
    const section = this.#section;
    if (!section) {
      this.#saysMore ||= field.test(line);
      return;
    }
    const [, written = '', value = ''] = field.exec(line) ?? [];
    const name = written.toLowerCase();
    if (name === 'source' && this.#fields.isEmpty) this.#said ??= value;
    else if (section.names.has(name)) {
      if (section.begins.includes(name) && this.#fields.has(name)) yield* this.#close();
      this.#add(section, written, value);
      this.#goesOn = true;
    } else if (this.#goesOn && (written === '' || this.#isLong())) this.#fields.goOn(line.trim());
    else this.#goesOn = false;
  }

  #add(section: Section, label: string, value: string): void {
    const [, first = value, other = '', rest = ''] = second.exec(value) ?? this.#splitPrinted(section, value);
    const isColumn = section.names.has(other.toLowerCase());
    this.#fields.add(label, say(isColumn ? first.trim() : value));
    if (isColumn) this.#fields.add(other, say(rest));
  }

  /** In a PDF no more than a space stands between two columns. */
  #splitPrinted({ names }: Section, value: string): readonly (string | undefined)[] {
    if (this.#publisher.headings !== 'bare') return [];
    for (const { index } of value.slice(0, printedMax).matchAll(/ (?=[A-Z])/g)) {
      const [, other = '', rest] = field.exec(value.slice(index + 1)) ?? [];
      if (names.has(other.toLowerCase())) return [value, value.slice(0, index), other, rest];
    }
    return [];
  }

  #isLong(): boolean {
    return longNames[this.#fields.all.at(-1)?.name ?? ''] === true;
  }

  *#close(): Generator<Finding> {
    const fields = this.#fields;
    this.#fields = new Fields();
    this.#goesOn = false;
    const section = this.#section;
    if (!section && this.#saysMore && !frame.test(this.#title)) yield leaveOut('no-kind', this.#title);
    this.#saysMore = false;
    if (fields.isEmpty || !section) return;
    if (!section.begins.some(name => fields.get(name))) return;
    const { read } = section;
    if (!read) {
      yield leaveOut('no-kind', this.#title);
      return;
    }
    const source = [this.#publisher.name, this.#said && `(${this.#said})`].filter(Boolean).join(' ');
    yield* read(fields, { what: this.#title, source });
  }
}

/** So much of a line of a PDF may stand before a second column. */
const printedMax = 120;

/** Two dashes say that there is nothing. */
function say(value: string): string {
  return value.trim() === '--' ? '' : value;
}

/** Texts of several paragraphs. */
const longNames: Readonly<Record<string, true>> = makeTable({
  report: true,
  impression: true,
  results: true,
  'clinical history': true,
});
