// Education document a paper from a school, which the item holds as a file.
import educationDocument from '../../../things/education-document.ts';
import { text } from '../convert.ts';
import { files, makeDocument } from '../documents.ts';
import { isMarked } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(educationDocument);

export default defineMapping(educationDocument, {
  ...makeDocument(educationDocument),
  rows: [rowBy('name', 'content', files, 'The files that it holds.'), row('name', 'description', text)],
  takes: resource => isMarked(resource, educationDocument) && typeof resource.description === 'string',
});
