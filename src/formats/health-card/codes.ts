// Codes of FHIR as items hold them. Cards have codes without words, to fit a picture: those of vaccines against COVID-19 and of
// its tests are named here, by what the CDC, LOINC and SNOMED CT call them.
import { makeTable } from '../../schema/table.ts';
import type { CodableValue, CodedValue } from '../../things/common/codable.ts';
import { makeCodable } from '../clinical/codes.ts';
import { get, getText, list } from './json.ts';

const systems: Readonly<Record<string, { family?: string; type: string }>> = makeTable({
  'http://hl7.org/fhir/sid/cvx': { family: 'HL7', type: 'vaccines-cvx' },
  'http://hl7.org/fhir/sid/mvx': { family: 'HL7', type: 'vaccine-manufacturers-mvx' },
  'http://loinc.org': { family: 'regenstrief', type: 'LOINC' },
  'http://snomed.info/sct': { family: 'Snomed', type: 'SnomedCT' },
  'http://hl7.org/fhir/sid/ndc': { family: 'FDA', type: 'NDC' },
});

const vaccines: Readonly<Record<string, string>> = makeTable({
  '03': 'MMR',
  '08': 'Hepatitis B',
  '10': 'Polio (IPV)',
  '20': 'DTaP',
  '21': 'Varicella',
  '33': 'Pneumococcal polysaccharide (PPV23)',
  '52': 'Hepatitis A',
  '62': 'HPV, quadrivalent',
  '83': 'Hepatitis A',
  '94': 'MMRV',
  '106': 'DTaP',
  '110': 'DTaP, hepatitis B and polio',
  '113': 'Td',
  '114': 'Meningococcal (MCV4P)',
  '115': 'Tdap',
  '121': 'Zoster, live',
  '133': 'Pneumococcal conjugate (PCV13)',
  '140': 'Influenza',
  '150': 'Influenza, quadrivalent',
  '158': 'Influenza, quadrivalent',
  '165': 'HPV, nonavalent',
  '185': 'Influenza, recombinant, quadrivalent',
  '187': 'Zoster, recombinant',
  '207': 'COVID-19, mRNA (Moderna)',
  '208': 'COVID-19, mRNA (Pfizer-BioNTech)',
  '210': 'COVID-19, vector (AstraZeneca)',
  '211': 'COVID-19, protein (Novavax)',
  '212': 'COVID-19, vector (Janssen)',
  '213': 'COVID-19, kind not known',
  '216': 'Pneumococcal conjugate (PCV20)',
  '217': 'COVID-19, mRNA (Pfizer-BioNTech)',
  '218': 'COVID-19, mRNA, for children (Pfizer-BioNTech)',
  '219': 'COVID-19, mRNA, for young children (Pfizer-BioNTech)',
  '221': 'COVID-19, mRNA (Moderna)',
  '229': 'COVID-19, mRNA, bivalent (Moderna)',
  '300': 'COVID-19, mRNA, bivalent (Pfizer-BioNTech)',
  '308': 'COVID-19, mRNA (Pfizer-BioNTech)',
  '309': 'COVID-19, mRNA (Pfizer-BioNTech)',
  '312': 'COVID-19, mRNA (Moderna)',
  '313': 'COVID-19, protein (Novavax)',
});

const labCodes: Readonly<Record<string, string>> = makeTable({
  '94500-6': 'SARS-CoV-2 RNA, respiratory',
  '94309-2': 'SARS-CoV-2 RNA',
  '94558-4': 'SARS-CoV-2 antigen, respiratory',
  '94559-2': 'SARS-CoV-2 ORF1ab gene, respiratory',
  '94531-1': 'SARS-CoV-2 RNA panel, respiratory',
  '94534-5': 'SARS-CoV-2 RdRp gene, respiratory',
  '94563-4': 'SARS-CoV-2 IgG antibody',
  '94661-6': 'SARS-CoV-2 antibody',
  '94762-2': 'SARS-CoV-2 antibody',
  '95209-3': 'SARS-CoV antigen, respiratory',
  '95608-6': 'SARS-CoV-2 RNA, respiratory',
  '97097-0': 'SARS-CoV-2 antigen, upper respiratory',
  '260373001': 'Detected',
  '260415000': 'Not detected',
  '10828004': 'Positive',
  '260385009': 'Negative',
  '419984006': 'Inconclusive',
  '455371000124106': 'Invalid result',
  '895231008': 'Not detected in pooled specimen',
});

export function nameLabCode(code: string): string | undefined {
  return labCodes[code];
}

const codesMax = 10;

/** A CodeableConcept; the name of a code where it brings no words. */
export function readCodable(
  concept: unknown,
  nameCode: (code: string) => string | undefined = code => vaccines[code],
): CodableValue | undefined {
  const codings = list(get(concept, 'coding')).slice(0, codesMax);
  const codes = codings.flatMap((coding): CodedValue[] => {
    const [value, system] = [getText(coding, 'code'), getText(coding, 'system')];
    if (value === undefined) return [];
    return [{ value, ...(systems[system ?? ''] ?? { type: system ?? 'local' }) }];
  });
  const display = codings.map(coding => getText(coding, 'display')).find(text => text !== undefined);
  const named = codes.map(({ value }) => nameCode(value)).find(text => text !== undefined);
  const [first] = codes;
  const fallback = first && [first.type === 'vaccines-cvx' ? 'CVX' : first.type, first.value].join(' ');
  return makeCodable(getText(concept, 'text') ?? display ?? named ?? fallback, codes);
}
