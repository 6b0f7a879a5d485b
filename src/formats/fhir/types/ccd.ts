// Continuity of Care Document: the document. What no mark says is one is a clinical document of any kind (cda.ts).
import ccd from '../../../things/ccd.ts';
import { makeXmlDocument, summaryKind } from '../documents.ts';

export default makeXmlDocument(ccd, { contentType: 'application/cda+xml', kind: summaryKind });
