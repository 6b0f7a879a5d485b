// Password-protected package: the file that the item holds. How it is encrypted stays beside.
import passwordProtectedPackage from '../../../things/password-protected-package.ts';
import { files, makeDocument } from '../documents.ts';
import { isMarked } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { rowBy } = rowsOf(passwordProtectedPackage);

export default defineMapping(passwordProtectedPackage, {
  ...makeDocument(passwordProtectedPackage),
  rows: [rowBy('encryptAlgorithm', 'content', files, 'The file; how it is encrypted stays beside.')],
  takes: resource => isMarked(resource, passwordProtectedPackage),
});
