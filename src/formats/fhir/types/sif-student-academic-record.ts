// A student's record of marks and courses: the document.
import studentAcademicRecord from '../../../things/sif-student-academic-record.ts';
import { anyKind, makeXmlDocument } from '../documents.ts';

export default makeXmlDocument(studentAcademicRecord, { contentType: 'application/xml', kind: anyKind });
