// A student's record of marks and courses, as the Schools Interoperability Framework has it. Kept whole.
import { document } from '../schema/document.ts';
import type { Infer } from '../schema/schema.ts';
import { thingType, thingVersion } from './thing-type.ts';

const standard = { root: 'StudentAcademicRecord', namespace: 'http://www.sifinfo.org/infrastructure/2.x' };

export const studentAcademicRecord = document(standard.root, standard.namespace);
/** The document, byte for byte. */
export type StudentAcademicRecord = Infer<typeof studentAcademicRecord>;

export default thingType({
  name: 'Education - SIF student academic record (preview)',
  description: 'The courses and marks of a student, in the form schools exchange them.',
  group: 'documents',
  versions: [
    thingVersion({
      ...standard,
      id: 'c3353437-7a5e-46be-8e1a-f93dac872a68',
      number: 1,
      schema: studentAcademicRecord,
    }),
  ],
  summary: (_xml: StudentAcademicRecord, say) => say('Student academic record'),
});
