/** The key at hand is not the one that a vault was sealed with. */
export class ForeignKey extends Error {}
