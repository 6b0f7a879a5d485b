// Bundles that answer: what was found, what was, and the links from page to page.
import type { Resource } from '../../core/fhir/values.ts';

export interface BundleEntry {
  readonly resource?: Resource | undefined;
  /** Of what has none any more: where it was. */
  readonly url?: string;
  readonly mode?: 'match' | 'include' | 'outcome';
  readonly request?: { readonly method: string; readonly url: string };
  readonly response?: { readonly status: string; readonly etag?: string; readonly lastModified?: string };
}

interface BundleFacts {
  readonly type: 'searchset' | 'history';
  readonly baseUrl: string;
  readonly total?: number | undefined;
  readonly links: readonly (readonly [relation: string, url: string])[];
  readonly now: number;
}

export function printBundle(
  { type, baseUrl, total, links, now }: BundleFacts,
  entries: readonly BundleEntry[],
): Resource {
  return {
    resourceType: 'Bundle',
    meta: { lastUpdated: new Date(now).toISOString() },
    type,
    ...(total !== undefined && { total }),
    link: links.map(([relation, url]) => ({ relation, url })),
    ...(entries.length > 0 && { entry: entries.map(entry => printEntry(entry, baseUrl)) }),
  };
}

function printEntry({ resource, url, mode, request, response }: BundleEntry, baseUrl: string): object {
  const own = resource?.id === undefined ? url : `${baseUrl}/${resource.resourceType}/${resource.id}`;
  return {
    ...(own !== undefined && { fullUrl: own }),
    ...(resource && { resource }),
    ...(mode && { search: { mode } }),
    ...(request && { request }),
    ...(response && { response }),
  };
}
