// What subscribers are due of what was changed, and whether it came in.
import type { Inbox } from './inbox.ts';
import { namedTypes, type Subscriber } from './storm-vault.ts';

/** One thing of an operation. */
export interface Fact {
  readonly sequence: number;
  readonly thingId: string;
  readonly typeId: string;
  readonly date: string;
}

/** For each record, for each authorisation of it, the things to be told in order. */
export function dueTo({ known, mayRead }: Subscriber, facts: readonly (readonly Fact[])[]): string[][][] {
  return facts.map((operations, record) =>
    known[record]!.map(() =>
      operations
        .filter(fact => namedTypes.includes(fact.typeId) && mayRead(fact))
        .map(({ thingId }) => thingId),
    ),
  );
}

/** Each change came in, in its order, and nothing else. */
export function deliveryDifferences(
  subscriber: Subscriber,
  inbox: Inbox,
  facts: readonly (readonly Fact[])[],
): string[] {
  const { name, known, subscriptionId } = subscriber;
  const found: string[] = [];
  const due = dueTo(subscriber, facts);
  const allowed = new Set(
    known.flatMap((ids, record) =>
      ids.flatMap(({ personId, recordId }, i) =>
        due[record]![i]!.map(thingId => [subscriptionId, personId, recordId, thingId].join()),
      ),
    ),
  );
  const everything = inbox.receiver.posts.flatMap(({ notices }) => notices);
  for (const { subscriptionId, personId, recordId, thingIds } of everything) {
    for (const thingId of thingIds) {
      if (!allowed.has([subscriptionId, personId, recordId, thingId].join()))
        found.push(`${name}: was told of a thing it may not read`);
    }
  }
  known.forEach((ids, record) => {
    ids.forEach(({ personId, recordId }, i) => {
      const came = inbox.taken
        .filter(notice => notice.personId === personId && notice.recordId === recordId)
        .flatMap(({ thingIds }) => thingIds);
      const missing = missingIn(came, due[record]![i]!);
      if (missing > 0)
        found.push(`${name}: ${missing} changes of record ${record} never came, or out of order`);
    });
  });
  const unsigned = inbox.badlySigned(subscriber);
  if (unsigned > 0) found.push(`${name}: ${unsigned} posts are not signed as they should be`);
  return found;
}

/** How many at the end of `due` are left when what came is followed in order: what comes twice does no harm. */
function missingIn(came: readonly string[], due: readonly string[]): number {
  let next = 0;
  for (const id of came) if (id === due[next]) next++;
  return due.length - next;
}
