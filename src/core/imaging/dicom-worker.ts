// A thread that reads DICOM files, one after the other, each of which may be made to harm. Started, asked and ended by
// dicom-thread.ts.
import { findBulk } from '../../formats/dicom/bulk.ts';
import { parseDicom } from '../../formats/dicom/dataset.ts';
import { readInstance } from '../../formats/dicom/header.ts';
import { printJson } from '../../formats/dicom/json.ts';
import { findPixels } from '../../formats/dicom/pixels.ts';
import { readReport } from '../../formats/dicom/report.ts';
import { UnreadableFile } from '../../formats/format.ts';
import { answerQuestions } from '../limits/within-thread.ts';
import type { DicomAnswer, DicomQuestion, Wants } from './dicom-work.ts';

answerQuestions(answer);

function answer(question: DicomQuestion): DicomAnswer {
  try {
    return { found: read(question) };
  } catch (error) {
    return { fault: error instanceof UnreadableFile ? error.fault : 'damaged' };
  }
}

function read({ want, bytes: sent, isCut, isLast, url = '', path = [] }: DicomQuestion): Wants[keyof Wants] {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.length);
  if (want === 'header') return readInstance(bytes, isCut);
  if (want === 'json') {
    const file = parseDicom(bytes, true);
    return file.isWhole || isLast ? printJson(file, url) : undefined;
  }
  const file = parseDicom(bytes, isCut);
  if (want === 'bulk') return findBulk(file, path);
  if (!file.isWhole) return undefined;
  return want === 'report' ? readReport(file) : findPixels(file);
}
