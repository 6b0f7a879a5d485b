// Illnesses of relatives: an organizer for each of them.

import { findDenial } from '../../things/common/denials.ts';
import familyHistory, { type FamilyHistory } from '../../things/family-history.ts';
import { hasCode } from '../clinical/codes.ts';
import { readMoment } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { codeRelationship } from '../clinical/relatives.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { type SectionContext, sdtc } from './context.ts';
import { readCoded, readInterval, readValue } from './data-types.ts';
import { readName } from './people.ts';
import { describe, findRelated, hasTemplate, isNegated, label, listParts, relatedTo } from './statement.ts';

type Illness = NonNullable<FamilyHistory['condition']>[number];

export function* readFamily(statement: Element, context: SectionContext): Generator<Finding> {
  const parts = listParts(statement);
  const illnesses: { part: Element; illness: Illness }[] = [];
  for (const part of parts) {
    const name = readCoded(part.find('value'), context);
    if (isNegated(part) || findDenial(name)) yield leaveOut('denied', context.title);
    else if (!name) yield leaveOut('invalid', context.title);
    else {
      const { low, at } = readInterval(part.find('effectiveTime'));
      illnesses.push({ part, illness: { name, onsetDate: (low ?? at)?.date } });
    }
  }
  if (parts.length === 0) yield leaveOut('invalid', context.title);
  if (illnesses.length === 0) return;
  const ages = illnesses.map(({ part, illness }) => readAge(part, illness, context));
  const value: FamilyHistory = {
    condition: illnesses.map(({ illness }) => illness),
    relative: readRelative(statement, context),
  };
  const about = describe(statement, context, ...ages);
  yield makeFinding(familyHistory, value, context.title, { ...about, of: illnesses.length });
}

function readAge(part: Element, illness: Illness, context: SectionContext): string | undefined {
  const age = readValue(findRelated(part, '445518008', '22.4.31', '1.38')?.find('value'), context)
    ?.measurement.display;
  const died = relatedTo(part, 'CAUS').some(
    one =>
      hasTemplate(one, '22.4.47', '1.42') ||
      hasCode(readCoded(one.find('value'), context), new Set(['419099009'])),
  );
  return label(
    illness.name.text,
    [age && `age ${age.replace(/ a$/, '')}`, died && 'cause of death'].filter(Boolean).join(', ') ||
      undefined,
  );
}

function readRelative(statement: Element, context: SectionContext): FamilyHistory['relative'] {
  const relative = statement.find('subject', 'relatedSubject');
  if (!relative) return undefined;
  const subject = relative.find('subject');
  const name = readName(subject);
  return {
    relationship: codeRelationship(readCoded(relative.find('code'), context) ?? { text: 'Unknown' }),
    relativeName: name && { name },
    dateOfBirth: readMoment(subject?.find('birthTime')?.attribute('value'))?.date,
    dateOfDeath: readMoment(subject?.findOf(sdtc, 'deceasedTime')?.attribute('value'))?.date,
  };
}
