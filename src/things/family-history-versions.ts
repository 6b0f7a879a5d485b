// Family history between its versions: flat fields of version 1, one condition of one relative of version 2, any number
// of conditions of version 3. What has no place on the other side is listed in family-history.ts under `loses`.
import { words } from './common/codable.ts';
import type { FamilyHistory, FamilyHistory1, FamilyHistory2 } from './family-history.ts';

export function up2({ condition, relationship, dateOfBirth }: FamilyHistory1): FamilyHistory2 {
  return {
    condition: { name: condition },
    relative: relationship || dateOfBirth ? { relationship, dateOfBirth } : undefined,
  };
}

export function down2({ condition, relative }: FamilyHistory2): FamilyHistory1 {
  return {
    condition: condition.name,
    relationship: relative?.relationship,
    dateOfBirth: relative?.dateOfBirth,
  };
}

export function up3({ condition, relative }: FamilyHistory2): FamilyHistory {
  return {
    condition: [condition],
    relative: relative && { ...relative, relationship: relative.relationship ?? words('Unknown') },
  };
}

export function down3({ condition = [], relative }: FamilyHistory): FamilyHistory2 {
  return {
    condition: condition[0] ?? { name: words('Unknown') },
    relative: relative && withoutRegion(relative),
  };
}

function withoutRegion({
  regionOfOrigin: _,
  ...rest
}: NonNullable<FamilyHistory['relative']>): FamilyHistory2['relative'] {
  return rest;
}
