// Allergies and intolerances, that there are none among them.

import allergy from '../../things/allergy.ts';
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import { findDenial } from '../../things/common/denials.ts';
import {
  findCodeSystem,
  hasCode,
  isBare,
  joinCodables,
  lookUp,
  makeCodable,
  makeCoded,
  makeLookUp,
  type Word,
} from '../clinical/codes.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { isNull, readBegin, readCoded, sayEnd } from './data-types.ts';
import {
  describe,
  findRelated,
  getStatus,
  hasTemplate,
  isNegated,
  isNegatedIn,
  isTakenBack,
  label,
  relatedTo,
  whyNothing,
} from './statement.ts';

export function* readAllergies(statement: Element, context: SectionContext): Generator<Finding> {
  const allergies = findAllergies(statement);
  if (allergies.length === 0) yield leaveOut('invalid', context.title);
  for (const one of allergies) yield readAllergy(one, statement, context);
}

function findAllergies(statement: Element): Element[] {
  if (statement.name === 'observation') return [statement];
  const related = relatedTo(statement).filter(one => one.name === 'observation');
  const named = related.filter(isAllergy);
  return named.length > 0 ? named : related.filter(one => one.find('participant') ?? one.find('value'));
}

/** An observation about a substance, whatever it stands in: as C-CDA, the CCD before it and IHE mark one, or by what was taken. */
export function isAllergy(one: Element): boolean {
  return (
    one.name === 'observation' &&
    (hasTemplate(one, '22.4.7', '24.3.90', '1.18', '1.3.6.1.4.1.19376.1.5.3.1.4.6') ||
      one.all('participant').some(part => part.attribute('typeCode') === 'CSM'))
  );
}

const kinds = makeLookUp<Word>({
  '416098002, 419511003, 59037007, 416660005, DALG, DINT, DNAINT': ['med', 'medication'],
  '414285001, 418471000, 235719002, 425525006, 424213003, FALG, FINT, FNAINT': ['food', 'food'],
  '426232007, EALG, EINT, ENAINT': ['env', 'environmental'],
  '232347008': ['animal', 'animal'],
});

/** HL7's own codes for the kinds of intolerance. */
const kindCodes: ReadonlySet<string> = new Set(
  ['', 'D', 'DNA', 'F', 'FNA', 'E', 'ENA'].flatMap(of => [`${of}ALG`, `${of}INT`]).concat('OINT', 'NAINT'),
);

export function readAllergy(one: Element, act: Element, context: SectionContext): Finding {
  if (isTakenBack(one)) return leaveOut('denied', context.title);
  const said = readCoded(one.find('value'), context);
  const coded = readCoded(one.find('code'), context);
  // IHE says the kind by the code, so that the value is free to say what the allergy looks like.
  const isDescribed = said !== undefined && lookUp(said, kinds) === undefined && hasCode(coded, kindCodes);
  const kind = isDescribed ? coded : (said ?? coded);
  const agent = readAgent(one, context);
  const described = agent ?? (isDescribed ? said : readKind(one, kind, context));
  const isNamed = agent !== undefined && findDenial(agent) === undefined;
  const denials = [agent, kind, said, described].map(findDenial);
  if (!isNamed && !denials.includes('none') && denials.includes('unknown'))
    return leaveOut('denied', context.title);
  const isNone = denials.includes('none') || isNegatedIn(act, one);
  const name = isNone && !isNamed ? sayNoneKnown(one, [agent, said, described, coded], context) : described;
  if (!name) return leaveOut(whyNothing(one.find('value'), ...listAgents(one)), context.title);
  // A kind of allergy to something that is said to be unknown says nothing.
  if (!agent && !isNone && listAgents(one).some(isNull)) return leaveOut('denied', context.title);
  const reactions = readReactions(one, context);
  const group = lookUp(kind, kinds);
  const about = describe(
    one,
    context,
    ...sayHowSevere(one, act, context),
    label('Described as', isDescribed && agent ? said.text : undefined),
    ...sayHowItStands(one, act, context),
  );
  const value = {
    name,
    reaction: joinCodables(reactions),
    firstObserved: readBegin(one.find('effectiveTime')),
    allergenType: group && makeWcCoded('allergen-type', ...group),
    ...(isNone && { isNegated: true }),
  };
  return makeFinding(allergy, value, context.title, about);
}

const noneKnown = makeLookUp<Word>({
  '416098002, 419511003, 59037007, DALG, DINT, DNAINT, no-known-medication-allergies, nkda': [
    '409137002',
    'No known drug allergies',
  ],
  '414285001, 418471000, 235719002, FALG, FINT, FNAINT, no-known-food-allergies': [
    '429625007',
    'No known food allergies',
  ],
  '426232007, EALG, EINT, ENAINT, no-known-environmental-allergies': [
    '428607008',
    'No known environmental allergies',
  ],
});

