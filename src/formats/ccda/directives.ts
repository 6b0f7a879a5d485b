// Advance directives: what is to be done for a person who cannot say so.
import advanceDirective from '../../things/advance-directive.ts';
import type { ApproxDateTime } from '../../things/common/dates.ts';
import { lookUp, makeLookUp } from '../clinical/codes.ts';
import { toApprox } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { readCoded, readExact, readInterval, readValue } from './data-types.ts';
import { readPerson } from './people.ts';
import { describe, isNegated, label, listParts } from './statement.ts';

/** Both dates must be there, and many documents have none. */
const unknown: ApproxDateTime = { descriptive: 'Unknown' };

/** “Advance directive not available” is denied by its words already. */
const deniesItself = /\b(excluded|not available|none|no (known )?(advance )?directives?)\b/i;

const resuscitation = makeLookUp({
  '304251008, resuscitation, full resuscitation, full code': true,
  '304253006, 143021000119109, do not resuscitate, dnr': false,
});

export function* readDirectives(one: Element, context: SectionContext): Generator<Finding> {
  if (one.name === 'organizer') {
    const parts = listParts(one);
    if (parts.length === 0) yield leaveOut('invalid', context.title);
    for (const part of parts) yield* readDirectives(part, context);
    return;
  }
  const code = readCoded(one.find('code'), context);
  const found = readValue(one.find('value'), context);
  const said = [code?.text, found?.measurement.display ?? readWords(one.find('text'), context)].filter(
    Boolean,
  );
  if (said.length === 0) yield leaveOut('invalid', context.title);
  else {
    const { low, high, at } = readInterval(one.find('effectiveTime'));
    const verifier = one.all('participant').find(part => part.attribute('typeCode') === 'VRF');
    const custodian = one.all('participant').find(part => part.attribute('typeCode') === 'CST');
    const holder = readPerson(custodian?.find('participantRole'), context)?.name.full;
    const value = {
      startDate: toApprox(low ?? at) ?? unknown,
      stopDate: toApprox(high) ?? unknown,
      description: [
        ...new Set(said),
        ...(isNegated(one) && !deniesItself.test(said.join(' ')) ? ['no'] : []),
      ].join(': '),
      fullResuscitation: readResuscitation(one, code, found),
      attendingPhysician: readPerson(verifier?.find('participantRole'), context),
      attendingPhysicianEndorsement: readExact(verifier?.find('time')),
    };
    yield makeFinding(
      advanceDirective,
      value,
      context.title,
      describe(one, context, label('Held by', holder)),
    );
  }
}

/** What is decided says it, where it is coded or told in words; the code alone may be no more than the question: Resuscitation. */
function readResuscitation(
  one: Element,
  code: ReturnType<typeof readCoded>,
  found: ReturnType<typeof readValue>,
): boolean | undefined {
  const value = one.find('value');
  const isBoolean = value?.xsiType === 'BL' ? value.attribute('value') : undefined;
  if (isBoolean === undefined && found !== undefined) {
    // Of a decision that is denied nobody knows what was decided instead.
    return isNegated(one)
      ? undefined
      : lookUp(found.coded ?? { text: found.measurement.display, code: [] }, resuscitation);
  }
  const asked = lookUp(code, resuscitation);
  if (asked === undefined) return undefined;
  if (isBoolean !== undefined) return asked === (isBoolean === 'true');
  return isNegated(one) ? !asked : asked;
}
