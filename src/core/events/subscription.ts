// Subscriptions: what an application wants to be told of, where, and how the deliveries go.

export interface Subscription {
  readonly id: string;
  readonly appId: string;
  readonly url: string;
  readonly sealedKey: Buffer;
  /** The application's name for the key. */
  readonly keyVersion: string;
  /** Lists of version-type-ids, as they were sent; one that matches is enough. */
  readonly filters: readonly (readonly string[])[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A subscription and how its deliveries go. */
export interface Delivering extends Subscription {
  /** Tries that failed since the last that did not. */
  readonly failures: number;
  readonly heldUntil: number;
  readonly lastFailure: string | undefined;
}

/** What a subscription is owed of one record: the operations after `told` up to `latest`. */
export interface Lane {
  readonly subscriptionId: string;
  readonly recordId: string;
  readonly told: number;
  readonly latest: number;
}

/** What was given up: operations of a record, first and last included. */
export interface Parked {
  readonly subscriptionId: string;
  readonly recordId: string;
  readonly first: number;
  readonly last: number;
  readonly parkedAt: number;
}

/** One thing that an operation changed, as it was then and as it is now. */
export interface Change {
  readonly sequence: number;
  readonly at: number;
  readonly thingId: string;
  readonly typeId: string;
  readonly effectiveDate: string;
}
