// Events wait in the outbox, in the transaction of what they tell of, until spread.ts turns them into what is owed. Of a
// record to which no application has subscribed there are none.

export interface OutboxEvent {
  readonly at: number;
  readonly kind: 'things-changed';
  readonly recordId: string;
  readonly payload: {
    readonly typeIds: readonly string[];
    readonly thingIds: readonly string[];
    /** The number of the operation. Vaults of before subscriptions hold events without one, which nobody is owed. */
    readonly sequence?: number;
  };
}

export interface StoredEvent extends OutboxEvent {
  readonly id: number;
}
