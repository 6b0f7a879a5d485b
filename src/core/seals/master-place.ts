/** Where settings say that the master key of a vault is: in its data folder, or in the environment, for who keeps secrets elsewhere. */
export type MasterPlace =
  | { readonly kind: 'file' }
  /** @param from the variable that has it, or that names a file of it */
  | { readonly kind: 'given'; readonly key: Buffer; readonly from: string };
