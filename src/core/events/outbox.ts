// Events wait in the outbox, in the transaction of what they tell of, until facades/delivery sends them.

export interface OutboxEvent {
  readonly at: number;
  readonly kind: 'things-changed';
  readonly recordId: string;
  readonly payload: { typeIds: readonly string[]; thingIds: readonly string[] };
}
