/** The key at hand is not the one that a vault was sealed with. */
export class ForeignKey extends Error {}

/** What keeps the master key cannot be asked, in words for the operator: whether the key is that of the vault is not known. */
export class MasterUnavailable extends Error {}
