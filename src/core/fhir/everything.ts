// All resources of a record that are open, the newest first: those that things are, which hold those of their parts.
import { everyType } from '../../things/index.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import type { ResourcePlace } from './ports.ts';
import { isOpen, type ReadResource, readResources } from './resources.ts';

interface EverythingAsked {
  readonly after: ResourcePlace | undefined;
  readonly count: number;
  /** Kinds; none for all. */
  readonly types: readonly string[];
  /** Changed since, in milliseconds, UTC. */
  readonly since?: number | undefined;
}

export interface EverythingPage {
  readonly resources: readonly ReadResource[];
  /** The ids of items that cannot be opened, of whatever kind they are. */
  readonly damaged: readonly string[];
  readonly next: ResourcePlace | undefined;
}

export async function readEverything(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  { after, count, types, since }: EverythingAsked,
): Promise<EverythingPage> {
  const typeIds = everyType().flatMap(({ versions }) => versions.map(({ id }) => id));
  const places = await db.things(access.grant).findResources({
    ...{ typeIds, every: [], none: [], order: 'newest first', limit: count + 1 },
    ...(after && { after }),
    ...(since !== undefined && { updatedMin: since }),
  });
  const page = places.slice(0, count);
  const damaged: string[] = [];
  const { resources, last } = await readResources(db, vault, access, page, ({ id }) => damaged.push(id));
  const now = vault.clock.now();
  return {
    resources: resources.filter(
      ({ resource }) =>
        resource.resourceType !== 'Patient' &&
        (types.length === 0 || types.includes(resource.resourceType)) &&
        isOpen(resource, access, 'r', now),
    ),
    damaged,
    next: last ?? (places.length > count ? page.at(-1) : undefined),
  };
}
