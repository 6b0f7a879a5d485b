// What subscriptions by FHIR ask of the store.
import type { Awaitable } from '../../awaitable.ts';
import type { FhirSubscription, SubscriptionEvent } from './subscription.ts';

/** Whose: of an application, and where they are named of one person, of one record. */
export interface SubscriptionsOf {
  readonly appId: string;
  readonly personId?: string | undefined;
  readonly recordId?: string | undefined;
}

export interface FhirSubscriptionsReader {
  byId(id: string): Awaitable<FhirSubscription | undefined>;
  /** Oldest first. */
  list(of: SubscriptionsOf, limit: number): Awaitable<FhirSubscription[]>;
  /** Is anybody to be told of a record? */
  isFollowed(recordId: string): Awaitable<boolean>;
  /** Those with something to do now, so many of an application: first those that are not doubtful, and of them who waits longest. */
  due(now: number, limits: { readonly all: number; readonly ofApp: number }): Awaitable<FhirSubscription[]>;
  /** Those that are kept from one number up to another, both included, in order. */
  events(id: string, from: number, upTo: number, limit: number): Awaitable<SubscriptionEvent[]>;
}

export interface FhirSubscriptionsWriter {
  put(one: FhirSubscription): Awaitable<void>;
  /** With its events. */
  remove(id: string): Awaitable<void>;
  /** An operation of a record is to be looked at by those who follow it. */
  owe(recordId: string, sequence: number, now: number): Awaitable<void>;
  addEvent(of: Pick<FhirSubscription, 'id' | 'recordId'>, event: SubscriptionEvent): Awaitable<void>;
  /** Forgets events up to a number, that one included. */
  dropEvents(id: string, upTo: number): Awaitable<void>;
  /** Removes those that are over since before. */
  sweep(before: number): Awaitable<void>;
}
