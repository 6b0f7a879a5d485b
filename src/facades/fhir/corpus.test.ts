// The examples of R4 by HL7, where a variable names their folder: nothing is wrong with them, and in XML they say the same.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { findProblems } from '../../core/fhir/structure.ts';
import { findCorpus, listFiles } from '../../formats/clinical/testing/corpus.ts';
import { printXmlResource, readXmlResource } from './xml.ts';

/** They lack what R4 demands, or have ids and codes that it does not allow. */
const wrongThemselves = /^(CodeSystem-v2-0550|ImplementationGuide-fhir|Questionnaire-qs1|SearchParameter-)/;

const folder = findCorpus('KEEPWELL_CORPUS_R4');
const examples = folder === undefined ? [] : listFiles(folder, /^[A-Z]\w*-.*\.json$/);

test.skipIf(folder === undefined)(
  'each is taken as it is, in JSON and in XML (needs KEEPWELL_CORPUS_R4)',
  {
    timeout: 600_000,
  },
  () => {
    expect(examples.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const path of examples) {
      const resource = JSON.parse(readFileSync(path, 'utf8'));
      const [problem] = findProblems(resource);
      if (problem) wrong.push(`${basename(path)}: ${problem.expression}: ${problem.text}`);
      else if (!isDeepStrictEqual(readXmlResource(Buffer.from(printXmlResource(resource))), resource))
        wrong.push(`${basename(path)}: is another in XML`);
    }
    expect(wrong.filter(one => !wrongThemselves.test(one))).toEqual([]);
    expect(wrong.length).toBeLessThan(20);
  },
);
