// A hook that reads things of a type. In a project of React these come from 'react', and are the same.

import type { GetQuery, RecordClient, Thing } from '@keepwell/client';
import type { ThingType } from '@keepwell/client/things';
import { useEffect, useState } from 'hono/jsx';

export interface Read<Value> {
  /** Undefined until they have come. */
  readonly things: readonly Thing<Value>[] | undefined;
  readonly error: unknown;
}

/** @param record the same object as long as the same record is meant */
export function useThings<Value>(
  record: RecordClient,
  type: ThingType<Value>,
  query: GetQuery = {},
): Read<Value> {
  const [read, setRead] = useState<Read<Value>>({ things: undefined, error: undefined });
  useEffect(() => {
    const gone = new AbortController();
    record
      .with({ signal: gone.signal })
      .get(type, query)
      .then(
        things => setRead({ things, error: undefined }),
        error => {
          if (!gone.signal.aborted) setRead({ things: undefined, error });
        },
      );
    return () => gone.abort();
  }, [record, type, JSON.stringify(query)]);
  return read;
}
