// What reminders ask of the store.
import type { Awaitable } from '../awaitable.ts';
import type { Reminder } from './choice.ts';

export type ReminderKey = Pick<Reminder, 'personId' | 'recordId'>;

export interface RemindersReader {
  of(personId: string, recordId: string): Awaitable<Reminder | undefined>;
  /** In the order of their keys, after one. */
  after(key: ReminderKey | undefined, limit: number): Awaitable<Reminder[]>;
  isReminded(key: ReminderKey, what: string): Awaitable<boolean>;
}

export interface RemindersWriter {
  put(reminder: Reminder): Awaitable<void>;
  remove(personId: string, recordId: string): Awaitable<void>;
  /** Notes that somebody is reminded of something, once. @returns false where they were @param until when it may be forgotten */
  noteReminded(key: ReminderKey, what: string, until: number): Awaitable<boolean>;
  sweep(now: number): Awaitable<void>;
}
