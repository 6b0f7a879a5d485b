// What C-CDA calls the sections and templates that items go to, and what every statement of ours has.
import { all, element, type Part, worded } from '../../clinical/xml.ts';

export interface SectionName {
  readonly code: string;
  readonly title: string;
  /** The templates of C-CDA R2.1, with their dates where they have one. */
  readonly templates: readonly (readonly [root: string, extension?: string])[];
}

const arc = '2.16.840.1.113883.10.20.22';
const section = (code: string, title: string, template: string, extension?: string): SectionName => ({
  code,
  title,
  templates: [extension === undefined ? [`${arc}.2.${template}`] : [`${arc}.2.${template}`, extension]],
});

/** In the order in which a document has them. */
export const sectionNames = {
  allergies: section('48765-2', 'Allergies', '6.1', '2015-08-01'),
  medications: section('10160-0', 'Medications', '1.1', '2014-06-09'),
  problems: section('11450-4', 'Problems', '5.1', '2015-08-01'),
  procedures: section('47519-4', 'Procedures', '7.1', '2014-06-09'),
  results: section('30954-2', 'Results', '3.1', '2015-08-01'),
  vitals: section('8716-3', 'Vital signs', '4.1', '2015-08-01'),
  immunizations: section('11369-6', 'Immunizations', '2.1', '2015-08-01'),
  encounters: section('46240-8', 'Encounters', '22.1', '2015-08-01'),
  plan: section('18776-5', 'Plan of treatment', '10', '2014-06-09'),
  goals: { code: '61146-7', title: 'Goals', templates: [[`${arc}.2.60`]] } as SectionName,
  concerns: {
    code: '75310-3',
    title: 'Health concerns',
    templates: [[`${arc}.2.58`, '2015-08-01']],
  } as SectionName,
  directives: section('42348-3', 'Advance directives', '21.1', '2015-08-01'),
  payers: section('48768-6', 'Payers', '18', '2015-08-01'),
  family: section('10157-6', 'Family history', '15', '2015-08-01'),
  devices: section('46264-8', 'Medical equipment', '23', '2014-06-09'),
  /** What C-CDA has no section for: a note of our own. */
  others: { code: '34109-9', title: 'Other health data', templates: [] } as SectionName,
} as const;
export type SectionKey = keyof typeof sectionNames;

export function template(last: string, extension?: string): string {
  const root = `${arc}.4.${last}`;
  return (
    element('templateId', { root }) +
    (extension === undefined ? '' : element('templateId', { root, extension }))
  );
}

/** What a statement is about besides: its id, what was noted, and the item itself where it holds more. */
export interface Beside {
  readonly id: string;
  /** Acts that are part of it. */
  readonly acts: readonly string[];
}

export function relate({ acts }: Beside): string {
  return all(acts, act => related('COMP', act));
}

export function related(
  typeCode: string,
  statement: Part,
  attributes: Readonly<Record<string, string>> = {},
): string {
  return statement ? element('entryRelationship', { typeCode, ...attributes }, statement) : '';
}

export function writeComment(note: string): string {
  return element(
    'act',
    { classCode: 'ACT', moodCode: 'EVN' },
    template('64'),
    element('code', {
      code: '48767-8',
      codeSystem: '2.16.840.1.113883.6.1',
      displayName: 'Annotation comment',
    }),
    worded('text', note),
  );
}

export const completed = element('statusCode', { code: 'completed' });

export function id(root: string): string {
  return element('id', { root });
}
