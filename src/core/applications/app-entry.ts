// An application's entry: what is kept of it beside its definition, who may configure it, what waits for the operator.
import type { Application, MethodGroup } from './application.ts';

export interface AppAdmin {
  readonly appId: string;
  readonly personId: string;
  readonly addedAt: number;
}

/** To whoever has an account with an e-mail address, or will have. */
export interface AdminInvitation {
  readonly appId: string;
  /** In lower case. */
  readonly email: string;
  readonly invitedAt: number;
}

export const appCategories = [
  'fitness',
  'weight',
  'heart',
  'diabetes',
  'medication',
  'nutrition',
  'sleep',
  'family',
  'documents',
  'care',
  'devices',
  'other',
] as const;

export type AppCategory = (typeof appCategories)[number];

/** A text that people would read in a language; empty for what stands for all. */
export interface ProposedText {
  readonly kind: 'name' | 'rule-reason' | 'organization';
  /** The key of a rule, for its reason. */
  readonly item: string;
  readonly language: string;
  readonly text: string;
}

/** What the admins of an approved application want changed; see proposal.ts. */
export interface Proposal {
  readonly at: number;
  readonly change: Partial<
    Pick<
      Application,
      | 'name'
      | 'actionUrl'
      | 'privacyUrl'
      | 'termsUrl'
      | 'redirectHosts'
      | 'domainName'
      | 'rules'
      | 'ipPrefixes'
      | 'multiRecord'
      | 'smart'
    >
  > & {
    /** Of the entry. */
    readonly website?: string;
  };
  readonly texts: readonly ProposedText[];
}

/** The operator's no, kept until there is a yes. */
export interface Refusal {
  readonly at: number;
  readonly reason: string;
  /** What was proposed then; of logos, nothing. */
  readonly proposed?: Proposal | undefined;
  readonly groups: readonly MethodGroup[];
}

/** What is kept of an application beside its definition. Calls load none of it. */
export interface AppEntry {
  /** Made in the developers' pages; without, an operator registered it. It stays so when its developers are gone. */
  readonly isOfDeveloper?: boolean;
  /** Made by `keepwell sandbox create`. */
  readonly isForTrying?: boolean;
  /** Somebody picked up a package of it. */
  readonly wasPickedUpFrom?: boolean;
  readonly category?: AppCategory;
  readonly isListed?: boolean;
  readonly contactEmail?: string;
  readonly website?: string;
  /** Method groups that wait for the operator. */
  readonly askedGroups?: readonly MethodGroup[];
  readonly approvalAskedAt?: number;
  /** Since when it may work in production. What was decided while the vault was a sandbox does not count. */
  readonly approvedAt?: number;
  /** Waits for the operator, while the application goes on as it was. */
  readonly proposed?: Proposal;
  readonly refused?: Refusal;
  /** An operator of a sandbox that sends mail let it send some. */
  readonly mailAllowedAt?: number;
  /** Its own developers switched it off, so they may switch it on again. */
  readonly isDisabledByAdmin?: boolean;
  /** When it opened its first session. */
  readonly firstCalledAt?: number;
  /** What the files of its certificates were called where they came from, by thumbprint. */
  readonly certificateFiles?: Readonly<Record<string, string>>;
}