/** By a code that says so everywhere, in the words of the document where it has some. */
function sayNoneKnown(
  one: Element,
  said: readonly (CodableValue | undefined)[],
  context: SectionContext,
): CodableValue {
  const told = readWords(one.find('value', 'originalText') ?? one.find('text'), context);
  const toldOf = makeCodable(told, []);
  const [code, text] = [...said, toldOf].map(value => lookUp(value, noneKnown)).find(Boolean) ?? [
    '716186003',
    'No known allergies',
  ];
  const coded = makeCoded(code, findCodeSystem('2.16.840.1.113883.6.96'));
  const worded = [...said, toldOf].find(value => findDenial(value) === 'none');
  if (!worded) return { text, code: [coded] };
  const codes = worded.code ?? [];
  return {
    text: findDenial(toldOf) === 'none' ? (told ?? text) : isBare(worded) ? text : worded.text,
    code: codes.some(({ type }) => type === coded.type) ? codes : [...codes, coded],
  };
}

/** How severe the allergy is, each reaction where that is something else, and how bad the next one could be. */
function sayHowSevere(one: Element, act: Element, context: SectionContext): (string | undefined)[] {
  const readSeverity = (of: Element) =>
    readCoded(findRelated(of, 'SEV', '22.4.8')?.find('value'), context)?.text;
  const reactions = findReactions(one)
    .filter(reaction => !isNegated(reaction))
    .map(reaction => ({ name: readReaction(reaction, context)?.text, severity: readSeverity(reaction) }));
  const severities = new Set(reactions.map(({ severity }) => severity));
  // Some programs say it beside the allergy, in the act that holds both.
  const ownAct = act.index === one.index ? undefined : readSeverity(act);
  const own = readSeverity(one) ?? ownAct ?? (severities.size === 1 ? [...severities][0] : undefined);
  return [
    label('Severity', own),
    ...reactions
      .filter(({ severity }) => severity !== own)
      .map(({ name, severity }) => label(`Severity of ${name ?? 'a reaction'}`, severity)),
    label('Criticality', readCoded(findRelated(one, '82606-5', '22.4.145')?.find('value'), context)?.text),
  ];
}

/** Whether it is over, and since when: an allergy has no field for either. */
function sayHowItStands(one: Element, act: Element, context: SectionContext): (string | undefined)[] {
  const said = readCoded(findRelated(one, '33999-4', '22.4.28', '1.39')?.find('value'), context)?.text;
  const status = said ?? (act.name === 'act' ? getStatus(act) : undefined);
  return [
    /^active$/i.test(status ?? 'active') ? undefined : label('Status', status),
    label('Until', sayEnd(one.find('effectiveTime'))),
  ];
}

function listAgents(one: Element): Element[] {
  return one.walk('participant', 'participantRole', 'playingEntity', 'code');
}

/** What the person is allergic to. */
function readAgent(one: Element, context: SectionContext): CodableValue | undefined {
  for (const entity of one.walk('participant', 'participantRole', 'playingEntity')) {
    const coded = readCoded(entity.find('code'), context);
    const name = entity.find('name')?.text(300);
    const agent = coded
      ? name !== undefined && isBare(coded)
        ? { ...coded, text: name }
        : coded
      : makeCodable(name, []);
    if (agent) return agent;
  }
  return undefined;
}

/** Where no substance is named: the words of the statement, or the kind itself. */
function readKind(
  one: Element,
  kind: CodableValue | undefined,
  context: SectionContext,
): CodableValue | undefined {
  const said = readWords(one.find('value', 'originalText') ?? one.find('text'), context);
  if (kind && !hasCode(kind, new Set(['ASSERTION'])))
    return isBare(kind) && said !== undefined ? { ...kind, text: said } : kind;
  return makeCodable(said, []);
}

function findReactions(one: Element): Element[] {
  const related = relatedTo(one).filter(reaction => reaction.name === 'observation');
  const named = related.filter(reaction => hasTemplate(reaction, '22.4.9', '1.54'));
  return named.length > 0
    ? named
    : relatedTo(one, 'MFST').filter(reaction => reaction.name === 'observation');
}

function readReactions(one: Element, context: SectionContext): CodableValue[] {
  return findReactions(one).flatMap(reaction =>
    isNegated(reaction) ? [] : (readReaction(reaction, context) ?? []),
  );
}

function readReaction(reaction: Element, context: SectionContext): CodableValue | undefined {
  const said = readCoded(reaction.find('value'), context);
  const words = readWords(reaction.find('text'), context);
  const text = words !== undefined && words.length <= 200 ? words : undefined;
  if (!said) return makeCodable(text, []);
  return isBare(said) && text !== undefined ? { ...said, text } : said;
}
