// Continuity of Care Record: the document.
import ccr from '../../../things/ccr.ts';
import { makeXmlDocument, summaryKind } from '../documents.ts';
import { isUnmarked } from '../elements.ts';

export default makeXmlDocument(ccr, { contentType: 'application/xml', kind: summaryKind }, isUnmarked);
