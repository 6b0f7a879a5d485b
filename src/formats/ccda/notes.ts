// What has no kind of item of its own and is kept in words: social history, functional and mental status, and the words of
// sections that have no entries.
import medicalAnnotation from '../../things/medical-annotation.ts';
import { sayMoment, toExact } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { clinicalLimits } from '../clinical/limits.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { readCoded, readExact, readInterval, readValue, sayEnd } from './data-types.ts';
import { describe, isNegated, label, listParts, relatedTo } from './statement.ts';

export function* readNotes(one: Element, context: SectionContext): Generator<Finding> {
  if (one.name === 'organizer') {
    const parts = listParts(one);
    if (parts.length === 0) yield leaveOut('invalid', context.title);
    for (const part of parts) yield* readNotes(part, context);
    return;
  }
  yield readNote(one, context);
}

function readNote(one: Element, context: SectionContext): Finding {
  const what = readCoded(one.find('code'), context);
  const hasValue = one.find('value') !== undefined;
  const found = readValue(one.find('value'), context)?.measurement.display ?? readInner(one, context);
  const told = readWords(one.find('text'), context);
  if (isNegated(one) || (hasValue && found === undefined && told === undefined))
    return leaveOut('denied', context.title);
  const name = what?.code?.some(({ value }) => value === 'ASSERTION') ? undefined : what?.text;
  const content = [name, found ?? told].filter(Boolean).join(': ');
  if (content === '') return leaveOut('invalid', context.title);
  const when = readExact(one.find('effectiveTime')) ?? context.written;
  if (!when) return leaveOut('invalid', context.title);
  const value = { when, content, classification: context.title };
  const about = describe(one, context, ...sayPeriod(one.find('effectiveTime')));
  return makeFinding(medicalAnnotation, value, context.title, about);
}

/** Since when and until when it was so: a note has one moment, which is known to the day. */
function sayPeriod(time: Element | undefined): (string | undefined)[] {
  const { low, at } = readInterval(time);
  const [begin, end] = [low ?? at, sayEnd(time)];
  const isKept = toExact(begin) !== undefined;
  return [label(low ? 'Since' : 'When', isKept ? undefined : sayMoment(begin)), label('Until', end)];
}

/** What an act says by the observations in it. */
function readInner(one: Element, context: SectionContext): string | undefined {
  if (one.name !== 'act') return undefined;
  const said = relatedTo(one).flatMap(
    part => readValue(part.find('value'), context)?.measurement.display ?? [],
  );
  return said.join(', ') || undefined;
}

const saysNothing =
  /^(there (is|are) )?(no\b|none|not\b|n\/?a\b|nothing|unknown|unspecified|information not|data not|deferred|-+$)/i;
/** Longer words say something, whatever they begin with. */
const nothingCharactersMax = 120;

/** The words of a section, kept as a note; undefined where they say that there is nothing. */
export function readNarrative(section: Element, context: SectionContext): Finding | undefined {
  const text = section.find('text');
  if (!text || !context.written) return undefined;
  const content = readLines(text);
  if (content === '' || (content.length <= nothingCharactersMax && saysNothing.test(content)))
    return undefined;
  const { source } = context;
  const value = { when: context.written, content, classification: context.title };
  return makeFinding(medicalAnnotation, value, context.title, source === undefined ? {} : { source });
}

const ends: Readonly<Record<string, string>> = {
  td: ' | ',
  th: ' | ',
  tr: '\n',
  p: '\n',
  paragraph: '\n',
  item: '\n',
  br: '\n',
  caption: '\n',
};

/** Rows of tables, paragraphs and lists as lines. */
function readLines(text: Element): string {
  const max = clinicalLimits.clinicalNarrativeCharactersMax;
  const lines = text
    .gather(max, name => (Object.hasOwn(ends, name) ? (ends[name] ?? '') : ''))
    .split('\n')
    .map(line =>
      line
        .replace(/[ \t\r]+/g, ' ')
        .replace(/^(\s*\|)+|(\|\s*)+$/g, '')
        .trim(),
    )
    .filter(line => line !== '');
  const content = lines.join('\n');
  return content.length > max ? `${content.slice(0, max - 1)}…` : content;
}
