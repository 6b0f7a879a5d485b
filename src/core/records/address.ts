// When an address is whole. Pure.

interface Address {
  /** In one text or in lines. */
  readonly street: string | readonly string[];
  readonly city: string;
  readonly country: string;
}

/** What an address with a street lacks: the type of thing that keeps it has no room for half of one. */
export function findMissingParts({ street, ...parts }: Address): ('city' | 'country')[] {
  return street.length === 0 ? [] : (['city', 'country'] as const).filter(part => parts[part] === '');
}
