// What the model test can do, as plain data. Things are meant by number, so that a sequence still makes sense when
// commands are taken out of it. Drawn by plan.ts, sent by requests.ts, judged by writes.ts, reads.ts and people.ts.
import type { Content, KindName } from './kinds.ts';

export const rights = ['Read', 'Create', 'Update', 'Delete'] as const;
export type Right = (typeof rights)[number];

/** An application's rule. */
export interface RuleDraft {
  readonly mode: 'online' | 'offline';
  readonly optional: boolean;
  readonly rights: readonly Right[];
  readonly targets: readonly TargetDraft[];
  readonly exceptions: readonly TargetDraft[];
}
export interface TargetDraft {
  readonly kinds: readonly KindName[] | 'all';
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export const counts = { apps: 3, people: 3 } as const;

/** Who calls, and by which id for which record. Every person has a record of the same number. */
export interface Caller {
  /** Counts among what is authorised at the time; otherwise it is these very three. */
  readonly granted: number | undefined;
  readonly app: number;
  readonly person: number;
  readonly how: 'online' | 'offline' | 'alone';
  readonly record: number;
  readonly recordId: 'own' | "another app's" | "another person's" | 'none';
  /** By a token of SMART, which is renewed when it ends: neither a session nor a person's token counts. */
  readonly isBySmart?: true;
}

export type StampDraft = 'right' | 'old' | 'missing' | 'unknown';

export interface ThingRef {
  readonly number: number;
  /** Counts among the things that are there, those that were, or those of all records. */
  readonly among: 'present' | 'deleted' | 'anywhere';
  readonly stamp: StampDraft;
}

export interface WriteDraft {
  readonly thing: ThingRef | undefined;
  readonly kind: KindName;
  /** For an update: the kind the thing has, the other version of it, or any. */
  readonly kindIs: 'same' | 'other version' | 'any';
  readonly withType: boolean;
  readonly content: Content | undefined;
  readonly tags: number | undefined;
  readonly end: number | 'clear' | undefined;
  readonly flags: number | undefined;
}

export interface FilterDraft {
  readonly kinds: readonly KindName[];
  readonly state: 'Active' | 'Deleted' | undefined;
  readonly effective: Range<string>;
  readonly ends: Range<string>;
  /** Minutes before now. */
  readonly created: Range<number>;
  readonly updated: Range<number>;
  readonly createdApp: number | undefined;
  readonly updatedApp: number | undefined;
  readonly createdPerson: number | undefined;
  readonly updatedPerson: number | undefined;
  readonly condition: number | undefined;
}
export interface Range<T> {
  readonly min: T | undefined;
  readonly max: T | undefined;
}

export interface GroupDraft {
  readonly ids: readonly ThingRef[];
  readonly named: 'id' | 'key';
  readonly clientIds: readonly number[];
  readonly filters: readonly FilterDraft[];
  readonly allVersions: boolean;
  readonly max: number | undefined;
  readonly maxFull: number | undefined;
  readonly format: readonly KindName[];
  readonly order: OrderDraft | undefined;
}
export interface OrderDraft {
  readonly kind: KindName;
  readonly property: 'eff-date' | 'value/kg';
  readonly direction: 'Asc' | 'Desc' | undefined;
}

export type Command =
  | {
      readonly do: 'put';
      readonly by: Caller;
      readonly version: 1 | 2;
      readonly overwrite: boolean;
      readonly writes: readonly WriteDraft[];
    }
  | { readonly do: 'remove'; readonly by: Caller; readonly things: readonly ThingRef[] }
  | {
      readonly do: 'get';
      readonly by: Caller;
      readonly version: 1 | 2 | 3;
      readonly groups: readonly GroupDraft[];
    }
  | { readonly do: 'operations'; readonly by: Caller; readonly back: number }
  | { readonly do: 'permissions'; readonly by: Caller; readonly kinds: readonly KindName[] }
  | { readonly do: 'person'; readonly by: Caller }
  | {
      readonly do: 'people';
      readonly by: Caller;
      readonly page: number;
      readonly sinceMinutes: number | undefined;
    }
  | { readonly do: 'records'; readonly by: Caller; readonly records: readonly number[] }
  | { readonly do: 'updated records'; readonly by: Caller; readonly sinceMinutes: number | undefined }
  | { readonly do: 'leave'; readonly by: Caller }
  | Act;

/** What people and developers do, and time. */
export type Act =
  | {
      readonly do: 'authorize';
      /** Counts among what is authorised at the time: the same once more. */
      readonly again: number | undefined;
      readonly app: number;
      readonly person: number;
      readonly record: number;
      readonly optional: readonly boolean[];
    }
  | { readonly do: 'revoke'; readonly app: number; readonly person: number; readonly record: number }
  | { readonly do: 'change rules'; readonly app: number; readonly rules: readonly RuleDraft[] }
  | {
      readonly do: 'share';
      readonly record: number;
      readonly person: number;
      readonly level: 'view' | 'modify' | 'custodian';
      readonly kinds: readonly KindName[] | undefined;
      readonly minutes: number | undefined;
    }
  | { readonly do: 'unshare'; readonly record: number; readonly person: number }
  | { readonly do: 'sign out'; readonly app: number; readonly person: number }
  | { readonly do: 'pass'; readonly seconds: number };

export interface Sequence {
  /** The rules each application starts with. */
  readonly rules: readonly (readonly RuleDraft[])[];
  readonly commands: readonly Command[];
}
