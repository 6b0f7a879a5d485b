// What was measured of the body. An organizer keeps together what was measured at one moment.

import { joinCodables } from '../clinical/codes.ts';
import type { Element } from '../clinical/element.ts';
import { type Measured, makeVitals } from '../clinical/vitals.ts';
import { type Finding, leaveOut } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { readAmount, readCoded, readExact, readValue } from './data-types.ts';
import { readFlags } from './results.ts';
import { describe, isNegated, isTakenBack, label, listParts, readComments, whyNothing } from './statement.ts';

export function* readVitalSigns(statement: Element, context: SectionContext): Generator<Finding> {
  const parts = listParts(statement);
  if (parts.length === 0) yield leaveOut('invalid', context.title);
  const measured: Measured[] = [];
  for (const part of parts) {
    const one = readMeasured(part, statement, context);
    if (typeof one === 'string') yield leaveOut(one, context.title);
    else measured.push(one);
  }
  yield* makeVitals(measured, context.title);
}

function readMeasured(
  part: Element,
  statement: Element,
  context: SectionContext,
): Measured | 'denied' | 'invalid' | 'no-kind' {
  if (part.name !== 'observation') return 'no-kind';
  if (isNegated(part) || isTakenBack(part)) return 'denied';
  const code = readCoded(part.find('code'), context);
  const value = readValue(part.find('value'), context);
  if (!code) return whyNothing(part.find('code'));
  // What was not measured is said so.
  if (!value) return whyNothing(part.find('value'));
  const ranges = part.find('referenceRange', 'observationRange');
  const range = ranges?.find('value');
  const bounds = { min: readAmount(range?.find('low'))?.value, max: readAmount(range?.find('high'))?.value };
  const isBounded = bounds.min !== undefined || bounds.max !== undefined;
  const told = isBounded ? undefined : readWords(ranges?.find('text'), context);
  const flag = joinCodables(readFlags(part, context));
  return {
    code,
    ...(value.amount ? { amount: value.amount } : { words: value.measurement.display }),
    when: readExact(part.find('effectiveTime')) ?? readExact(statement.find('effectiveTime')),
    ...(flag && { flag }),
    range: bounds,
    about: describe(
      part,
      context,
      label(`${code.text}, range`, told),
      ...(part === statement ? [] : readComments(statement, context)),
    ),
  };
}
