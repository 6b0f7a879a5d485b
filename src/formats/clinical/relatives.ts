// Relatives by the codes and words that documents have for them.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import { lookUp, makeLookUp, type Word } from './codes.ts';

const relatives = makeLookUp<Word>({
  'FTH, NFTH, 9947008, 66839005, father, natural father': ['Fth', 'Father'],
  'MTH, NMTH, 65656005, 72705000, mother, natural mother': ['Mth', 'Mother'],
  'BRO, NBRO, 70924004, brother, natural brother': ['Bro', 'Brother'],
  'SIS, NSIS, 27733009, sister, natural sister': ['Sis', 'Sister'],
  'SON, NSON, 65616008, son': ['Son', 'Son'],
  'DAU, NDAU, 66089001, daughter': ['Dau', 'Daughter'],
  'GRFTH, 34871008, grandfather': ['GFt', 'Grandfather'],
  'GRMTH, 113157001, grandmother': ['GMt', 'Grandmother'],
  'PGRFTH, 394858009, paternal grandfather': ['GFtP', 'Grandfather (paternal)'],
  'MGRFTH, 394856008, maternal grandfather': ['GFtM', 'Grandfather (maternal)'],
  'PGRMTH, 394859001, paternal grandmother': ['GMtP', 'Grandmother (paternal)'],
  'MGRMTH, 394857004, maternal grandmother': ['GMtM', 'Grandmother (maternal)'],
  'AUNT, 25211005, aunt': ['Ant', 'Aunt'],
  'UNCLE, 38048003, uncle': ['Unc', 'Uncle'],
  'COUSN, 55538000, cousin': ['Csn', 'Cousin'],
  'SPS, HUSB, WIFE, 127848009, spouse': ['Spo', 'Spouse'],
});

/** With HealthVault's own code beside that of the clinic. */
export function codeRelationship(said: CodableValue): CodableValue {
  const own = lookUp(said, relatives);
  if (!own) return said;
  const wc = makeWcCoded('personal-relationship', ...own);
  return { text: said.text, code: [...(wc.code ?? []), ...(said.code ?? [])] };
}
