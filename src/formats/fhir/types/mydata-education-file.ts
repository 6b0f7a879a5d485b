// MyData file of a school, which the item holds.
import mydataEducationFile from '../../../things/mydata-education-file.ts';
import { text } from '../convert.ts';
import { files, makeDocument } from '../documents.ts';
import { isMarked } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(mydataEducationFile);

export default defineMapping(mydataEducationFile, {
  ...makeDocument(mydataEducationFile),
  rows: [rowBy('name', 'content', files, 'The files that it holds.'), row('name', 'description', text)],
  takes: resource => isMarked(resource, mydataEducationFile) && typeof resource.description === 'string',
});
