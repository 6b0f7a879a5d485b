// Who runs the vault, as applications show it to people who look for theirs (user-access brands of SMART): elements of a FHIR Organization
// that the operator gave. What leads to the vault is added by facades/oauth/.
import { findProblems } from '../fhir/structure.ts';

export type Brand = Readonly<Record<string, unknown>>;

const ours = ['resourceType', 'id', 'endpoint', 'contained', 'active'];
const charactersMax = 65_536;

/** What is wrong with it, as a sentence; undefined where nothing is. */
export function findBrandProblem(brand: Brand): string | undefined {
  if (JSON.stringify(brand).length > charactersMax) return `brand may have ${charactersMax} characters.`;
  const own = ours.find(name => name in brand);
  if (own !== undefined) return `brand has no ${own}: that is the vault's to say.`;
  const [problem] = findProblems({ resourceType: 'Organization', ...brand });
  if (problem) return `brand: ${problem.expression}: ${problem.text}`;
  const identifiers = (brand.identifier ?? []) as readonly { system?: string; value?: string }[];
  return identifiers.every(({ system, value }) => system !== undefined && value !== undefined)
    ? undefined
    : 'brand: each identifier has a system and a value.';
}
