// The long texts and the pictures of applications, of which calls load none.

export const appTextKinds = [
  'name',
  'description',
  'auth-reason',
  'rule-reason',
  'organization',
  'large-logo',
  'small-logo',
  'privacy-statement',
  'terms-of-use',
  'dtc-success-message',
] as const;

/** Pictures that wait for the operator; an empty one takes the present one away. Only who decides or proposes reads them. */
export const proposedLogoKinds = ['proposed-large-logo', 'proposed-small-logo'] as const;

export type AppTextKind = (typeof appTextKinds)[number] | (typeof proposedLogoKinds)[number];

/** One text, or picture, in one language. */
export interface AppText {
  readonly kind: AppTextKind;
  /** What it is of, where an application has several of a kind: `online:weights` for the reason of a rule. */
  readonly item: string;
  /** A tag in lower case; empty for what stands for all languages without one. */
  readonly language: string;
  /** Of statements and pictures. */
  readonly contentType: string | undefined;
  readonly content: Buffer;
}
