// Clinical document of any kind: the document.
import cda from '../../../things/cda.ts';
import { anyKind, makeXmlDocument } from '../documents.ts';
import { isUnmarked } from '../elements.ts';

export default makeXmlDocument(cda, { contentType: 'application/cda+xml', kind: anyKind }, isUnmarked);
