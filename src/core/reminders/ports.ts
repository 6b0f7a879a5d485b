// What reminders ask of the store.
import type { Awaitable } from '../awaitable.ts';
import type { Reminder } from './choice.ts';

export type ReminderKey = Pick<Reminder, 'personId' | 'recordId'>;

export interface RemindersReader {
  of(personId: string, recordId: string): Awaitable<Reminder | undefined>;
  isReminded(key: ReminderKey, what: string): Awaitable<boolean>;
}

export interface RemindersWriter {
  /** To be looked at next. */
  put(reminder: Reminder): Awaitable<void>;
  /** Some of those that are to be looked at by now, which are then to be looked at at another moment. */
  claim(now: number, lookAt: number, limit: number): Awaitable<Reminder[]>;
  /** When to look again, where that is still the moment of a claim. */
  setLook(key: ReminderKey, claimed: number, lookAt: number): Awaitable<void>;
  /** Something that they tell of was written: those of the record are to be looked at next. */
  lookAtNext(recordId: string): Awaitable<void>;
  remove(personId: string, recordId: string): Awaitable<void>;
  /** Notes that somebody is reminded of something, once. @returns false where they were @param until when it may be forgotten */
  noteReminded(key: ReminderKey, what: string, until: number): Awaitable<boolean>;
  sweep(now: number): Awaitable<void>;
}
